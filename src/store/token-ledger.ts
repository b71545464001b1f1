import { unlessStoreFails } from './failing.ts';
import type { Store } from './store.ts';
import { kind } from './store.ts';

const TOKENS = kind('tokens', (value) => (typeof value === 'number' ? value : null));
/** A day's count is asked for on that day only, in whatever zone. */
const TTL_MS = 48 * 60 * 60 * 1_000;

interface Ledger {
  readonly add: (tenant: string, day: string, tokens: number) => Promise<number>;
}

/** Counts the tokens of all processes; while the store is down, what this process spends. */
export class StoreLedger implements Ledger {
  readonly #store: Store;
  readonly #own: Ledger;

  constructor(store: Store, own: Ledger) {
    this.#store = store;
    this.#own = own;
  }

  /** `tenant` is a platform and a workspace, with a colon between them. */
  async add(tenant: string, day: string, tokens: number): Promise<number> {
    const [, platform = '', workspace = ''] = /^([^:]*):(.*)$/su.exec(tenant) ?? [];
    const counted = this.#store.add(TOKENS.at(platform, workspace, day), tokens, TTL_MS);
    const total = await unlessStoreFails<number | null>(counted, null);
    return total ?? this.#own.add(tenant, day, tokens);
  }
}
