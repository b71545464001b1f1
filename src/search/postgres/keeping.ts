import { BotError } from '../../errors.ts';
import { build, type Debated, dropOthers, type Tell } from './building.ts';
import { change } from './changing.ts';
import type { Connection, Query } from './connection.ts';
import { layoutOf, type Place } from './tables.ts';

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

/**
 * Brings what the server keeps of a debate up to date: builds it, goes on building it, or changes what
 * changed. One process alone does so at a time; those that ask see what was there until all is done.
 */
export async function keepDebate(
  connection: Connection,
  place: Place,
  debated: Debated,
  { tell = () => undefined, partitions = 0, waitMs = WAIT_MS }: Keeping = {},
): Promise<void> {
  await connection.session(async (query) => {
    await query(layoutOf(place.schema, partitions));
    await lock(place, waitMs, query);
    const isDone = await change(place, debated, query, tell);
    if (!isDone) await build(place, debated, query, tell);
    await dropOthers(place, query);
    await query('SELECT pg_advisory_unlock_all()');
    tell(1);
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
