import { unlessStoreFails } from './failing.ts';
import type { Key, Store } from './store.ts';
import { kind } from './store.ts';

/** Any value: whoever reads it verifies it again. */
const SUMMARY = kind<unknown>('summary', (value) => value);
/** A debate changes little, and a summary costs much. */
const TTL_MS = 30 * 24 * 60 * 60 * 1_000;

/** Keeps verified summaries for all processes; they are the corpus's, and of no workspace. */
export class StoreSummaries {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get(key: string): Promise<unknown> {
    return unlessStoreFails<unknown>(this.#store.get(at(key)), null);
  }

  set(key: string, value: unknown): Promise<void> {
    return unlessStoreFails(this.#store.set(at(key), value, TTL_MS), undefined);
  }
}

function at(key: string): Key<unknown> {
  return SUMMARY.at('', '', key);
}
