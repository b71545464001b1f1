import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Durability } from './engine.ts';
import { SqlEngine } from './sql.ts';

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

/** One file, or `:memory:`. It can be shared by the processes of one machine, not over a network. */
export class Sqlite extends SqlEngine {
  readonly name = 'sqlite';
  readonly #database: DatabaseSync;

  /** Throws what SQLite throws where the file cannot be opened; `reopen` where it cannot be written. */
  constructor(path: string, now: () => number) {
    super('entries', 'key');
    this.#database = new DatabaseSync(path, { timeout: BLOCKED_MS });
    // Deterministic within a statement, which then has one time.
    this.#database.function('now', { deterministic: true }, now);
  }

  /** In the log a commit outlives the process; to outlive the machine, the disk is waited for: 4 ms. */
  rows(sql: string, values: readonly (string | number | null)[], durability: Durability) {
    const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]));
    return this.#whenFree(() => {
      if (durability === 'process') return this.#database.prepare(sql).all(named);
      this.#database.exec('PRAGMA synchronous = FULL');
      try {
        return this.#database.prepare(sql).all(named);
      } finally {
        this.#database.exec('PRAGMA synchronous = NORMAL');
      }
    });
  }

  endAfter(ms: string): string {
    return `now() + ${ms}`;
  }

  ping(): Promise<void> {
    return this.#whenFree(() => {
      this.#askForWriting();
    });
  }

  /**
   * A file is not lost as a connection is: it is prepared where it was not. Several processes may do so
   * at once: for the first of these steps SQLite itself never waits.
   */
  reopen(): Promise<void> {
    return this.#whenFree(() => {
      this.#database.exec(PREPARATION);
      this.#askForWriting();
    });
  }

  close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  #askForWriting(): void {
    this.#database.exec('BEGIN IMMEDIATE; ROLLBACK');
  }

  async #whenFree<Result>(run: () => Result): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return run();
      } catch (fault) {
        if (!isBusy(fault) || tries === MOST_TRIES) throw fault;
        await wait(BETWEEN_TRIES_MS);
      }
    }
  }
}

/** Whether another process holds the file, which passes. */
export function isBusy(fault: unknown): boolean {
  const code = fault instanceof Error && 'errcode' in fault ? fault.errcode : null;
  return typeof code === 'number' && (code & 0xff) === BUSY;
}
