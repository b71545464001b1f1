import {
  webApi,
  type Authorize,
  type AuthorizeResult,
  type AuthorizeSourceData,
  type Installation as Given,
} from '@slack/bolt';
import { BotError, type ReportFault } from '../../../errors.ts';
import { readyWithin } from '../../../running/work.ts';
import { clientOptions, type Calling } from '../transport/connection.ts';
import { NOT_INSTALLED, type Accounts, type Departure } from './accounts.ts';
import {
  InstallationRecords,
  installationFrom,
  isMembership,
  isPast,
  isStoreFault,
  type Installation,
  type RecordsParts,
} from './records.ts';
import { Rotation } from './rotation.ts';
import { missingScopes, type OAuthSettings } from './settings.ts';

interface ManyWorkspacesParts extends RecordsParts, Calling {
  readonly oauth: OAuthSettings;
  readonly reportFault: ReportFault;
}

/** Slack waits three seconds for an answer; a token that must be renewed first takes one call to it. */
const AUTHORISE_WITHIN_MS = 1_500;

/** Where a request comes from, as far as it chooses the token. */
type Origin = Pick<AuthorizeSourceData<boolean>, 'teamId' | 'enterpriseId' | 'isEnterpriseInstall'>;

export class ManyWorkspaces implements Accounts {
  readonly #parts: ManyWorkspacesParts;
  readonly #records: InstallationRecords;
  readonly #rotation: Rotation;

  constructor(parts: ManyWorkspacesParts) {
    this.#parts = parts;
    this.#records = new InstallationRecords(parts);
    this.#rotation = new Rotation({ ...parts, records: this.#records });
  }

  /** Reads them all once, for the operator and for the keys they are sealed with. */
  async open(): Promise<void> {
    const { log, oauth } = this.#parts;
    if (oauth.redirectUrl === null)
      log.warn({}, 'SLACK_REDIRECT_URL is not set: nobody can install the app');
    try {
      log.info({ installations: await this.#records.readAll() }, 'installations can be read');
    } catch (fault) {
      log.warn({ fault }, 'installations cannot be read yet');
    }
  }

  /**
   * Whose token answers a request; for Bolt, which gives a new object to each. A command is answered
   * without any, so a token that cannot be had in time keeps nobody waiting.
   */
  readonly authorize: Authorize<boolean> = async (source, body) => {
    const origin = originOf(source, body);
    const found = this.#installed(origin).then((installation) => ({ installation }));
    try {
      const inTime = await readyWithin(found, AUTHORISE_WITHIN_MS, this.#parts.time);
      if (inTime === null)
        throw new BotError('platform', 'Slack: a token could not be had in time');
      if (inTime.installation === null) return { ...namesOf(origin), ...NOT_INSTALLED };
      const { botToken, botId, botUserId } = inTime.installation;
      return { ...namesOf(origin), botToken, botId, botUserId };
    } catch (fault) {
      this.#parts.reportFault(fault);
      return namesOf(origin);
    }
  };

  /** A client of its own with a token that is good now, even where nothing was heard of the workspace for days. */
  async clientFor(workspace: string | null): Promise<webApi.WebClient> {
    if (workspace === null) throw new TypeError('a client needs a workspace');
    const origin = { teamId: workspace, enterpriseId: undefined, isEnterpriseInstall: false };
    const installation = await this.#installed(origin).catch((cause: unknown) => {
      if (!isStoreFault(cause)) throw cause;
      // What needs the token was certainly not done.
      const details = { cause, retryable: true, outcome: 'undone' } as const;
      throw new BotError('store', 'Slack: a token could not be read', details);
    });
    if (installation === null) {
      const message = `Slack: ${workspace} has not installed the app`;
      throw new BotError('platform', message, { outcome: 'disconnected' });
    }
    const options = { ...clientOptions(this.#parts), teamId: workspace };
    return new webApi.WebClient(installation.botToken, options);
  }

  /** Keeps what Slack gave with an installation, under its organisation or workspace. */
  async install(given: Given): Promise<void> {
    const { time, log } = this.#parts;
    const isOrganisationWide = given.isEnterpriseInstall === true;
    const holder = (isOrganisationWide ? given.enterprise?.id : given.team?.id) ?? null;
    const installation = installationFrom(given, time.now());
    if (holder === null || installation === null) {
      throw new BotError('platform', 'Slack: an installation came without a bot or a workspace');
    }
    await this.#records.keep(holder, installation);
    log.info({ workspace: holder, isOrganisationWide }, 'the app was installed');
    const missing = missingScopes(given.bot?.scopes);
    if (missing.length > 0)
      log.warn({ workspace: holder, missing }, 'it was granted too few scopes');
  }

  isReady(): boolean {
    return true;
  }

  async forget({ id, isOrganisation, atMs }: Departure): Promise<boolean> {
    const kept = atMs === null ? null : await this.#records.installationOf(id);
    const sinceMs = kept?.installedAtMs ?? 0;
    if (sinceMs > (atMs ?? Infinity) && isPast(sinceMs, this.#parts.time.now())) return false;
    const members = isOrganisation ? this.#records.membersOf(id) : [];
    for await (const member of members) await this.#records.forget(member);
    await this.#records.forget(id);
    return true;
  }

  async #installed(origin: Origin): Promise<Installation | null> {
    const { teamId, enterpriseId, isEnterpriseInstall } = origin;
    const own = teamId === undefined ? null : await this.#records.of(teamId);
    if (own !== null && !isMembership(own) && !isEnterpriseInstall)
      return this.#rotation.current(teamId ?? '', own);
    const holder = enterpriseId ?? (own !== null && isMembership(own) ? own.organisation : null);
    const installation = holder === null ? null : await this.#records.installationOf(holder);
    if (holder === null || installation === null) return null;
    if (own === null && teamId !== undefined) await this.#join(teamId, holder);
    return this.#rotation.current(holder, installation);
  }

  /** So that a daily quotation finds the token, and the organisation's departure the workspace. */
  async #join(workspace: string, organisation: string): Promise<void> {
    try {
      await this.#records.keep(workspace, { organisation });
    } catch (fault) {
      // The next request does it.
      if (!isStoreFault(fault)) throw fault;
    }
  }
}

/**
 * An event of a channel that is shared names the workspace that has the app `context_team_id`; its
 * `team_id` may be another's.
 */
function originOf(source: Origin, body: object | undefined): Origin {
  const context = (body ?? {}) as { context_team_id?: unknown; context_enterprise_id?: unknown };
  const { isEnterpriseInstall } = source;
  return {
    teamId: textOf(context.context_team_id) ?? source.teamId,
    enterpriseId: textOf(context.context_enterprise_id) ?? source.enterpriseId,
    isEnterpriseInstall,
  };
}

function namesOf({ teamId, enterpriseId }: Origin): AuthorizeResult {
  return {
    ...(teamId === undefined ? {} : { teamId }),
    ...(enterpriseId === undefined ? {} : { enterpriseId }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
