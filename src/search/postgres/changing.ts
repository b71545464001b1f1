import type { About } from '../../debate/catalogue.ts';
import type { Debated, Tell } from './building.ts';
import { BucketChange } from './bucket-change.ts';
import { inTransaction, type Query } from './connection.ts';
import { differenceFrom, knownWorkOf, type Difference, type KnownWork } from './differing.ts';
import { measured } from './measuring.ts';
import { bucketOf, type Place } from './tables.ts';
import { Tally } from './tally.ts';
import { addWords, keepLexis, readLexis, wordsOf } from './words.ts';
import { type PlacedWork, TooFull, WorkKeeper } from './works.ts';

/** How many works are new, say something else, or are gone. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Changes what is live of a debate where some of its works changed, or what is said of it, all in one
 * transaction: whoever asks sees the edition before until the next one is whole. Null where it has to be
 * built anew.
 */
export async function change(
  place: Place,
  debated: Debated,
  query: Query,
  tell: Tell,
): Promise<Changes | null> {
  const { schema, debate } = place;
  const [live] = await query(
    `SELECT generation, buckets, made_by, lexicon, about FROM ${schema}.debates
      JOIN ${schema}.generations USING (generation) WHERE debates.debate = $1`,
    [debate],
  );
  const lexicon = JSON.stringify(debated.about.lexicon);
  const isOfSame = live?.['made_by'] === debated.version && live['lexicon'] === lexicon;
  if (live === undefined || !isOfSame) return null;
  const generation = Number(live['generation']);
  const sql = `SELECT work, bucket, first, passages, rank, hash FROM ${schema}.works WHERE generation = $1`;
  const rows = await query(sql, [generation]);
  const known = new Map(rows.map((row) => [String(row['work']), knownWorkOf(row)]));
  const difference = await differenceFrom(known, debated.works(), debated.passageCount);
  if (difference === null) return null;
  const changes = changesOf(difference, known);
  const isSame = difference.added.length + difference.removed.length === 0;
  if (isSame && live['about'] === JSON.stringify(debated.about)) return changes;
  const changing = new Changing({ ...place, generation }, Number(live['buckets']), known, query);
  try {
    await inTransaction(query, async () => {
      if (!isSame) await changing.change(difference, debated, tell);
      await nextEdition(place, debated.about, query);
    });
  } catch (fault) {
    if (!(fault instanceof TooFull)) throw fault;
    await query('ROLLBACK');
    return null;
  }
  return changes;
}

function changesOf({ added, removed }: Difference, known: ReadonlyMap<string, KnownWork>): Changes {
  const changed = added.filter(({ work }) => known.has(work.source.id)).length;
  return { added: added.length - changed, changed, removed: removed.length - changed };
}

async function nextEdition({ schema, debate }: Place, about: About, query: Query): Promise<void> {
  const sql = `UPDATE ${schema}.debates SET edition = edition + 1, about = $2 WHERE debate = $1`;
  await query(sql, [debate, JSON.stringify(about)]);
}

/** One change of what is live, from one edition to the next. */
class Changing {
  readonly #place: Place & { readonly generation: number };
  readonly #buckets: number;
  readonly #known: ReadonlyMap<string, KnownWork>;
  readonly #query: Query;

  constructor(
    place: Place & { readonly generation: number },
    buckets: number,
    known: ReadonlyMap<string, KnownWork>,
    query: Query,
  ) {
    this.#place = place;
    this.#buckets = buckets;
    this.#known = known;
    this.#query = query;
  }

  async change({ added, removed }: Difference, { about }: Debated, tell: Tell): Promise<void> {
    const { schema, generation } = this.#place;
    const words = wordsOf(about.lexicon);
    await addWords(words, generation, schema, this.#query);
    const lexis = await readLexis(generation, schema, this.#query);
    if (lexis === null) throw new RangeError(`generation ${generation} has no lexis`);
    const tally = new Tally(words, lexis.told, lexis.counts);
    const keeper = new WorkKeeper(schema, generation, words, tally.counter);
    const of = (id: string) => bucketOf(id, this.#buckets);
    const touched = new Set([...removed, ...added.map(({ work }) => work.source.id)].map(of));
    for (const [done, bucket] of [...touched].entries()) {
      const changed = new BucketChange(this.#place, bucket, this.#query);
      const gone = removed.filter((id) => of(id) === bucket);
      for (const passage of await changed.remove(gone)) tally.takeOff(passage);
      let first = this.#endOf(bucket, new Set(gone));
      const placed = added
        .filter(({ work }) => of(work.source.id) === bucket)
        .map(({ work, ...told }): PlacedWork => {
          const at = { ...work, ...told, bucket, first };
          first += work.passages.length;
          return at;
        });
      const posted = placed.length === 0 ? [] : await keeper.keep(placed, this.#query);
      for (const each of posted) tally.add(each);
      await changed.finish(posted);
      tell(done / touched.size);
    }
    const { sizes, counts } = tally.result();
    const laid = { ...sizes, buckets: this.#buckets };
    const known = await measured(this.#place, laid, words, counts, this.#query);
    await keepLexis(known, counts, generation, schema, this.#query);
  }

  /** The place after the works of a bucket that stay. */
  #endOf(bucket: number, gone: ReadonlySet<string>): number {
    let end = 0;
    for (const [id, work] of this.#known) {
      if (work.bucket === bucket && !gone.has(id)) end = Math.max(end, work.first + work.passages);
    }
    return end;
  }
}
