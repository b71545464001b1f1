import { BotError } from '../../errors.ts';
import { build, type Debated, dropOthers, type Tell } from './building.ts';
import { change } from './changing.ts';
import type { Connection } from './connection.ts';
import { layoutOf, type Place } from './tables.ts';

interface Keeping {
  readonly tell?: Tell;
  /** Into how many parts each large table is cut where the tables are made now; 0 for none. */
  readonly partitions?: number;
}

/**
 * Brings what the server keeps of a debate up to date: builds it, goes on building it, or changes what
 * changed. One process alone does so at a time; those that ask see what was there until all is done.
 */
export async function keepDebate(
  connection: Connection,
  place: Place,
  debated: Debated,
  { tell = () => undefined, partitions = 0 }: Keeping = {},
): Promise<void> {
  await connection.session(async (query) => {
    await query(layoutOf(place.schema, partitions));
    // It ends with the connection, and so with the process.
    const sql = 'SELECT pg_try_advisory_lock(hashtext($1)) AS taken';
    const [row] = await query(sql, [`${place.schema} ${place.debate}`]);
    if (row?.['taken'] !== true) {
      const told = `another process is building the debate ${place.debate} on the search server`;
      throw new BotError('store', told, { retryable: true });
    }
    const isDone = await change(place, debated, query, tell);
    if (!isDone) await build(place, debated, query, tell);
    await dropOthers(place, query);
    tell(1);
    await query('SELECT pg_advisory_unlock_all()');
  });
}
