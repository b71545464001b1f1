import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { Growing } from '../index/growing.ts';
import { normOf, RowReader, saturationOf, UNIT } from '../index/passage-index.ts';
import { WordCounter } from '../index/rows-builder.ts';
import type { Debated, Tell } from './building.ts';
import { BucketChange } from './bucket-change.ts';
import { inTransaction, type Query } from './connection.ts';
import { differenceFrom, knownWorkOf, type Difference, type KnownWork } from './differing.ts';
import { measured } from './measuring.ts';
import { bucketOf, type Place } from './tables.ts';
import { addWords, keepLexis, readLexis, type Theme, type Told, wordsOf, type Words, type Counts } from './words.ts';
import { TooFull, WorkKeeper, type PlacedWork, type Posted } from './works.ts';

/**
 * Changes what is live of a debate where some of its works changed, all in one transaction: whoever asks
 * sees the edition before until the next one is whole. False where it has to be built anew.
 */
export async function change(place: Place, debated: Debated, query: Query, tell: Tell): Promise<boolean> {
  const { schema, debate } = place;
  const [live] = await query(
    `SELECT generation, buckets, made_by, lexicon FROM ${schema}.debates
      JOIN ${schema}.generations USING (generation) WHERE debates.debate = $1`,
    [debate],
  );
  const isOfSame =
    live?.['made_by'] === debated.version && live['lexicon'] === JSON.stringify(debated.lexicon);
  if (live === undefined || !isOfSame) return false;
  const generation = Number(live['generation']);
  const sql = `SELECT work, bucket, first, passages, rank, hash FROM ${schema}.works WHERE generation = $1`;
  const rows = await query(sql, [generation]);
  const known = new Map(rows.map((row) => [String(row['work']), knownWorkOf(row)]));
  const difference = await differenceFrom(known, debated.works(), debated.passageCount);
  if (difference === null) return false;
  if (difference.added.length + difference.removed.length === 0) return true;
  const changing = new Changing({ ...place, generation }, Number(live['buckets']), known, query);
  try {
    await inTransaction(query, () => changing.change(difference, debated, tell));
  } catch (fault) {
    if (!(fault instanceof TooFull)) throw fault;
    await query('ROLLBACK');
    return false;
  }
  return true;
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

  async change({ added, removed }: Difference, { lexicon }: Debated, tell: Tell): Promise<void> {
    const { schema, generation, debate } = this.#place;
    const words = wordsOf(lexicon);
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
      tally.addThemes(placed);
      await changed.finish(posted);
      tell(done / touched.size);
    }
    const { told, counts } = tally.result();
    const laid = { ...told, buckets: this.#buckets };
    const known = await measured(this.#place, laid, words, counts, this.#query);
    await keepLexis(known, counts, generation, schema, this.#query);
    const sql = `UPDATE ${schema}.debates SET edition = edition + 1 WHERE debate = $1`;
    await this.#query(sql, [debate]);
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

/** A passage that is taken out. */
export interface TakenOut {
  readonly row: Uint8Array;
  readonly posted: Uint8Array;
  readonly length: number;
  readonly grams: number;
  readonly topics: readonly string[];
}

/** The counts of an edition, as passages come and go. */
class Tally {
  readonly counter: WordCounter;
  readonly #words: Words;
  readonly #before: Told;
  readonly #greatest: Float32Array;
  readonly #counts: Growing<Uint32Array>;
  readonly #ownCounts: Growing<Uint32Array>;
  readonly #themes: Map<string, Theme>;
  readonly #reader = new RowReader();
  readonly #added: Posted[] = [];
  #sums: Pick<Told, 'passageCount' | 'length' | 'grams'>;

  constructor(words: Words, told: Told, counts: Counts) {
    this.counter = new WordCounter(words.vocabulary, counts);
    this.#words = words;
    this.#before = told;
    this.#greatest = counts.greatest;
    this.#counts = new Growing(counts.counts.slice());
    this.#ownCounts = new Growing(counts.ownCounts.slice());
    this.#themes = new Map(told.themes.map((theme) => [theme[0], theme]));
    this.#sums = told;
  }

  takeOff({ row, posted, length, grams, topics }: TakenOut): void {
    this.counter.count(this.#reader.readBytes(row, 0, row.length).subarray(1), -1);
    const pairs = this.#reader.readBytes(posted, 0, posted.length);
    for (let at = 0; at < pairs.length; at += 2) this.#count(pairs[at] ?? 0, pairs[at + 1] ?? 0, -1);
    this.#sum(length, grams, -1);
    for (const theme of new Set(topics)) this.#countTheme(theme, Infinity, -1);
  }

  add(passage: Posted): void {
    for (const [at, stem] of passage.stems.entries()) this.#count(stem, passage.amounts[at] ?? 0, 1);
    this.#sum(passage.length, passage.grams, 1);
    this.#added.push(passage);
  }

  addThemes(works: readonly PlacedWork[]): void {
    for (const { passages, rank } of works) {
      for (const [order, { topics }] of passages.entries()) {
        for (const theme of new Set(topics)) this.#countTheme(theme, rank + order, 1);
      }
    }
  }

  result(): { readonly told: Omit<Told, 'isOfQuestions' | 'leastOdds' | 'subjects'>; readonly counts: Counts } {
    const size = this.#words.vocabulary.stems.size;
    const counts = {
      ...this.counter.counts(),
      counts: this.#counts.toArray(size),
      ownCounts: this.#ownCounts.toArray(size),
      greatest: this.#raised(size),
    };
    const themes = [...this.#themes.values()].filter(([, held]) => held > 0);
    const { passageCount, length, grams } = this.#sums;
    return { told: { passageCount, length, grams, themes }, counts };
  }

  /**
   * The most that BM25 may give: never less than it does. Where passages are longer on average, each is
   * shorter beside the others, and a posting gives more, by less than that.
   */
  #raised(size: number): Float32Array {
    const average = averageOf(this.#sums);
    const factor = Math.max(1, average / averageOf(this.#before));
    const greatest = new Float32Array(size);
    for (const [stem, most] of this.#greatest.entries()) greatest[stem] = most * factor;
    for (const { stems, amounts, length } of this.#added) {
      const norm = normOf(length, average);
      for (const [at, stem] of stems.entries()) {
        const most = saturationOf((amounts[at] ?? 0) / UNIT, norm);
        greatest[stem] = Math.max(greatest[stem] ?? 0, most);
      }
    }
    return greatest;
  }

  #count(stem: number, amount: number, by: 1 | -1): void {
    this.#counts.set(stem, this.#counts.at(stem) + by);
    if (amount >= LEAST_OWN_AMOUNT) this.#ownCounts.set(stem, this.#ownCounts.at(stem) + by);
  }

  #sum(length: number, grams: number, by: 1 | -1): void {
    const { passageCount, length: long, grams: all } = this.#sums;
    this.#sums = { passageCount: passageCount + by, length: long + by * length, grams: all + by * grams };
  }

  #countTheme(theme: string, at: number, by: 1 | -1): void {
    const [, held = 0, first = Infinity] = this.#themes.get(theme) ?? [];
    this.#themes.set(theme, [theme, held + by, Math.min(first, at)]);
  }
}

function averageOf({ length, passageCount }: Pick<Told, 'length' | 'passageCount'>): number {
  return Math.max(1, length / Math.max(1, passageCount));
}
