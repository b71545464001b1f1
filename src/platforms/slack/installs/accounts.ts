import type { Installations } from '../../../ports.ts';
import { webApi, type Authorize, type AuthorizeResult, type App, type Context } from '@slack/bolt';
import { BotError, type ReportFault } from '../../../errors.ts';
import { growingWaits, Refusals, waitsAtStart } from '../../../running/work.ts';
import { isTokenFault, readFault } from '../faults.ts';
import { clientOptions, type Calling } from '../transport/connection.ts';
import { missingScopes } from './settings.ts';
import { installation } from '../../../messages/install.ts';
import { acknowledgeWith } from '../deliver.ts';
import type { ListenerParts } from '../requests.ts';
import { isStoreFault } from './records.ts';

/** Whose tokens the app uses: those of one workspace, or of all that installed it. */
export interface Accounts {
  /** Whose token answers a request. Never rejects; gives a new object each time, which Bolt writes into. */
  readonly authorize: Authorize<boolean>;
  /** Calls Slack for a workspace nobody there asks anything of now. Rejects with a BotError where it cannot. */
  readonly clientFor: (workspace: string | null) => Promise<webApi.WebClient>;
  /** Erases all that is kept of who left; false for one that has come back since. */
  readonly forget: (departure: Departure) => Promise<boolean>;
  /** Resolves when requests can be answered, or when the signal is given. */
  readonly open: (stopping: AbortSignal) => Promise<void>;
  readonly isReady: () => boolean;
}

/** What Bolt adds to the context of a request from a workspace that has not installed the app. */
export const NOT_INSTALLED = { isInstalled: false } as const;

export interface Departure {
  /** The workspace, or the organisation with every workspace that had the app through it. */
  readonly id: string;
  readonly isOrganisation: boolean;
  /** Installations made after this outlive it; null where none can have been. */
  readonly atMs: number | null;
}

interface OneWorkspaceParts extends Calling {
  readonly botToken: string;
  readonly installations: Pick<Installations, 'erase'>;
}

export class OneWorkspace implements Accounts {
  readonly #parts: OneWorkspaceParts;
  readonly #client: webApi.WebClient;
  /** What Slack said of the token; null before it was asked. */
  #identity: AuthorizeResult | null = null;

  constructor(parts: OneWorkspaceParts) {
    this.#parts = parts;
    this.#client = new webApi.WebClient(parts.botToken, clientOptions(parts));
  }

  /**
   * Asks Slack who the token belongs to, for as long as Slack cannot be reached; Bolt's own question at
   * start kills the process when it fails. Throws a BotError for a token that Slack refuses.
   */
  async open(stopping: AbortSignal): Promise<void> {
    const { log, time } = this.#parts;
    const refusals = new Refusals();
    for (const wait of waitsAtStart()) {
      try {
        this.#identity = await this.#identify();
        return;
      } catch (error) {
        const fields = { code: passingCode(error, refusals), waitMs: wait };
        log.warn(fields, 'Slack does not take the bot yet: trying again');
        await time.wait(wait, stopping);
      }
    }
  }

  isReady(): boolean {
    return this.#identity !== null;
  }

