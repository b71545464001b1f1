import { LRUCache } from 'lru-cache';
import * as v from 'valibot';
import type { Claims, Feedback, Notes, Verdict } from '../ports.ts';
import { unlessStoreFails } from './guard.ts';
import { kind, type Key, type Store } from './store.ts';

/** How many claims a process remembers at most: a day of one request a second. */
const MOST_CLAIMS = 100_000;
/** How many notes; each is shorter than half a kilobyte. */
const MOST_NOTES = 20_000;

const NOTE = kind('note', v.string());
const VERDICT_COUNT = kind('feedback', v.number());

/**
 * Claims for questions, where an answer twice is better than none: while the store is down, this
 * process asks its own memory alone. Never rejects for the store.
 */
export function requestClaims(store: Store, now: () => number): Claims {
  const own = new MemoryClaims(now);
  return {
    claim: async (key, ttlMs) =>
      (await own.claim(key, ttlMs)) &&
      (await unlessStoreFails(store.claim(key, ttlMs, 'process'), true)),
  };
}

/** Claims of one process, gone when it ends. */
export class MemoryClaims implements Claims {
  readonly #claimed: LRUCache<string, true>;

  constructor(now: () => number) {
    this.#claimed = new LRUCache({ ...lastOf(MOST_CLAIMS, now), ttlAutopurge: true });
  }

  claim(key: string, ttlMs: number): Promise<boolean> {
    const isFree = !this.#claimed.has(key);
    if (isFree) this.#claimed.set(key, true, { ttl: ttlMs });
    return Promise.resolve(isFree);
  }
}

/** Notes that outlive the process; while the store is down, those of this process. */
export class StoreNotes implements Notes {
  readonly #store: Store;
  readonly #own: MemoryNotes;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#own = new MemoryNotes(now);
  }

  async keep(key: string, text: string, ttlMs: number): Promise<void> {
    const kept = this.#store.set(noteAt(key), text, ttlMs).then(() => true);
    if (!(await unlessStoreFails(kept, false))) await this.#own.keep(key, text, ttlMs);
  }

  async recall(key: string): Promise<string | null> {
    return (await unlessStoreFails(this.#store.get(noteAt(key)), null)) ?? this.#own.recall(key);
  }
}

/** Notes of one process, gone when it ends. */
export class MemoryNotes implements Notes {
  readonly #notes: LRUCache<string, string>;

  constructor(now: () => number) {
    this.#notes = new LRUCache(lastOf(MOST_NOTES, now));
  }

  keep(key: string, text: string, ttlMs: number): Promise<void> {
    this.#notes.set(key, text, { ttl: ttlMs });
    return Promise.resolve();
  }

  recall(key: string): Promise<string | null> {
    return Promise.resolve(this.#notes.peek(key) ?? null);
  }
}

/** Counts by platform and verdict, of nobody and of no workspace. */
export class StoreFeedback implements Feedback {
  readonly #store: Store;
  /** What could not be counted while the store was down: one number a platform and verdict. */
  readonly #waiting = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  async count(verdict: Verdict, platform: string): Promise<void> {
    const key = VERDICT_COUNT.at(platform, '', verdict);
    const amount = 1 + (this.#waiting.get(key.text) ?? 0);
    this.#waiting.delete(key.text);
    const counted = this.#store.add(key, amount).then(() => true);
    if (await unlessStoreFails(counted, false)) return;
    this.#waiting.set(key.text, amount + (this.#waiting.get(key.text) ?? 0));
  }
}

/**
 * What lru-cache is told: `max` would set room for all entries aside at the start, and a resolution would
 * go by the machine's clock.
 */
function lastOf(most: number, now: () => number) {
  return { maxSize: most, sizeCalculation: () => 1, ttlResolution: 0, perf: { now } };
}

/** A note is the words of a question: it belongs to no workspace, and ends by itself. */
function noteAt(key: string): Key<string> {
  return NOTE.at('', '', key);
}
