import { webApi } from '@slack/bolt';
import type { Authorize, Logger } from '@slack/bolt';
import type { Log, Time } from '../../../ports.ts';
import type { Installations } from '../../../conversation/installations.ts';
import type { Accounts, Departure } from './accounts.ts';
import { clientOptions } from '../transport/client.ts';
import { identify } from './identity.ts';
import type { Identity } from './identity.ts';

interface OneWorkspaceParts {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly installations: Pick<Installations, 'erase'>;
  readonly time: Time;
  readonly log: Log;
  readonly boltLogger: Logger;
}

/** The workspace that SLACK_BOT_TOKEN is for. */
export class OneWorkspace implements Accounts {
  readonly #parts: OneWorkspaceParts;
  readonly #client: webApi.WebClient;
  #identity: Identity | null = null;

  constructor(parts: OneWorkspaceParts) {
    const { botToken, apiUrl, boltLogger } = parts;
    this.#parts = parts;
    this.#client = new webApi.WebClient(botToken, clientOptions(apiUrl, boltLogger));
  }

  async open(stopping: AbortSignal): Promise<void> {
    const { boltLogger, log, time } = this.#parts;
    this.#identity = await identify(this.#parts, boltLogger, log, time, stopping);
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
}
