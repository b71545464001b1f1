import KeyvRedis, { createClient } from '@keyv/redis';
import type { RedisClientOptions } from '@keyv/redis';
import type { Engine, Origin, Row, Selection } from './engine.ts';
import { PAGE_ROWS } from './engine.ts';
import { keyText, writtenParts } from './store.ts';

const SEPARATOR = ':';
/** Written to learn whether changes are taken; of no kind that the store has. */
const PING = keyText(['ping']);
/** Less than the time an operation has (`src/store/guard.ts`), with the greeting to come. */
const CONNECT_TIMEOUT_MS = 700;

/**
 * One Redis server of version 6 or later. The client is used as it comes with `@keyv/redis`, but
 * for waiting: nothing is queued while the server is away, and connecting again is decided by the
 * guard alone, since the client would do it for ever and `@keyv/redis` waits for it.
 */
export class Redis implements Engine {
  readonly name = 'redis';
  readonly isShared = true;
  readonly namespace: string;
  readonly adapter: KeyvRedis<string>;
  readonly #options: RedisClientOptions;
  #client: ReturnType<typeof createClient>;
  /** The one that connects, or did not come to. */
  #next: ReturnType<typeof createClient> | null = null;

  /** Throws what the client throws for an address it cannot read. */
  constructor(url: string, namespace: string, lost: () => void) {
    this.namespace = namespace;
    this.#options = {
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false },
    };
    this.#client = createClient(this.#options);
    this.adapter = new KeyvRedis<string>(this.#client, {
      namespace,
      keyPrefixSeparator: SEPARATOR,
      throwOnErrors: true,
    });
    this.adapter.on('error', lost);
  }

  async claim(key: string, ttlMs: number): Promise<boolean> {
    const options = { condition: 'NX', expiration: { type: 'PX', value: ttlMs } } as const;
    return (await this.#client.set(this.#named(key), '1', options)) === 'OK';
  }

  add(key: string, amount: number): Promise<number> {
    return this.#client.incrBy(this.#named(key), amount);
  }

  /** Walks through all keys of the database: Redis keeps none in order. A key may come twice there. */
  async *pages({ kind, within }: Selection): AsyncGenerator<readonly Row[]> {
    const match = this.#named(
      kind === null ? `*${SEPARATOR}${keyText(within)}*` : keyText([kind, ...within]) + '*',
    );
    const seen = new Set<string>();
    let cursor = '0';
    do {
      const step = await this.#client.scan(cursor, { MATCH: match, COUNT: PAGE_ROWS });
      cursor = step.cursor;
      const keys = step.keys
        .map((name) => name.slice(this.#named('').length))
        .filter((key) => !seen.has(key) && isWithin(key, within));
      for (const key of keys) seen.add(key);
      yield await this.#rows(keys);
    } while (cursor !== '0');
  }

  async origin(): Promise<Origin> {
    const told = await this.#client.info('server');
    return { name: /^run_id:(\w+)/mu.exec(told)?.[1] ?? '', changedMs: null };
  }

  /** A replica and a full memory answer what reads, and refuse this. */
  async ping(): Promise<void> {
    await this.#client.set(this.#named(PING), '', { expiration: { type: 'PX', value: 1 } });
  }

  async peek(): Promise<void> {
    await this.#client.get(this.#named(PING));
  }

  /** What is open is given up once the new connection is there: until then it may still be read. */
  async reopen(): Promise<void> {
    if (this.#next?.isOpen === true) this.#next.destroy();
    const [before, next] = [this.#client, createClient(this.#options)];
    this.#next = next;
    // What goes wrong rejects what was asked; an event that nobody hears would end the process.
    next.on('error', () => undefined);
    await next.connect();
    this.#next = null;
    this.#client = next;
    this.adapter.client = next;
    if (before.isOpen) before.destroy();
  }

  async close(): Promise<void> {
    if (this.#next?.isOpen === true) this.#next.destroy();
    if (this.#client.isReady) await this.#client.close();
    else if (this.#client.isOpen) this.#client.destroy();
  }

  async #rows(keys: readonly string[]): Promise<Row[]> {
    if (keys.length === 0) return [];
    const texts = await this.#client.mGet(keys.map((key) => this.#named(key)));
    return keys.flatMap((key, index) => {
      const text = texts[index];
      return typeof text === 'string' ? [{ key, text }] : [];
    });
  }

  #named(key: string): string {
    return `${this.namespace}${SEPARATOR}${key}`;
  }
}

/** A pattern's star reaches over the end of a part. */
function isWithin(key: string, within: readonly string[]): boolean {
  const parts = writtenParts(keyText(within));
  const own = writtenParts(key).slice(1);
  return parts.every((part, index) => part === own[index]);
}