  /** Bolt gives a request without a team no token. */
  readonly authorize: Authorize<boolean> = ({ teamId = this.#identity?.teamId ?? '' }) =>
    Promise.resolve({ ...this.#identity, botToken: this.#parts.botToken, teamId });

  clientFor(): Promise<webApi.WebClient> {
    return Promise.resolve(this.#client);
  }

  async forget({ id }: Departure): Promise<boolean> {
    await this.#parts.installations.erase(id);
    return true;
  }

  async #identify(): Promise<AuthorizeResult> {
    const { log } = this.#parts;
    const answer = await this.#client.auth.test();
    const missing = missingScopes(answer.response_metadata?.scopes);
    if (missing.length > 0) log.warn({ missing }, 'the bot token lacks scopes: npm run doctor');
    log.info({ team: answer.team }, 'Slack knows the bot');
    const { user_id: botUserId = '', bot_id: botId = '', team_id: teamId } = answer;
    return { botUserId, botId, ...(teamId === undefined ? {} : { teamId }) };
  }
}

/** The code of a fault that waiting may mend; throws for one that only the operator can. */
function passingCode(error: unknown, refusals: Refusals): string {
  const fault = readFault(error);
  if (fault === null) throw error;
  if (!refusals.stand(isTokenFault(fault))) return fault.code;
  const remedy = 'it must be the bot token (xoxb-…) of an app that is installed';
  throw new BotError('configuration', `SLACK_BOT_TOKEN was refused (${fault.code}): ${remedy}`);
}

/** The events that only an app for organisations subscribes to, beside those of `events.ts`. */
export const ORGANISATION_EVENTS = ['team_access_revoked'] as const;

/** Of these, nobody has a token any more. */
const DEPARTURES: ReadonlySet<string> = new Set([
  'app_uninstalled',
  'app_uninstalled_team',
  'tokens_revoked',
  ...ORGANISATION_EVENTS,
]);

/**
 * Tells those whose workspace has no installation that can be read, as far as that needs no token: a
 * command is answered, a mention is not.
 */
export function answerWhereNotInstalled(
  app: App,
  {
    composer,
    work,
    log,
    reportFault,
  }: Pick<ListenerParts, 'composer' | 'work' | 'log' | 'reportFault'>,
): void {
  app.use(({ context, next, ...args }) => {
    const isDeparture = 'event' in args && DEPARTURES.has(args.event.type);
    if (context['isInstalled'] !== NOT_INSTALLED.isInstalled || isDeparture) return next();
    const event = 'a request came from where the app is not installed';
    log.warn({ workspace: context.teamId }, event);
    const tell = async () => {
      const sentence = composer.sentence(installation.missing());
      if ('command' in args) await acknowledgeWith(args.ack, sentence, { shownTo: 'asker' });
      else if ('ack' in args) await args.ack?.();
    };
    return work.run('not installed', tell, reporting(reportFault));
  });
}

interface LeavingParts extends Pick<ListenerParts, 'work' | 'log' | 'reportFault' | 'time'> {
  readonly accounts: Pick<Accounts, 'forget'>;
  /** Whether nobody is left to be served then, which is a fault to the operator. */
  readonly isForOne: boolean;
  readonly stopping: AbortSignal;
}

interface Told {
  readonly context: Context;
  readonly body: { readonly team_id?: string; readonly event_time?: number };
}

/**
 * Forgets a workspace as soon as it removes the app. `app_uninstalled_team` comes only to apps that
 * administer others (`admin.apps:read`); what an organisation takes from one workspace is told by
 * `team_access_revoked`.
 */
export function listenToDepartures(app: App, parts: LeavingParts): void {
  const { log, isForOne } = parts;
  const tell = ({ body }: Told, event: string) => {
    log[isForOne ? 'error' : 'info']({ workspace: body.team_id }, event);
  };
  app.event('app_uninstalled', (told) => {
    tell(told, 'the app was removed from the workspace');
    return leave(parts, told);
  });
  app.event('tokens_revoked', (told) => {
    // A person's own tokens are none of ours: the bot goes on.
    if ((told.event.tokens.bot ?? []).length === 0) return Promise.resolve();
    tell(told, 'tokens of the app were revoked');
    return leave(parts, told);
  });
  app.event('app_uninstalled_team', (told) => {
    const { app_id: removed, team_id: id } = told.event as Partial<typeof told.event>;
    if (removed !== undefined && removed !== told.body.api_app_id) return Promise.resolve();
    return leave(parts, told, id === undefined ? undefined : [id]);
  });
  app.event('team_access_revoked', (told) => leave(parts, told, told.event.team_ids));
}

function leave(parts: LeavingParts, told: Told, ids = holderIn(told)): Promise<void> {
  const { enterpriseId, retryNum } = told.context;
  const { event_time: seconds } = told.body;
  // Only an event that comes late, again, can be of an installation that has been made anew since.
  const atMs = retryNum === undefined || seconds === undefined ? null : seconds * 1000;
  const forgetAll = async () => {
    for (const id of ids) {
      const isOrganisation = id === enterpriseId || id.startsWith('E');
      await forget(parts, { id, atMs, isOrganisation });
    }
  };
  return parts.work.run('departure', forgetAll, reporting(parts.reportFault));
}

function holderIn({ context, body }: Told): readonly string[] {
  const id = context.isEnterpriseInstall ? context.enterpriseId : body.team_id;
  return id === undefined ? [] : [id];
}

/** Tries for as long as the store is down: Slack does not tell twice. */
async function forget(parts: LeavingParts, departure: Departure): Promise<void> {
  const { accounts, log, time, stopping } = parts;
  const fields = { workspace: departure.id, isOrganisation: departure.isOrganisation };
  for (const wait of growingWaits()) {
    try {
      if (await accounts.forget(departure)) log.info(fields, 'all that was kept of it is erased');
      else log.info(fields, 'the app has been installed again since it was removed');
      return;
    } catch (fault) {
      if (!isStoreFault(fault)) throw fault;
      log.error({ ...fields, fault }, 'what the app leaves behind cannot be erased yet');
      await time.wait(wait, stopping);
    }
  }
}

function reporting(reportFault: ReportFault): (fault: unknown) => Promise<void> {
  return (fault) => {
    reportFault(fault);
    return Promise.resolve();
  };
}
