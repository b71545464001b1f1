import type { Kind, Store } from './store.ts';
import { kind } from './store.ts';
import { SUBSCRIPTION } from './subscriptions.ts';

interface Departure {
  readonly workspace: string;
  /** When the bot was removed from it. */
  readonly atMs: number;
}

const DEPARTURE: Kind<Departure> = kind('departure', (value) => {
  const { workspace, atMs } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof workspace === 'string' && typeof atMs === 'number' ? { workspace, atMs } : null;
});

/** Which workspaces of one platform something is kept of, and since when the bot is gone from them. */
export class StoreTenancies {
  readonly #store: Store;
  readonly #platform: string;

  constructor(store: Store, platform: string) {
    this.#store = store;
    this.#platform = platform;
  }

  /** A mark that is there stays as it was. */
  async leaving(workspace: string, atMs: number): Promise<void> {
    const key = DEPARTURE.at(this.#platform, workspace);
    if ((await this.#store.get(key)) === null) await this.#store.set(key, { workspace, atMs });
  }

  async returned(workspace: string): Promise<void> {
    await this.#store.delete(DEPARTURE.at(this.#platform, workspace));
  }

  /** The workspaces that were left at this time or before. */
  async due(leftByMs: number): Promise<readonly string[]> {
    const due: string[] = [];
    for await (const { value } of this.#store.entries(DEPARTURE, this.#platform)) {
      if (value.atMs <= leftByMs) due.push(value.workspace);
    }
    return due;
  }

  /** Forgets all that was kept of a workspace, its mark too. */
  purge(workspace: string): Promise<void> {
    return this.#store.erase(this.#platform, workspace);
  }

  /** The workspaces that have a subscription: of no other is anything kept that does not end by itself. */
  async known(): Promise<readonly string[]> {
    const known = new Set<string>();
    for await (const { value } of this.#store.entries(SUBSCRIPTION, this.#platform)) {
      if (value.place.workspace !== null) known.add(value.place.workspace);
    }
    return [...known];
  }
}
