import { BotError } from '../errors.ts';
import type { OpenStore } from './open.ts';
import type { Store } from './store.ts';

/** A store that is opened with the first thing asked of it: a terminal is mostly asked nothing of the kind. */
export class LateStore {
  readonly store = eachTime(async () => (await this.opened()).store);
  readonly #open: () => Promise<OpenStore>;
  #opened: Promise<OpenStore> | null = null;
  #tell: () => void = () => undefined;

  constructor(open: () => Promise<OpenStore>) {
    this.#open = open;
  }

  /** Rejects with a BotError `store` where it cannot be opened; it may be asked again. */
  async opened(): Promise<OpenStore> {
    const isFirst = this.#opened === null;
    this.#opened ??= this.#open();
    try {
      const opened = await this.#opened;
      if (isFirst) this.#tell();
      return opened;
    } catch (cause) {
      this.#opened = null;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new BotError('store', reason, { cause, retryable: true });
    }
  }

  /** Calls the listener when the store has been opened. */
  onceOpened(listener: () => void): void {
    this.#tell = listener;
  }

  async close(): Promise<void> {
    await (await this.#opened?.catch(() => null))?.close();
  }
}

/** Asks for a store each time that something is asked of it. */
export function eachTime(opened: () => Promise<Store>): Store {
  return {
    get: async (key) => (await opened()).get(key),
    set: async (...kept) => (await opened()).set(...kept),
    delete: async (key) => (await opened()).delete(key),
    add: async (...added) => (await opened()).add(...added),
    entries: async function* (...selected) {
      yield* (await opened()).entries(...selected);
    },
    erase: async (...place) => (await opened()).erase(...place),
  };
}
