import { BotError } from '../errors.ts';
import type { OpenStore } from './open.ts';
import type { Entry, Key, Kind, Store } from './store.ts';

/** A store that is opened with the first thing asked of it: a terminal is mostly asked nothing of the kind. */
export class LateStore implements Store {
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

  async get<Value>(key: Key<Value>): Promise<Value | null> {
    return (await this.#store()).get(key);
  }

  async set<Value>(key: Key<Value>, value: Value, ttlMs?: number): Promise<void> {
    await (await this.#store()).set(key, value, ttlMs);
  }

  async delete(key: Key<unknown>): Promise<boolean> {
    return (await this.#store()).delete(key);
  }

  async add(key: Key<number>, amount: number, ttlMs?: number): Promise<number> {
    return (await this.#store()).add(key, amount, ttlMs);
  }

  async *entries<Value>(
    kind: Kind<Value>,
    ...within: readonly string[]
  ): AsyncGenerator<Entry<Value>> {
    yield* (await this.#store()).entries(kind, ...within);
  }

  async erase(platform: string, workspace: string): Promise<void> {
    await (await this.#store()).erase(platform, workspace);
  }

  async #store(): Promise<Store> {
    return (await this.opened()).store;
  }
}
