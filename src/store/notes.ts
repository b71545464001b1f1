import type { Notes } from '../ports.ts';
import { unlessStoreFails } from './failing.ts';
import { MemoryNotes } from './memory-notes.ts';
import type { Key, Store } from './store.ts';
import { kind } from './store.ts';

const NOTE = kind('note', (value) => (typeof value === 'string' ? value : null));

/** Notes that outlive the process; while the store is down, those of this process. */
export class StoreNotes implements Notes {
  readonly #store: Store;
  readonly #own: MemoryNotes;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#own = new MemoryNotes(now);
  }

  async keep(key: string, text: string, ttlMs: number): Promise<void> {
    const kept = this.#store.set(at(key), text, ttlMs).then(() => true);
    if (!(await unlessStoreFails(kept, false))) await this.#own.keep(key, text, ttlMs);
  }

  async recall(key: string): Promise<string | null> {
    return (await unlessStoreFails(this.#store.get(at(key)), null)) ?? this.#own.recall(key);
  }
}

/** A note is the words of a question: it belongs to no workspace, and ends by itself. */
function at(key: string): Key<string> {
  return NOTE.at('', '', key);
}
