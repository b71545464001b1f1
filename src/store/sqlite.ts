import { EventEmitter } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { KeyvStoreAdapter } from 'keyv';
import type { Durability, Engine, Row, Selection } from './engine.ts';
import { endOfPrefix } from './keys.ts';
import { pagesInOrder } from './ranges.ts';

/**
 * SQLite waits for another process's write by blocking this process: it waits a little, and the
 * rest of the time is waited for while questions are answered.
 */
const BLOCKED_MS = 20;
const BETWEEN_TRIES_MS = 10;
/** In all, less than an operation may take (`src/store/guard.ts`). */
const MOST_TRIES = 25;
/** SQLITE_BUSY; its variants differ in higher bits. https://sqlite.org/rescode.html#busy */
const BUSY = 5;
/** Ended rows deleted at once: some milliseconds. */
const SWEPT_ROWS = 1_000;
/** The layout below, kept in the file: a later version knows what it finds. */
const LAYOUT = 1;

/**
 * Write-ahead logging: readers and one writer do not wait for each other, and a killed process
 * leaves a whole file. Deleted rows are overwritten, since what is erased is meant to be gone.
 */
const PREPARATION = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS entries (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entries_ending ON entries (expires_at) WHERE expires_at IS NOT NULL;
  PRAGMA user_version = ${LAYOUT};
`;
const LIVES = '(expires_at IS NULL OR expires_at > ?)';

/** One file, or `:memory:`. It can be shared by the processes of one machine, not over a network. */
export class Sqlite implements Engine {
  readonly name = 'sqlite';
  readonly namespace = 'debat';
  readonly adapter: SqliteAdapter;
  readonly #table: Table;
  readonly #now: () => number;

  /** Throws what SQLite throws where the file cannot be opened; `reopen` where it cannot be written. */
  constructor(path: string, now: () => number) {
    this.#table = new Table(path);
    this.#now = now;
    this.adapter = new SqliteAdapter(this.#table, now);
  }

  async claim(key: string, ttlMs: number, durability: Durability): Promise<boolean> {
    const now = this.#now();
    const sql = `INSERT INTO entries VALUES (?, '1', ?) ON CONFLICT (key) DO UPDATE
      SET expires_at = excluded.expires_at WHERE expires_at <= ?`;
    return (await this.#table.write(durability, sql, key, now + ttlMs, now)) === 1;
  }

  async add(key: string, amount: number, ttlMs: number | null): Promise<number> {
    const now = this.#now();
    const sql = `INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET
        value = CASE WHEN ${LIVES} THEN CAST(value + excluded.value AS TEXT) ELSE excluded.value END,
        expires_at = CASE WHEN ${LIVES} THEN expires_at ELSE excluded.expires_at END
      RETURNING key, value`;
    const end = ttlMs === null ? null : now + ttlMs;
    const [row] = await this.#table.rows(sql, key, String(amount), end, now, now);
    return Number(row?.text);
  }

  pages(selection: Selection): AsyncIterator<readonly Row[]> {
    const sql = `SELECT key, value FROM entries WHERE key >= ? AND key < ? AND ${LIVES}
      ORDER BY key LIMIT ?`;
    return pagesInOrder(
      (from, to, mostRows) => this.#table.rows(sql, from, to, this.#now(), mostRows),
      selection,
    );
  }

  async sweep(): Promise<boolean> {
    const sql = `DELETE FROM entries WHERE key IN
      (SELECT key FROM entries WHERE expires_at <= ? LIMIT ${SWEPT_ROWS})`;
    return (await this.#table.write('process', sql, this.#now())) === SWEPT_ROWS;
  }

  async ping(): Promise<void> {
    await this.#table.ping();
  }

  /** A file is not lost as a connection is: it is prepared where it was not. */
  async reopen(): Promise<void> {
    await this.#table.prepare();
  }

  close(): Promise<void> {
    return this.adapter.disconnect();
  }
}

/** What Keyv asks of a database. */
export class SqliteAdapter extends EventEmitter implements KeyvStoreAdapter {
  readonly opts = { dialect: 'sqlite', url: 'sqlite:' };
  namespace?: string;
  readonly #table: Table;
  readonly #now: () => number;

  constructor(table: Table, now: () => number) {
    super();
    this.#table = table;
    this.#now = now;
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const sql = `SELECT key, value FROM entries WHERE key = ? AND ${LIVES}`;
    const [row] = await this.#table.rows(sql, key, this.#now());
    // Keyv gives and takes text, and types it as what it will be read as.
    return row?.text as Value | undefined;
  }

  /** What is kept without end outlives the loss of the machine, what ends by itself may not. */
  async set(key: string, value: string, ttlMs?: number): Promise<void> {
    const end = ttlMs === undefined ? null : this.#now() + ttlMs;
    const durability = end === null ? 'machine' : 'process';
    const sql = `INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE
      SET value = excluded.value, expires_at = excluded.expires_at`;
    await this.#table.write(durability, sql, key, value, end);
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const sql = 'DELETE FROM entries WHERE key IN (SELECT value FROM json_each(?))';
    return (await this.#table.write('machine', sql, JSON.stringify(keys))) > 0;
  }

  async clear(): Promise<void> {
    const prefix = `${this.namespace ?? ''}:`;
    const sql = 'DELETE FROM entries WHERE key >= ? AND key < ?';
    if (this.namespace === undefined) await this.#table.write('machine', 'DELETE FROM entries');
    else await this.#table.write('machine', sql, prefix, endOfPrefix(prefix));
  }

  disconnect(): Promise<void> {
    this.#table.close();
    return Promise.resolve();
  }
}

/** The one table of a file, tried again while another process holds it. */
class Table {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: BLOCKED_MS });
  }

  /** Several processes may do so at once: for the first of these steps SQLite itself never waits. */
  prepare(): Promise<void> {
    return whenFree(() => {
      this.#database.exec(PREPARATION);
      this.#askForWriting();
    });
  }

  rows(sql: string, ...values: readonly SQLInputValue[]): Promise<Row[]> {
    return whenFree(() =>
      this.#database
        .prepare(sql)
        .all(...values)
        .map(({ key, value }) => ({ key: String(key), text: String(value) })),
    );
  }

  /** How many rows were written. */
  write(durability: Durability, sql: string, ...values: readonly SQLInputValue[]): Promise<number> {
    const run = () => Number(this.#database.prepare(sql).run(...values).changes);
    return whenFree(durability === 'process' ? run : () => this.#synced(run));
  }

  ping(): Promise<void> {
    return whenFree(() => {
      this.#askForWriting();
    });
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** In the log a commit outlives the process; to outlive the machine, the disk is waited for: 4 ms. */
  #synced<Result>(run: () => Result): Result {
    this.#database.exec('PRAGMA synchronous = FULL');
    try {
      return run();
    } finally {
      this.#database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  #askForWriting(): void {
    this.#database.exec('BEGIN IMMEDIATE; ROLLBACK');
  }
}

async function whenFree<Result>(run: () => Result): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return run();
    } catch (fault) {
      if (!isBusy(fault) || tries === MOST_TRIES) throw fault;
      await wait(BETWEEN_TRIES_MS);
    }
  }
}

/** Whether another process holds the file, which passes. */
export function isBusy(fault: unknown): boolean {
  const code = fault instanceof Error && 'errcode' in fault ? fault.errcode : null;
  return typeof code === 'number' && (code & 0xff) === BUSY;
}
