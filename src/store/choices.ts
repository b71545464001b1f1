import { LRUCache } from 'lru-cache';
import * as v from 'valibot';
import type { Choices, Chooser } from '../ask/debats.ts';
import { kind, type Store } from './store.ts';

/** With its workspace, to which it belongs: what is kept of one that the bot is gone from is erased. */
export const CHOICE = kind(
  'debate',
  v.object({ workspace: v.nullable(v.string()), debate: v.string() }),
);

/** Of how many places a process knows what was chosen while the store is down. */
const MOST_KNOWN = 20_000;

/** Which debates were chosen, in the store; while it is down, what this process read last. */
export class StoreChoices implements Choices {
  readonly #store: Store;
  readonly #known = new LRUCache<string, { readonly key: string | null }>({ max: MOST_KNOWN });

  constructor(store: Store) {
    this.#store = store;
  }

  async of(where: Chooser): Promise<string | null> {
    const at = keyAt(where);
    try {
      const key = (await this.#store.get(at))?.debate ?? null;
      this.#known.set(at.text, { key });
      return key;
    } catch (fault) {
      const known = this.#known.get(at.text);
      if (known === undefined) throw fault;
      return known.key;
    }
  }

  async keep(where: Chooser, key: string | null): Promise<void> {
    const at = keyAt(where);
    const { workspace } = where;
    await (key === null ? this.#store.delete(at) : this.#store.set(at, { workspace, debate: key }));
    this.#known.set(at.text, { key });
  }
}

/** Of a workspace itself, no channel is named. */
function keyAt({ platform, workspace, channel }: Chooser) {
  return CHOICE.at(platform, workspace ?? `channel ${channel ?? ''}`, channel ?? '');
}
