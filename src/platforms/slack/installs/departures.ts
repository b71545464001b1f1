import type { App, Context } from '@slack/bolt';
import type { ReportFault } from '../../../errors.ts';
import { installation } from '../../../messages/install.ts';
import type { Log, Time } from '../../../ports.ts';
import { growingWaits } from '../../../running/waiting.ts';
import type { Work } from '../../../running/work.ts';
import { acknowledgeWith } from '../deliver.ts';
import type { Composer } from '../../../conversation/composer.ts';
import type { SlackMessage } from '../view/blocks.ts';
import { LONGEST_WAIT_MS, SHORTEST_WAIT_MS } from '../limits.ts';
import { NOT_INSTALLED } from './accounts.ts';
import type { Accounts, Departure } from './accounts.ts';
import { isStoreFault } from './records.ts';

/** The events that only an app for organisations subscribes to, beside those of `events.ts`. */
export const ORGANISATION_EVENTS = ['team_access_revoked'] as const;

/** Of these, nobody has a token any more. */
const DEPARTURES: ReadonlySet<string> = new Set([
  'app_uninstalled',
  'app_uninstalled_team',
  'tokens_revoked',
  ...ORGANISATION_EVENTS,
]);

interface Reporting {
  readonly log: Log;
  readonly reportFault: ReportFault;
  readonly work: Work;
}

interface NotInstalledParts extends Reporting {
  readonly composer: Composer<SlackMessage>;
}

/**
 * Tells those whose workspace has no installation that can be read, as far as that needs no token: a
 * command is answered, a mention is not.
 */
export function answerWhereNotInstalled(
  app: App,
  { composer, work, log, reportFault }: NotInstalledParts,
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

interface LeavingParts extends Reporting {
  readonly accounts: Pick<Accounts, 'forget'>;
  /** Whether nobody is left to be served then, which is a fault to the operator. */
  readonly isForOne: boolean;
  readonly time: Time;
  readonly stopping: AbortSignal;
}

/** What Slack tells with an event. */
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
  for (const wait of growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)) {
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
