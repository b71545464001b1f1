import type { Installations } from '../../../ports.ts';
import { webApi } from '@slack/bolt';
import type { Authorize, AuthorizeResult } from '@slack/bolt';
import { BotError } from '../../../errors.ts';
import { growingWaits } from '../../../running/waiting.ts';
import { isTokenFault, readFault } from '../faults.ts';
import { LONGEST_WAIT_MS } from '../limits.ts';
import { clientOptions } from '../transport/client.ts';
import type { Calling } from '../transport/client.ts';
import { missingScopes } from './settings.ts';

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

/** The end of an installation. */
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

const SHORTEST_WAIT_AT_START_MS = 1_000;

/** The workspace that SLACK_BOT_TOKEN is for. */
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
    for (const wait of growingWaits(SHORTEST_WAIT_AT_START_MS, LONGEST_WAIT_MS)) {
      try {
        this.#identity = await this.#identify();
        return;
      } catch (error) {
        log.warn(
          { code: passingCode(error), waitMs: wait },
          'Slack cannot be reached: trying again',
        );
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
function passingCode(error: unknown): string {
  const fault = readFault(error);
  if (fault === null) throw error;
  if (!isTokenFault(fault)) return fault.code;
  const remedy = 'it must be the bot token (xoxb-…) of an app that is installed';
  throw new BotError('configuration', `SLACK_BOT_TOKEN was refused (${fault.code}): ${remedy}`);
}
