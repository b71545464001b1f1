import { SIGNATURE_AGE_SECONDS } from './limits.ts';

/** A signature is good from five minutes before its time to five after. */
const GENERATION_MS = 2 * SIGNATURE_AGE_SECONDS * 1000;
/** About 13 MB; at more than 166 requests a second the oldest are forgotten before their time. */
const GENERATION_SIZE = 100_000;

/**
 * Remembers the signatures of this process's requests for as long as they are good. Bolt accepts the
 * same signed bytes any number of times within five minutes.
 */
export class Replays {
  readonly #now: () => number;
  #current = new Set<string>();
  #previous = new Set<string>();
  #since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** True when the signature was seen before; else it is seen now. */
  isSeen(signature: string): boolean {
    this.#age();
    if (this.#current.has(signature) || this.#previous.has(signature)) return true;
    this.#current.add(signature);
    return false;
  }

  #age(): void {
    const now = this.#now();
    if (now - this.#since < GENERATION_MS && this.#current.size < GENERATION_SIZE) return;
    this.#previous = this.#current;
    this.#current = new Set();
    this.#since = now;
  }
}
