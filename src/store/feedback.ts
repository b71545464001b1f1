import { VERDICTS } from '../ports.ts';
import type { Feedback, Verdict } from '../ports.ts';
import { unlessStoreFails } from './failing.ts';
import type { Key, Store } from './store.ts';
import { kind } from './store.ts';

const VERDICT_COUNT = kind('feedback', (value) => (typeof value === 'number' ? value : null));

/** Counts by platform and verdict, of nobody and of no workspace. */
export class StoreFeedback implements Feedback {
  readonly #store: Store;
  /** What could not be counted while the store was down: one number a platform and verdict. */
  readonly #waiting = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  async count(verdict: Verdict, platform: string): Promise<void> {
    const key = at(platform, verdict);
    const amount = 1 + (this.#waiting.get(key.text) ?? 0);
    this.#waiting.delete(key.text);
    const counted = this.#store.add(key, amount).then(() => true);
    if (await unlessStoreFails(counted, false)) return;
    this.#waiting.set(key.text, amount + (this.#waiting.get(key.text) ?? 0));
  }

  /** How often each verdict was given on a platform; what was never given is left out. */
  async counts(platform: string): Promise<ReadonlyMap<Verdict, number>> {
    const counts = await Promise.all(
      VERDICTS.map(
        async (verdict) => [verdict, await this.#store.get(at(platform, verdict))] as const,
      ),
    );
    return new Map(
      counts.flatMap(([verdict, count]) => (count === null ? [] : [[verdict, count]])),
    );
  }
}

function at(platform: string, verdict: Verdict): Key<number> {
  return VERDICT_COUNT.at(platform, '', verdict);
}
