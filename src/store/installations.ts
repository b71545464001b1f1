import * as v from 'valibot';
import type { Log, Installations, Installed } from '../ports.ts';
import type { Damage, Sealing } from './sealing.ts';
import { kind, type Store } from './store.ts';

/** A sealed text holds no name: the workspace stands beside it, and is part of what is sealed. */
export const INSTALLATION = kind(
  'installation',
  v.object({ workspace: v.string(), sealed: v.string() }),
);

const REMEDIES: Readonly<Record<Damage, string>> = {
  'unknown key': 'give TOKEN_ENCRYPTION_KEY the key it was sealed with, after the new one',
  damaged: 'the workspace must install the app again',
};

/** The installations of one platform in the store, sealed, each for its own workspace alone. */
export class StoreInstallations implements Installations {
  readonly #platform: string;
  readonly #store: Store;
  readonly #sealing: Sealing;
  readonly #log: Log;
  /** Workspaces of which the log has heard that theirs cannot be opened. */
  readonly #told = new Set<string>();

  constructor(platform: string, store: Store, sealing: Sealing, log: Log) {
    this.#platform = platform;
    this.#store = store;
    this.#sealing = sealing;
    this.#log = log;
  }

  async find(workspace: string): Promise<Installed | null> {
    const record = await this.#store.get(INSTALLATION.at(this.#platform, workspace));
    if (record === null) return null;
    const opened = this.#sealing.open(record.sealed, this.#placeOf(workspace));
    if (typeof opened === 'object') return opened;
    this.#tell(workspace, opened);
    return null;
  }

  async keep(workspace: string, text: string): Promise<void> {
    const sealed = this.#sealing.seal(text, this.#placeOf(workspace));
    await this.#store.set(INSTALLATION.at(this.#platform, workspace), { workspace, sealed });
    this.#told.delete(workspace);
  }

  async erase(workspace: string): Promise<void> {
    await this.#store.erase(this.#platform, workspace);
    this.#told.delete(workspace);
  }

  async *all(): AsyncGenerator<string> {
    const entries = this.#store.entries(INSTALLATION, this.#platform);
    for await (const { value } of entries) yield value.workspace;
  }

  #placeOf(workspace: string): string {
    return JSON.stringify([this.#platform, workspace]);
  }

  #tell(workspace: string, why: Damage): void {
    if (this.#told.has(workspace)) return;
    this.#told.add(workspace);
    const event = `an installation cannot be opened and counts as none: ${REMEDIES[why]}`;
    this.#log.error({ platform: this.#platform, workspace, why }, event);
  }
}
