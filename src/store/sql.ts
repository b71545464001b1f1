import { setImmediate as others } from 'node:timers/promises';
import type { KeyvStoreAdapter } from 'keyv';
import { PAGE_ROWS } from './engine.ts';
import type { Durability, Engine, Origin, Row, Selection } from './engine.ts';
import { endOfPrefix, keyText, writtenParts } from './store.ts';

/** Ended rows deleted at once: some milliseconds. */
const SWEPT_ROWS = 1_000;
/** Comes after every key: they are written in ASCII. */
const AFTER_ALL = '\u007F';
/** No key has a character as low: with it at its end, a key is the lowest of those that follow. */
const LOWEST = ' ';
/** Written to learn whether changes are taken; of no kind that the store has. */
const PING = keyText(['ping']);
/** More than one page of any of them: where there is no room for as much, there is none for what is kept. */
const PING_TEXT = '0'.repeat(16_384);
const LIVES = '(kept.expires_at IS NULL OR kept.expires_at > now())';

/**
 * SQLite and PostgreSQL, which keep keys in order and each change in one statement, in one table of
 * `key`, `value` and `expires_at`, null where there is no end.
 */
export abstract class SqlEngine implements Engine, KeyvStoreAdapter {
  abstract readonly name: Engine['name'];
  abstract readonly isShared: boolean;
  readonly opts = {};
  /** Set by Keyv, whose keys begin with it where it is asked to name them. */
  namespace: string;
  readonly adapter: KeyvStoreAdapter = this;
  protected readonly table: string;
  /** As statements name the table, and call its rows. */
  readonly #kept: string;
  /** The key as a statement names it where keys are compared by their bytes. */
  readonly #orderedKey: string;

  constructor(table: string, orderedKey: string) {
    this.namespace = table;
    this.table = table;
    this.#kept = `${table} AS kept`;
    this.#orderedKey = orderedKey;
  }

  abstract origin(): Promise<Origin>;
  abstract reopen(): Promise<void>;
  abstract close(): Promise<void>;

  /** Carries out one statement, whose parameters are `$1`, `$2`…; the rows that it gives. */
  abstract rows(
    sql: string,
    values: readonly (string | number | null)[],
    durability: Durability,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;

  /** What `now()` is after so many milliseconds, which a statement has as a parameter or as null. */
  abstract endAfter(ms: string): string;

  /** Keyv listens for faults here; all of them reject what was asked. */
  on(): this {
    return this;
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const sql = `SELECT value FROM ${this.#kept} WHERE key = $1 AND ${LIVES}`;
    const [row] = await this.rows(sql, [key], 'process');
    // Keyv gives and takes text, and types it as what it will be read as.
    return row?.['value'] as Value | undefined;
  }

  /** What is kept without end outlives the loss of the machine, what ends by itself may not. */
  async set(key: string, value: string, ttlMs?: number): Promise<void> {
    const sql = `${this.#insert('$2', '$3')}
      SET value = excluded.value, expires_at = excluded.expires_at`;
    const durability = ttlMs === undefined ? 'machine' : 'process';
    await this.rows(sql, [key, value, ttlMs ?? null], durability);
  }

  delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const places = keys.map((_, index) => `$${index + 1}`).join();
    const sql = `DELETE FROM ${this.#kept} WHERE key IN (${places}) RETURNING key`;
    return (await this.rows(sql, keys, 'machine')).length > 0;
  }

  /** Takes the room again that it leaves: a full disk is found before what is kept meets it. */
  async ping(): Promise<void> {
    await this.set(PING, PING_TEXT, 1);
    await this.rows(`DELETE FROM ${this.#kept} WHERE key = $1`, [PING], 'process');
  }

  async peek(): Promise<void> {
    await this.get(PING);
  }

  /** Asked for by Keyv’s own tests alone. */
  async clear(): Promise<void> {
    const key = this.#orderedKey;
    const sql = `DELETE FROM ${this.#kept} WHERE ${key} >= $1 AND ${key} < $2`;
    const prefix = `${this.namespace}:`;
    await this.rows(sql, [prefix, endOfPrefix(prefix)], 'machine');
  }

  async claim(key: string, ttlMs: number, durability: Durability): Promise<boolean> {
    const sql = `${this.#insert("'1'", '$2')}
      SET expires_at = excluded.expires_at WHERE kept.expires_at <= now() RETURNING key`;
    return (await this.rows(sql, [key, ttlMs], durability)).length === 1;
  }

  async add(key: string, amount: number): Promise<number> {
    const sum = 'CAST(CAST(kept.value AS bigint) + CAST(excluded.value AS bigint) AS text)';
    const sql = `${this.#insert('$2', 'NULL')} SET value = ${sum} RETURNING value`;
    const [row] = await this.rows(sql, [key, String(amount)], 'process');
    return Number(row?.['value']);
  }

  async *pages({ kind, within }: Selection): AsyncGenerator<readonly Row[]> {
    const kinds = kind === null ? this.#kinds() : [kind];
    for await (const each of kinds) {
      const prefix = keyText([each, ...within]);
      let from: string | null = prefix;
      while (from !== null) {
        const page: readonly Row[] = await this.#range(from, endOfPrefix(prefix), PAGE_ROWS);
        yield page;
        const last = page.at(-1);
        from = last === undefined || page.length < PAGE_ROWS ? null : `${last.key}${LOWEST}`;
        if (from !== null) await others();
      }
    }
  }

  async sweep(): Promise<boolean> {
    // Asked twice, since what has ended may be claimed again in between.
    const sql = `DELETE FROM ${this.#kept} WHERE expires_at <= now() AND key IN
      (SELECT key FROM ${this.table} WHERE expires_at <= now() LIMIT ${SWEPT_ROWS})
      RETURNING key`;
    return (await this.rows(sql, [], 'process')).length === SWEPT_ROWS;
  }

  /** A row for the key `$1`; what comes after is done to the row that has this key already. */
  #insert(value: string, ttlMs: string): string {
    const end = this.endAfter(ttlMs);
    return `INSERT INTO ${this.#kept} (key, value, expires_at) VALUES ($1, ${value}, ${end})
      ON CONFLICT (key) DO UPDATE`;
  }

  /** Every kind that has a row, each found by one step into the index. */
  async *#kinds(): AsyncGenerator<string> {
    let from = '';
    for (;;) {
      const [first] = await this.#range(from, AFTER_ALL, 1);
      const kind = first === undefined ? undefined : writtenParts(first.key)[0];
      if (kind === undefined) return;
      yield kind;
      from = endOfPrefix(keyText([kind]));
    }
  }

  /** Living rows with `from` ≤ key < `to`, in order. */
  async #range(from: string, to: string, mostRows: number): Promise<readonly Row[]> {
    const key = this.#orderedKey;
    const sql = `SELECT key, value FROM ${this.#kept}
      WHERE ${key} >= $1 AND ${key} < $2 AND ${LIVES} ORDER BY ${key} LIMIT $3`;
    const rows = await this.rows(sql, [from, to, mostRows], 'process');
    return rows.map((row) => ({ key: String(row['key']), text: String(row['value']) }));
  }
}
