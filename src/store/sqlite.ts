import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { fileNumber, lastChangeOf, makePrivate, removeFile } from '../running/disk.ts';
import { makeFolderOf } from '../running/files.ts';
import type { Durability, Origin } from './engine.ts';
import { SqlEngine } from './sql.ts';

/**
 * SQLite waits for another process's write by blocking this process: it waits a little, and the
 * rest of the time is waited for while questions are answered.
 */
const BLOCKED_MS = 20;
const BETWEEN_TRIES_MS = 10;
/** In all, less than an operation may take (`src/store/guard.ts`). */
const MOST_TRIES = 25;
const MOST_PREPARED = 50;
/** The layout below, kept in the file: a later version knows what it finds. */
const LAYOUT = 1;
/** Nothing of it is on a disk. */
const MEMORY = ':memory:';

/** Results that tell an operator something, by their lower bits: https://sqlite.org/rescode.html */
const RESULTS: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};

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
  readonly isShared: boolean;
  readonly #path: string;
  readonly #now: () => number;
  #database: DatabaseSync;
  /** Of the open database, by their text, of which there are few. */
  #prepared = new Map<string, StatementSync>();
  /** The number of the file that is open, and of its journal; null for none. */
  #file: string | null = null;
  #journal: string | null = null;
  #changedMs: number | null = null;

  /** Throws what SQLite or the disk throws where the file cannot be opened; `reopen` where it cannot be written. */
  constructor(path: string, now: () => number) {
    super('entries', 'key');
    this.#path = path;
    this.isShared = path !== MEMORY;
    this.#now = now;
    this.#database = this.#open();
  }

  /** In the log a commit outlives the process; to outlive the machine, the disk is waited for: 4 ms. */
  rows(sql: string, values: readonly (string | number | null)[], durability: Durability) {
    const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]));
    return this.#whenFree(() => {
      if (durability === 'process') return this.#statement(sql).all(named);
      this.#database.exec('PRAGMA synchronous = FULL');
      try {
        return this.#statement(sql).all(named);
      } finally {
        this.#database.exec('PRAGMA synchronous = NORMAL');
      }
    });
  }

  endAfter(ms: string): string {
    return `now() + ${ms}`;
  }

  origin(): Promise<Origin> {
    return Promise.resolve({ name: this.#file ?? MEMORY, changedMs: this.#changedMs });
  }

  /** What is written to a file that was deleted is lost at the end of the process. */
  override async ping(): Promise<void> {
    if (this.#isMoved()) throw fault('gone', 'the file was deleted, or another put in its place');
    await super.ping();
    this.#journal = fileNumber(this.#journalPath);
  }

  /**
   * A file is not lost as a connection is, unless somebody took it away: it is prepared where it was not.
   * Several processes may do so at once: for the first of these steps SQLite itself never waits.
   */
  reopen(): Promise<void> {
    return this.#whenFree(() => {
      if (this.#isMoved()) this.#openAnother();
      this.#database.exec(PREPARATION);
    });
  }

  override async sweep(): Promise<boolean> {
    const hasMore = await super.sweep();
    if (!hasMore) await this.scrub();
    return hasMore;
  }

  /** What is deleted is overwritten in the file; its journal keeps it until it is emptied. */
  async scrub(): Promise<void> {
    const [row] = await this.rows('PRAGMA wal_checkpoint(TRUNCATE)', [], 'process');
    if (row?.['busy'] === 1) throw fault('SQLITE_BUSY', 'another process reads the journal');
  }

  close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    // That of many keys deleted at once is another for each number of them.
    if (this.#prepared.size < MOST_PREPARED) this.#prepared.set(sql, statement);
    return statement;
  }

  #open(): DatabaseSync {
    const isFile = this.isShared && !this.#path.startsWith('file:');
    if (isFile) {
      this.#changedMs = lastChangeOf([this.#path, this.#journalPath]);
      makeFolderOf(this.#path);
      makePrivate(this.#path);
    }
    const database = new DatabaseSync(this.#path, { timeout: BLOCKED_MS });
    // Deterministic within a statement, which then has one time.
    database.function('now', { deterministic: true }, this.#now);
    this.#file = isFile ? fileNumber(this.#path) : null;
    return database;
  }

  /** The journal of the file that was there would be taken for one of the file that is. */
  #openAnother(): void {
    this.#database.close();
    if (fileNumber(this.#journalPath) === this.#journal) {
      for (const path of [this.#journalPath, `${this.#path}-shm`]) removeFile(path);
    }
    this.#database = this.#open();
    this.#prepared = new Map();
  }

  get #journalPath(): string {
    return `${this.#path}-wal`;
  }

  #isMoved(): boolean {
    return this.#file !== null && fileNumber(this.#path) !== this.#file;
  }

  async #whenFree<Result>(run: () => Result): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return run();
      } catch (cause) {
        const named = withCode(cause);
        if (!isBusy(named) || tries === MOST_TRIES) throw named;
        await wait(BETWEEN_TRIES_MS);
      }
    }
  }
}

/** Whether another process holds the file, which passes. */
export function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY';
}

/** Node gives all faults of SQLite one code, and their number beside it. */
function withCode(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('errcode' in cause)) return cause;
  const code = RESULTS[Number(cause.errcode) & 0xff] ?? 'SQLITE_ERROR';
  return fault(code, cause.message, cause);
}

function fault(code: string, message: string, cause?: Error): Error {
  return Object.assign(new Error(message, { cause }), { code });
}
