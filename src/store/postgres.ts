import KeyvPostgres from '@keyv/postgres';
import { Pool } from 'pg';
import type { Engine, Row, Selection } from './engine.ts';
import { pagesInOrder } from './ranges.ts';

/** Less than the time an operation has (`src/store/guard.ts`): a late connection is then dropped by the pool. */
const TIMEOUT_MS = 800;
/** Operations are short: a few connections serve a process. */
const MOST_CONNECTIONS = 5;
const SWEPT_ROWS = 1_000;

type Values = readonly unknown[];
type Rows = readonly Record<string, unknown>[];

/**
 * One PostgreSQL database of version 10 or later, in one table of the connection's first schema.
 * Times end by the clock of the server, which is the same for all processes.
 */
export class Postgres implements Engine {
  readonly name = 'postgres';
  readonly namespace: string;
  readonly adapter: PostgresAdapter;
  readonly #pool: Pool;

  constructor(url: string, namespace: string, lost: () => void) {
    this.namespace = namespace;
    this.#pool = new Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      application_name: 'debat-bot',
      keepAlive: true,
    });
    // A connection that is lost while nobody uses it ends the process if nobody listens.
    this.#pool.on('error', lost);
    this.adapter = new PostgresAdapter(this.#pool, namespace);
  }

  async claim(key: string, ttlMs: number): Promise<boolean> {
    const sql = `INSERT INTO ${this.namespace} AS kept (key, value, expires_at)
      VALUES ($1, '1', ${endAfter('$2')}) ON CONFLICT (key) DO UPDATE
      SET expires_at = excluded.expires_at WHERE kept.expires_at <= now()`;
    return (await this.#pool.query(sql, [key, ttlMs])).rowCount === 1;
  }

  async add(key: string, amount: number, ttlMs: number | null): Promise<number> {
    const sql = `INSERT INTO ${this.namespace} AS kept (key, value, expires_at)
      VALUES ($1, $2, ${endAfter('$3')}) ON CONFLICT (key) DO UPDATE SET
        value = CASE WHEN ${lives('kept')} THEN (kept.value::bigint + excluded.value::bigint)::text
          ELSE excluded.value END,
        expires_at = CASE WHEN ${lives('kept')} THEN kept.expires_at ELSE excluded.expires_at END
      RETURNING value`;
    const { rows } = await this.#pool.query(sql, [key, String(amount), ttlMs]);
    return Number(rows[0]?.['value']);
  }

  pages(selection: Selection): AsyncIterator<readonly Row[]> {
    const sql = `SELECT key, value FROM ${this.namespace} AS kept
      WHERE key COLLATE "C" >= $1 AND key COLLATE "C" < $2 AND ${lives('kept')}
      ORDER BY key COLLATE "C" LIMIT $3`;
    return pagesInOrder(async (from, to, mostRows) => {
      const { rows } = await this.#pool.query(sql, [from, to, mostRows]);
      return rows.map(({ key, value }) => ({ key: String(key), text: String(value) }));
    }, selection);
  }

  async sweep(): Promise<boolean> {
    const ended = `SELECT key FROM ${this.namespace} WHERE expires_at <= now() LIMIT ${SWEPT_ROWS}`;
    // Asked twice, since what has ended may be claimed again in between.
    const sql = `DELETE FROM ${this.namespace}
      WHERE key = ANY (ARRAY (${ended})) AND expires_at <= now()`;
    return (await this.#pool.query(sql)).rowCount === SWEPT_ROWS;
  }

  async ping(): Promise<void> {
    await this.#pool.query(`SELECT 1 FROM ${this.namespace} LIMIT 0`);
  }

  /** The pool connects by itself; the table is made where there is none. */
  async reopen(): Promise<void> {
    const { rows } = await this.#pool.query('SELECT to_regclass($1) AS found', [this.namespace]);
    if (rows[0]?.['found'] === null) await this.#pool.query(layoutOf(this.namespace));
  }

  close(): Promise<void> {
    return this.adapter.disconnect();
  }
}

/**
 * `@keyv/postgres` on a pool of its own, since it would share one among all that has the same
 * address and end it with the first; and with an end to each row, which it has not.
 */
export class PostgresAdapter extends KeyvPostgres {
  readonly #pool: Pool;
  readonly #table: string;

  constructor(pool: Pool, table: string) {
    super({ table });
    this.#pool = pool;
    this.#table = table;
    this.query = async (sql: string, values?: Values) => [...(await this.#rows(sql, values))];
  }

  /** Called by the constructor of `@keyv/postgres`, which would make a pool and a table of its own. */
  override connect(): Promise<() => Promise<never[]>> {
    return Promise.resolve(() => Promise.resolve([]));
  }

  override async get<Value>(key: string): Promise<Value | undefined> {
    // Keyv gives and takes text, and types it as what it will be read as.
    return (await this.getMany<Value>([key]))[0];
  }

  override async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const sql = `SELECT key, value FROM ${this.#table} AS kept WHERE key = ANY ($1) AND ${lives('kept')}`;
    const found = new Map((await this.#rows(sql, [keys])).map(({ key, value }) => [key, value]));
    return keys.map((key) => found.get(key) as Value | undefined);
  }

  override async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  override async set(key: string, value: string, ttlMs?: number): Promise<void> {
    await this.setMany([{ key, value, ...(ttlMs === undefined ? {} : { ttl: ttlMs }) }]);
  }

  override async setMany(entries: { key: string; value: string; ttl?: number }[]): Promise<void> {
    const sql = `INSERT INTO ${this.#table} (key, value, expires_at)
      SELECT key, value, ${endAfter('ttl')}
      FROM unnest($1::text[], $2::text[], $3::float8[]) AS given (key, value, ttl)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`;
    const columns = [
      entries.map(({ key }) => key),
      entries.map(({ value }) => value),
      entries.map(({ ttl }) => ttl ?? null),
    ];
    await this.#rows(sql, columns);
  }

  override async disconnect(): Promise<void> {
    await this.#pool.end();
  }

  async #rows(sql: string, values?: Values): Promise<Rows> {
    return (await this.#pool.query(sql, values)).rows;
  }
}

function endAfter(ms: string): string {
  return `now() + ${ms}::float8 * interval '1 millisecond'`;
}

function lives(table: string): string {
  return `(${table}.expires_at IS NULL OR ${table}.expires_at > now())`;
}

/**
 * Sent as one text, which is one transaction; the lock keeps processes that start together from
 * making the same table. The index is by bytes, whatever the language of the database is.
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
