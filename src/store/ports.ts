import { LRUCache } from 'lru-cache';
import * as v from 'valibot';
import {
  type Claims,
  type Contested,
  type Feedback,
  type Notes,
  type Verdict,
  VERDICTS,
} from '../ports.ts';
import { unlessStoreFails } from './guard.ts';
import { COUNT, kind, type Key, type Store } from './store.ts';

/** How many claims a process remembers at most: a day of one request a second. */
const MOST_CLAIMS = 100_000;
/** How many notes; each is shorter than half a kilobyte. */
const MOST_NOTES = 20_000;

const NOTE = kind('note', v.string());
const VERDICT_COUNT = kind('feedback', COUNT);
/** How many answers were ever contested. */
const CONTESTS = kind('contests', COUNT);
const CONTEST = kind(
  'contest',
  v.object({ reason: v.picklist(VERDICTS), passages: v.array(v.string()), day: v.string() }),
);

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

/** How many contested answers are kept at most: the next takes the place of the oldest. */
const MOST_CONTESTS = 1_000;
const CONTEST_MS = 180 * 24 * 60 * 60 * 1000;

/** Counts by platform and verdict, and what was contested, of nobody and of no workspace. */
export class StoreFeedback implements Feedback {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #contested: ((reason: Verdict, quotations: number) => void) | undefined;
  /** What could not be counted while the store was down: one number a platform and verdict. */
  readonly #waiting = new Map<string, number>();

  /** `contested` is told of each contested answer how many of its quotations are. */
  constructor(
    store: Store,
    now: () => number,
    contested?: (reason: Verdict, quotations: number) => void,
  ) {
    this.#store = store;
    this.#now = now;
    this.#contested = contested;
  }

  /** What is contested while the store is down is in the log alone. */
  async contest(reason: Verdict, passages: readonly string[]): Promise<void> {
    this.#contested?.(reason, passages.length);
    const day = new Date(this.#now()).toISOString().slice(0, 10);
    const keep = async () => {
      const number = await this.#store.add(CONTESTS.at('', ''), 1);
      const key = CONTEST.at('', '', String(number % MOST_CONTESTS));
      await this.#store.set(key, { reason, passages: [...passages], day }, CONTEST_MS);
    };
    await unlessStoreFails(keep(), undefined);
  }

  /** Every passage that was contested, most often and latest first. Rejects with a BotError `store`. */
  async contested(): Promise<readonly Contested[]> {
    const entries = await Array.fromAsync(this.#store.entries(CONTEST));
    const each = entries.flatMap(({ value: { reason, passages, day } }) =>
      passages.map((passage) => ({ passage, reason, day })),
    );
    return [...Map.groupBy(each, ({ passage }) => passage)]
      .map(([passage, those]) => contestedOf(passage, those))
      .toSorted((a, b) => b.times - a.times || b.lastDay.localeCompare(a.lastDay));
  }

  /** How often each verdict was given on a platform. Rejects with a BotError `store`. */
  async counts(platform: string): Promise<readonly (readonly [Verdict, number])[]> {
    const counts = VERDICTS.map(async (verdict) => {
      const count = await this.#store.get(VERDICT_COUNT.at(platform, '', verdict));
      return [verdict, count ?? 0] as const;
    });
    return Promise.all(counts);
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

function contestedOf(
  passage: string,
  those: readonly { readonly reason: Verdict; readonly day: string }[],
): Contested {
  const byReason = Map.groupBy(those, ({ reason }) => reason);
  const reasons = [...byReason].map(([reason, all]) => [reason, all.length] as const);
  const lastDay = those.reduce((last, { day }) => (day > last ? day : last), '');
  return {
    passage,
    reasons: reasons.toSorted((a, b) => b[1] - a[1]),
    times: those.length,
    lastDay,
  };
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
