import { BotError } from '../../errors.ts';
import { build, type Debated, dropOthers, type Tell } from './building.ts';
import { change, type Changes } from './changing.ts';
import { type Connection, inTransaction, type Query } from './connection.ts';
import { layOut, type Place } from './tables.ts';

interface Keeping {
  readonly tell?: Tell;
  /** Into how many parts each large table is cut where the tables are made now; 0 for none. */
  readonly partitions?: number;
  /** How long another process that is at it is waited for: the server takes a moment to miss one that was killed. */
  readonly waitMs?: number;
}

const WAIT_MS = 5_000;

/** The code of PostgreSQL for a lock that was waited for long enough. */
const NOT_IN_TIME = '55P03';

/** What was done to a debate. */
export interface Brought {
  readonly edition: number;
  /** How many works differ from the edition before; null where all of them were laid out anew. */
  readonly changes: Changes | null;
  /** Whether the tables of the schema were of another layout, and all debates in it had to go. */
  readonly isLaidOutAnew: boolean;
}

/**
 * Brings what the server keeps of a debate up to date: builds it, goes on building it, or changes what
 * changed. One process alone does so at a time; those that ask see what was there until all is done.
 */
export async function keepDebate(
  connection: Connection,
  place: Place,
  debated: Debated,
  { tell = () => undefined, partitions = 0, waitMs = WAIT_MS }: Keeping = {},
): Promise<Brought> {
  return await connection.session(async (query) => {
    const isLaidOutAnew = await layOut(place.schema, partitions, query);
    await lock(place, waitMs, query);
    const changes = await change(place, debated, query, tell);
    if (changes === null) await build(place, debated, query, tell);
    await dropOthers(place, query);
    const sql = `SELECT edition FROM ${place.schema}.debates WHERE debate = $1`;
    const [live] = await query(sql, [place.debate]);
    await query('SELECT pg_advisory_unlock_all()');
    tell(1);
    return { edition: Number(live?.['edition']), changes, isLaidOutAnew };
  });
}

/** Forgets a debate whole: whoever asks sees all of it, or none. False where there is none of that key. */
export async function retire(
  connection: Connection,
  place: Place,
  waitMs = WAIT_MS,
): Promise<boolean> {
  return await connection.session(async (query) => {
    await layOut(place.schema, 0, query);
    await lock(place, waitMs, query);
    const sql = `DELETE FROM ${place.schema}.debates WHERE debate = $1 RETURNING debate`;
    const isGone = await inTransaction(query, async () => {
      const rows = await query(sql, [place.debate]);
      await dropOthers(place, query);
      return rows.length > 0;
    });
    await query('SELECT pg_advisory_unlock_all()');
    return isGone;
  });
}

/** It ends with the connection, and so with the process. */
async function lock({ schema, debate }: Place, waitMs: number, query: Query): Promise<void> {
  await query(`SET lock_timeout = ${waitMs}`);
  try {
    await query('SELECT pg_advisory_lock(hashtext($1))', [`${schema} ${debate}`]);
  } catch (fault) {
    const { cause } = fault as BotError;
    if (!(cause instanceof Error && 'code' in cause && cause.code === NOT_IN_TIME)) throw fault;
    const told = `another process is building the debate ${debate} on the search server`;
    throw new BotError('search', told, { cause, retryable: true });
  }
  await query('SET lock_timeout = 0');
}
