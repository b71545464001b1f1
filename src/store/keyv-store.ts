import { wholeMs } from './store.ts';
import { Keyv } from 'keyv';
import type { Log } from '../ports.ts';
import type { Engine, Row, Selection } from './engine.ts';
import type { Guard } from './guard.ts';
import type { Entry, Key, Kind, Store } from './store.ts';

/** The store over Keyv; what Keyv has no words for is asked of the engine behind it. */
export class KeyvStore implements Store {
  readonly #engine: Engine;
  readonly #guard: Guard;
  readonly #log: Log;
  readonly #keyv: Keyv<string>;
  /** Kinds whose unreadable entries the log has heard of. */
  readonly #told = new Set<string>();

  constructor(engine: Engine, guard: Guard, log: Log) {
    this.#engine = engine;
    this.#guard = guard;
    this.#log = log;
    this.#keyv = openKeyv(engine);
  }

  async get<Value>(key: Key<Value>): Promise<Value | null> {
    const text = await this.#guard.run(() => this.#keyv.get(key.text));
    return text === undefined ? null : this.#read(key.kind, text);
  }

  async set<Value>(key: Key<Value>, value: Value, ttlMs?: number): Promise<void> {
    const text = JSON.stringify(value);
    const ttl = ttlMs === undefined ? undefined : wholeMs(ttlMs);
    await this.#guard.run(() => this.#keyv.set(key.text, text, ttl));
  }

  async delete(key: Key<unknown>): Promise<boolean> {
    return await this.#guard.run(() => this.#keyv.delete(key.text));
  }

  async add(key: Key<number>, amount: number, ttlMs?: number): Promise<number> {
    const ttl = ttlMs === undefined ? null : wholeMs(ttlMs);
    return await this.#guard.run(() => this.#engine.add(key.text, amount, ttl));
  }

  async *entries<Value>(
    kind: Kind<Value>,
    ...within: readonly string[]
  ): AsyncGenerator<Entry<Value>> {
    for await (const page of this.#pages({ kind: kind.name, within })) {
      for (const { key, text } of page) {
        const value = this.#read(kind, text);
        if (value !== null) yield { key: { kind, text: key }, value };
      }
    }
  }

  async erase(platform: string, workspace: string): Promise<void> {
    for await (const page of this.#pages({ kind: null, within: [platform, workspace] })) {
      const keys = page.map(({ key }) => key);
      if (keys.length > 0) await this.#guard.run(() => this.#keyv.deleteMany(keys));
    }
  }

  /** Each page in its own time: a long list is not a slow store. */
  async *#pages(selection: Selection): AsyncGenerator<readonly Row[]> {
    const pages = this.#engine.pages(selection);
    for (;;) {
      const step = await this.#guard.run(() => pages.next());
      if (step.done === true) return;
      yield step.value;
    }
  }

  #read<Value>(kind: Kind<Value>, text: string): Value | null {
    const value = kind.parse(jsonOrUndefined(text));
    if (value === null && !this.#told.has(kind.name)) {
      this.#told.add(kind.name);
      this.#log.warn(
        { kind: kind.name },
        'what the store keeps cannot be read, and counts as none',
      );
    }
    return value;
  }
}

/**
 * Keyv without its envelope: times end in the engine, which has a clock that all processes share,
 * and a count is a number that the engine can add to. Keyv swallows faults unless told otherwise.
 */
function openKeyv({ adapter, namespace }: Engine): Keyv<string> {
  return new Keyv<string>({
    store: adapter,
    namespace,
    useKeyPrefix: false,
    throwOnErrors: true,
    emitErrors: false,
    serialize: ({ value }) => value as string,
    // Typed as any value asked for; all that is asked for here is text.
    deserialize: (text) => ({ value: text as never }),
  });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
