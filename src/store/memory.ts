import type { Claims } from '../ports.ts';

/** How many claims are remembered at most: a day of one request a second. */
const MOST_CLAIMS = 100_000;

/** Claims of one process, gone when it ends. */
export class MemoryClaims implements Claims {
  readonly #now: () => number;
  /** When each ends; the oldest claims come first. */
  readonly #ends = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  claim(key: string, ttlMs: number): Promise<boolean> {
    const now = this.#now();
    this.#forget(now);
    const isFree = (this.#ends.get(key) ?? 0) <= now;
    if (isFree) {
      this.#ends.delete(key);
      this.#ends.set(key, now + ttlMs);
    }
    return Promise.resolve(isFree);
  }

  /** Drops what has ended, from the oldest on, and the oldest when there are too many. */
  #forget(now: number): void {
    for (const [key, end] of this.#ends) {
      if (end > now && this.#ends.size < MOST_CLAIMS) return;
      this.#ends.delete(key);
    }
  }
}
