import { Pool } from 'pg';
import type { Origin } from './engine.ts';
import { SqlEngine } from './sql.ts';

/** Less than the time an operation has (`src/store/guard.ts`): a late connection is then dropped by the pool. */
const TIMEOUT_MS = 800;
/** Operations are short: a few connections serve a process. */
const MOST_CONNECTIONS = 5;

/**
 * One PostgreSQL database of version 10 or later, in one table of the connection's first schema.
 * Times end by the clock of the server, which is the same for all processes; how much an acknowledged
 * write outlives is the server's own setting.
 */
export class Postgres extends SqlEngine {
  readonly name = 'postgres';
  readonly isShared = true;
  readonly #open: () => Pool;
  #pool: Pool;

  constructor(url: string, table: string, lost: () => void) {
    // By bytes, whatever the language of the database is.
    super(table, 'key COLLATE "C"');
    this.#open = () => {
      const pool = new Pool({
        connectionString: url,
        max: MOST_CONNECTIONS,
        connectionTimeoutMillis: TIMEOUT_MS,
        query_timeout: TIMEOUT_MS,
        application_name: 'debat-bot',
        keepAlive: true,
      });
      // A connection that is lost while nobody uses it ends the process if nobody listens.
      return pool.on('error', lost);
    };
    this.#pool = this.#open();
  }

  endAfter(ms: string): string {
    return `now() + ${ms}::float8 * interval '1 millisecond'`;
  }

  async rows(sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.#pool.query(sql, values)).rows;
  }

  /** A table that was put back from a dump has another number, a server whose files were put back was started since. */
  async origin(): Promise<Origin> {
    const sql = `SELECT $1::regclass::oid || ' ' || pg_postmaster_start_time() AS name`;
    const [row] = await this.rows(sql, [this.table]);
    return { name: String(row?.['name']), changedMs: null };
  }

  /**
   * Connections that are there may lead to a server that was demoted: new ones are made. The table is
   * made where there is none.
   */
  async reopen(): Promise<void> {
    const before = this.#pool;
    this.#pool = this.#open();
    void before.end().catch(() => undefined);
    const [table] = await this.rows('SELECT to_regclass($1) AS found', [this.table]);
    if (table?.['found'] === null) await this.#pool.query(layoutOf(this.table));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/**
 * Sent as one text, which is one transaction; the lock keeps processes that start together from
 * making the same table.
 */
function layoutOf(table: string): string {
  return `
    SELECT pg_advisory_xact_lock(hashtext('debat-bot ${table}'));
    CREATE TABLE IF NOT EXISTS ${table} (
      key varchar(255) PRIMARY KEY, value text NOT NULL, expires_at timestamptz
    );
    CREATE INDEX IF NOT EXISTS ${table}_in_order ON ${table} (key COLLATE "C");
    CREATE INDEX IF NOT EXISTS ${table}_ending ON ${table} (expires_at)
      WHERE expires_at IS NOT NULL;`;
}
