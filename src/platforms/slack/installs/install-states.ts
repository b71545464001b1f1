import { ClearStateStore, InvalidStateError } from '@slack/oauth';
import type { InstallURLOptions, StateStore } from '@slack/oauth';
import { createHash } from 'node:crypto';
import type { Claims, Time } from '../../../ports.ts';

/** From the page that proposes the installation to Slack's answer. */
export const STATE_SECONDS = 600;

/**
 * Tells Slack's answers to our own questions: signed and dated by the library, and good once, in
 * whatever process the answer comes in. Rejects where nobody can know whether it came before.
 */
export class SingleUseStates implements StateStore {
  readonly #signed: ClearStateStore;
  readonly #claims: Claims;
  readonly #time: Time;

  constructor(secret: string, claims: Claims, time: Time) {
    this.#signed = new ClearStateStore(secret, STATE_SECONDS);
    this.#claims = claims;
    this.#time = time;
  }

  readonly generateStateParam = (options: InstallURLOptions): Promise<string> =>
    this.#signed.generateStateParam(options, this.#now());

  readonly verifyStateParam = async (_: Date, state: string): Promise<InstallURLOptions> => {
    const options = await this.#signed.verifyStateParam(this.#now(), state);
    const hash = createHash('sha256').update(state).digest('base64url');
    // For longer than it is good, so that it is refused for one reason or the other.
    if (await this.#claims.claim(`slack:install:${hash}`, 2 * STATE_SECONDS * 1000)) return options;
    throw new InvalidStateError('the state was used before');
  };

  #now(): Date {
    return new Date(this.#time.now());
  }
}
