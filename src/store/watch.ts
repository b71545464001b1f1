import * as v from 'valibot';
import { LOST, type Seen, type Watch } from '../daily/subscriptions.ts';
import { COUNT, kind, type Store } from './store.ts';

/** By the clock of who looked, and by the one that the database's files go by. */
const LOOK = kind(
  'daily-look',
  v.object({ lookedMs: v.number(), atMs: v.number(), origin: v.string(), isLeft: v.boolean() }),
).at('', '');
/** How many looks there were: it never goes back, unless the database does. */
const LOOKS = kind('daily-looks', COUNT).at('', '');
const LOSS = kind('daily-loss', LOST).at('', '');

/** As long as what was lost may matter to anybody who looks. */
const LOSS_MS = 24 * 60 * 60 * 1000;
/** A look a minute, and what its process wrote after the last. */
const LAST_WORDS_MS = 90_000;

/** Who looked for what is due, in the store itself: so a store that went back to an earlier state shows it. */
export class StoreWatch implements Watch {
  readonly #store: Store;
  readonly #now: () => number;
  /** How many looks there were with this process's last; null before it. */
  #looks: number | null = null;

  /** `now` is the machine's clock. */
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async look(nowMs: number): Promise<Seen> {
    const before = await this.#store.get(LOOK);
    const origin = await this.#store.origin();
    const isFirst = this.#looks === null;
    // Begun anew, the count is beyond that of any process: milliseconds are more than minutes.
    const looks = await this.#store.add(LOOKS, 1, nowMs);
    const hasGoneBack = looks <= (this.#looks ?? 0);
    this.#looks = looks;
    const isMoved = before !== null && before.origin !== origin.name;
    // While nobody looks, one that was changed or started anew may be an earlier one that was put back.
    const lastMs = before === null ? Infinity : before.atMs + LAST_WORDS_MS;
    const isChanged = (origin.changedMs ?? 0) > lastMs;
    const isPutBack = isFirst && (isChanged || (isMoved && !before.isLeft));
    if (hasGoneBack || isPutBack) {
      await this.#store.set(LOSS, { fromMs: before?.lookedMs ?? 0, untilMs: nowMs }, LOSS_MS);
    }
    await this.#note(nowMs, origin.name, false);
    return {
      lookedMs: before?.lookedMs ?? null,
      isMoved: isMoved && !isFirst,
      lost: await this.#store.get(LOSS),
    };
  }

  async leave(): Promise<void> {
    const before = await this.#store.get(LOOK);
    if (before !== null) await this.#note(before.lookedMs, before.origin, true);
  }

  #note(lookedMs: number, origin: string, isLeft: boolean): Promise<void> {
    return this.#store.set(LOOK, { lookedMs, atMs: this.#now(), origin, isLeft });
  }
}
