import { Pool, type Queried } from 'pg';
import { BotError } from '../../errors.ts';

/** Longer than any question takes; a builder waits as long as the server works. */
const ANSWERED_WITHIN_MS = 5_000;
const CONNECTED_WITHIN_MS = 2_000;

/** Times as long that each part of what is read at the start may take. */
const READ_WITHIN = 4;

/** Questions of one process that the server works at together. */
const MOST_CONNECTIONS = 4;

/**
 * By the number of a type, how its values are read. They come as text, bytes in hexadecimal: pg 8 reads
 * every answer as UTF-8, whatever it is asked for.
 */
const READERS: Readonly<Record<number, (value: string) => unknown>> = {
  16: (value) => value === 't',
  17: (value) => Buffer.from(value.slice('\\x'.length), 'hex'),
  20: Number,
  23: Number,
  701: Number,
};
const types = { getTypeParser: (type: number) => READERS[type] ?? String };

/** One row of an answer, its columns by their names. */
export type Row = Readonly<Record<string, unknown>>;

/** Carries out one statement whose parameters are `$1`, `$2`…; numbers, texts and bytes come as such. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * A pool of connections to the server that the passages are kept on. Whatever goes wrong on the way is
 * a retryable BotError `search`; the next question connects anew where the server is back.
 */
export class Connection {
  readonly #pool: Pool;

  readonly #answeredWithinMs: number;
  #alone: Promise<unknown> = Promise.resolve();

  /** `lost` is told of connections that are lost while nobody uses them. */
  constructor(
    url: string,
    lost: (fault: Error) => void = () => undefined,
    answeredWithinMs = ANSWERED_WITHIN_MS,
  ) {
    this.#answeredWithinMs = answeredWithinMs;
    this.#pool = new Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: CONNECTED_WITHIN_MS,
      application_name: 'debat-bot search',
      keepAlive: true,
      // Whoever ends on a fault does not wait for connections that nobody uses.
      allowExitOnIdle: true,
    });
    // A connection that is lost while nobody uses it ends the process if nobody listens.
    this.#pool.on('error', lost);
    // So does one that is lost between two statements of whoever uses it; the next statement fails, which tells it.
    this.#pool.on('connect', (client) => {
      client.on('error', () => undefined);
    });
  }

  /** One statement of a question, prepared under its name: the server plans it once. */
  async ask(name: string, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return await retryable(
      this.#pool.query({
        name,
        text: sql,
        values,
        types,
        query_timeout: this.#answeredWithinMs,
      }),
    );
  }

  /**
   * Statements on one connection, which is given back afterwards; it is dropped after a fault. Each is
   * waited for as long as it takes, unless told otherwise.
   */
  async session<Result>(
    work: (query: Query) => Promise<Result>,
    answeredWithinMs = 0,
  ): Promise<Result> {
    const client = await this.#pool.connect().catch(rethrown);
    let fault: unknown = null;
    const query: Query = (text, values) =>
      retryable(client.query({ text, values, types, query_timeout: answeredWithinMs }));
    try {
      return await work(query);
    } catch (thrown) {
      fault = thrown;
      throw thrown;
    } finally {
      client.release(fault !== null);
    }
  }

  /** Reads what one moment of the database shows: more of it than a question does. */
  reading<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const withinMs = READ_WITHIN * this.#answeredWithinMs;
    return this.session((query) => inTransaction(query, () => work(query)), withinMs);
  }

  /** The same, one at a time: what reads for seconds leaves the other connections to questions. */
  readingAlone<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const read = this.#alone.then(() => this.reading(work));
    this.#alone = read.catch(() => undefined);
    return read;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** The connection of a fault is dropped, and with it the transaction. */
export async function inTransaction<Result>(
  query: Query,
  work: () => Promise<Result>,
): Promise<Result> {
  await query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  const result = await work();
  await query('COMMIT');
  return result;
}

async function retryable(asked: Promise<Queried>): Promise<readonly Row[]> {
  return (await asked.catch(rethrown)).rows;
}

function rethrown(cause: unknown): never {
  throw searchFault(cause);
}

/** What went wrong on the way to the server, as it is told. */
export function searchFault(cause: unknown): BotError {
  // Where a name has several addresses, only the code of the fault says what was wrong with all of them.
  const { message, code } = cause as { readonly message?: string; readonly code?: string };
  const detail = (message ?? '') || (code ?? String(cause));
  return new BotError('search', `the search server failed: ${detail}`, { cause, retryable: true });
}
