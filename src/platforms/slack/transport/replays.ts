import { SIGNATURE_AGE_SECONDS } from '../limits.ts';

/** A signature is good from five minutes before its time to five after. */
const GENERATION_MS = 2 * SIGNATURE_AGE_SECONDS * 1000;
/** About 13 MB; at more than 166 requests a second the oldest are forgotten before their time. */
const GENERATION_SIZE = 100_000;

/**
 * Remembers what came to this process, by signature or identifier, for as long as a signature is good.
 * Bolt accepts the same signed bytes any number of times within five minutes, and the same envelope.
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

  /** True when it was seen before; else it is seen now. */
  isSeen(id: string): boolean {
    this.#age();
    if (this.#current.has(id) || this.#previous.has(id)) return true;
    this.#current.add(id);
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
