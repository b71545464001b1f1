import { LRUCache } from 'lru-cache';
import * as v from 'valibot';
import type { Choice, Choices, Chooser } from '../ask/chosen.ts';
import { kind, type Store } from './store.ts';

/** With its workspace, to which it belongs: what is kept of one that the bot is gone from is erased. */
export const CHOICE = kind(
  'debate',
  v.object({
    workspace: v.nullable(v.string()),
    debate: v.string(),
    isToldGone: v.optional(v.boolean(), false),
  }),
);

/** Of how many places a process knows what was chosen while the store is down. */
const MOST_KNOWN = 20_000;

/** Which debates were chosen, in the store; while it is down, what this process read last. */
export class StoreChoices implements Choices {
  readonly #store: Store;
  readonly #known = new LRUCache<string, { readonly choice: Choice | null }>({ max: MOST_KNOWN });

  constructor(store: Store) {
    this.#store = store;
  }

  async of(where: Chooser): Promise<Choice | null> {
    const at = keyAt(where);
    try {
      const kept = await this.#store.get(at);
      const choice = kept === null ? null : { debate: kept.debate, isToldGone: kept.isToldGone };
      this.#known.set(at.text, { choice });
      return choice;
    } catch (fault) {
      const known = this.#known.get(at.text);
      if (known === undefined) throw fault;
      return known.choice;
    }
  }

  async keep(where: Chooser, choice: Choice | null): Promise<void> {
    const at = keyAt(where);
    const { workspace } = where;
    const kept = choice === null ? null : { workspace, isToldGone: false, ...choice };
    await (kept === null ? this.#store.delete(at) : this.#store.set(at, kept));
    this.#known.set(at.text, { choice });
  }
}

/** Of a workspace itself, no channel is named. */
function keyAt({ platform, workspace, channel }: Chooser) {
  return CHOICE.at(platform, workspace ?? `channel ${channel ?? ''}`, channel ?? '');
}
