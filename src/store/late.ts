import { BotError } from '../errors.ts';
import type { Log } from '../ports.ts';
import type { OpenStore } from './open.ts';
import { Store } from './store.ts';

/** A store that is opened with the first thing asked of it: a terminal is mostly asked nothing of the kind. */
export class LateStore {
  readonly store: Store;
  readonly #open: () => Promise<OpenStore>;
  readonly #ready = Promise.withResolvers<OpenStore>();
  #opened: Promise<OpenStore> | null = null;

  constructor(open: () => Promise<OpenStore>, log: Log) {
    this.#open = open;
    this.store = new Store(async (operation) => (await this.opened()).run(operation), log);
  }

  /** Resolves when the store has been opened, and not before something is asked of it. */
  get ready(): Promise<OpenStore> {
    return this.#ready.promise;
  }

  /** Rejects with a BotError `store` where it cannot be opened; it may be asked again. */
  async opened(): Promise<OpenStore> {
    this.#opened ??= this.#open();
    try {
      const opened = await this.#opened;
      this.#ready.resolve(opened);
      return opened;
    } catch (cause) {
      this.#opened = null;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new BotError('store', reason, { cause, retryable: true });
    }
  }

  async close(): Promise<void> {
    await (await this.#opened?.catch(() => null))?.close();
  }
}
