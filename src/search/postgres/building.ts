import type { About } from '../../debate/catalogue.ts';
import { BotError } from '../../errors.ts';
import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { WordCounter } from '../index/rows-builder.ts';
import { inTransaction, type Query, type Row } from './connection.ts';
import { RANK } from './edition.ts';
import { Layout } from './laying.ts';
import { measured } from './measuring.ts';
import { bucketOf, type Place, TABLES } from './tables.ts';
import { addWords, keepLexis, wordsOf, type Words } from './words.ts';
import { hashOf, type PlacedWork, TooFull, type Work, WorkKeeper } from './works.ts';

/** What a debate is made of. */
export interface Debated {
  /** In the order of the corpus; read once through, and again where a generation has to be begun anew. */
  readonly works: () => Iterable<Work> | AsyncIterable<Work>;
  readonly passageCount: number;
  readonly about: About;
  /** Names the version of the program that reads words: what another made is made anew. */
  readonly version: string;
  /** Passages of a bucket that is laid out, half of what it has room for unless told otherwise. */
  readonly filled?: number;
}

/** Is told the share of the work that is done, from 0 to 1. */
export type Tell = (share: number) => void;

/** What comes later has room beside them. */
const FILLED = WINDOW_PASSAGES / 2;

/** Passages read between two commits, no more than a bucket is filled with: what is lost of the work of a process that is killed. */
const BATCH = 4_096;

/** What of the time reading takes; the rest is laying out. */
const READING = 0.8;

/** How often a generation is begun with twice as many buckets, where works are spread badly. */
const MOST_TRIES = 4;

/**
 * Builds a debate anew beside what is live, and goes on where a process that was killed left off; what
 * is live stays until all of it is there.
 */
export async function build(
  place: Place,
  debated: Debated,
  query: Query,
  tell: Tell,
): Promise<void> {
  const { passageCount, filled = FILLED } = debated;
  let buckets = Math.max(1, Math.ceil(passageCount / filled));
  for (let tries = 1; ; tries += 1) {
    try {
      await buildIn(buckets, place, debated, query, tell);
      return;
    } catch (fault) {
      if (!(fault instanceof TooFull)) throw fault;
      if (tries === MOST_TRIES) {
        const told = `the work ${fault.message} has more passages than a bucket can hold (65,536)`;
        throw new BotError('corpus', told, { cause: fault });
      }
      await query('ROLLBACK');
      buckets *= 2;
    }
  }
}

async function buildIn(
  buckets: number,
  place: Place,
  debated: Debated,
  query: Query,
  tell: Tell,
): Promise<void> {
  const generation = await begun(buckets, place, debated, query);
  const words = wordsOf(debated.about.lexicon);
  await addWords(words, generation, place.schema, query);
  const reading = new Reading(buckets, generation, words, place.schema, query);
  await reading.start();
  // What was read of works that are not as they were is of no use.
  const isSame = await reading.read(debated, (share) => {
    tell(share * READING);
  });
  if (!isSame) {
    await dropGeneration(generation, place.schema, query);
    await buildIn(buckets, place, debated, query, tell);
    return;
  }
  const [sums] = await query(
    `SELECT count(*)::int AS passages, coalesce(sum(length), 0)::float8 AS length,
      coalesce(sum(grams), 0)::float8 AS grams FROM ${place.schema}.passages WHERE generation = $1`,
    [generation],
  );
  const [passageCount, length, grams] = ['passages', 'length', 'grams'].map((n) =>
    Number(sums?.[n]),
  );
  const average = (length ?? 0) / Math.max(1, passageCount ?? 0);
  const layout = new Layout(place.schema, generation, words, average);
  await layout.lay(buckets, query, (share) => {
    tell(READING + (1 - READING) * share);
  });
  const sizes = { passageCount: passageCount ?? 0, length: length ?? 0, grams: grams ?? 0 };
  const laid = { ...sizes, buckets };
  const told = await measured({ ...place, generation }, laid, words, layout.counts, query);
  // Without it the server takes the tables for empty, and plans accordingly.
  await query(`ANALYZE ${place.schema}.postings, ${place.schema}.passages, ${place.schema}.works`);
  await inTransaction(query, async () => {
    await keepLexis(told, layout.counts, generation, place.schema, query);
    await publish(generation, place, debated.about, query);
  });
}

/** The generation that was begun of the same, or a new one. */
async function begun(
  buckets: number,
  { schema, debate }: Place,
  { version, about }: Debated,
  query: Query,
): Promise<number> {
  const values = [debate, buckets, version, JSON.stringify(about.lexicon)];
  const [found] = await query(
    `SELECT generation FROM ${schema}.generations AS begun
      WHERE debate = $1 AND buckets = $2 AND made_by = $3 AND lexicon = $4 AND NOT EXISTS (
        SELECT FROM ${schema}.debates WHERE debates.generation = begun.generation)`,
    values,
  );
  if (found !== undefined) return Number(found['generation']);
  const [made] = await query(
    `INSERT INTO ${schema}.generations (debate, buckets, made_by, lexicon)
      VALUES ($1, $2, $3, $4) RETURNING generation`,
    values,
  );
  return Number(made?.['generation']);
}

/** Reads works into a generation that is not live, batch by batch. */
class Reading {
  readonly #buckets: number;
  readonly #generation: number;
  readonly #schema: string;
  readonly #query: Query;
  readonly #keeper: WorkKeeper;
  /** By work, of those that are kept already. */
  #done = new Map<string, Row>();
  /** By bucket: the place of the next work. */
  readonly #next: number[];

  constructor(buckets: number, generation: number, words: Words, schema: string, query: Query) {
    this.#buckets = buckets;
    this.#generation = generation;
    this.#schema = schema;
    this.#query = query;
    this.#next = Array<number>(buckets).fill(0);
    this.#keeper = new WorkKeeper(schema, generation, words, new WordCounter(words.vocabulary));
  }

  async start(): Promise<void> {
    const sql = `SELECT work, hash, rank, bucket, first, passages FROM ${this.#schema}.works WHERE generation = $1`;
    for (const row of await this.#query(sql, [this.#generation])) {
      const bucket = Number(row['bucket']);
      const end = Number(row['first']) + Number(row['passages']);
      this.#next[bucket] = Math.max(this.#next[bucket] ?? 0, end);
      this.#done.set(String(row['work']), row);
    }
  }

  /** False where what was kept before is not of these works. */
  async read({ works, passageCount, filled = FILLED }: Debated, tell: Tell): Promise<boolean> {
    let [order, read, known, kept] = [0, 0, 0, 0];
    let batch: PlacedWork[] = [];
    for await (const work of works()) {
      const rank = order * RANK;
      order += 1;
      const done = this.#done.get(work.source.id);
      read += work.passages.length;
      if (done !== undefined) {
        known += 1;
        if (done['rank'] !== rank || done['hash'] !== hashOf(work)) return false;
        kept += work.passages.length;
        continue;
      }
      batch.push(this.#placed(work, rank));
      if (read - kept < Math.min(BATCH, filled)) continue;
      await this.#keep(batch);
      [batch, kept] = [[], read];
      tell(Math.min(1, read / Math.max(1, passageCount)));
    }
    await this.#keep(batch);
    return known === this.#done.size;
  }

  #placed(work: Work, rank: number): PlacedWork {
    const bucket = bucketOf(work.source.id, this.#buckets);
    const first = this.#next[bucket] ?? 0;
    this.#next[bucket] = first + work.passages.length;
    return { ...work, bucket, first, rank, hash: hashOf(work) };
  }

  async #keep(batch: readonly PlacedWork[]): Promise<void> {
    if (batch.length === 0) return;
    await inTransaction(this.#query, async () => {
      await this.#query('SET LOCAL synchronous_commit = off');
      // Laid out by a process that was killed, before these came: all are laid out again with them.
      const sql = `DELETE FROM ${this.#schema}.buckets WHERE generation = $1`;
      await this.#query(sql, [this.#generation]);
      await this.#keeper.keep(batch, this.#query);
    });
  }
}

/** From now on this generation is what is asked. */
async function publish(
  generation: number,
  { schema, debate }: Place,
  about: About,
  query: Query,
): Promise<void> {
  await query(
    `INSERT INTO ${schema}.debates AS live VALUES ($1, $2, 1, $3) ON CONFLICT (debate) DO UPDATE
      SET generation = excluded.generation, edition = live.edition + 1, about = excluded.about`,
    [debate, generation, JSON.stringify(about)],
  );
}

/** Lets go of all generations of a debate but the one that is live. */
export async function dropOthers({ schema, debate }: Place, query: Query): Promise<void> {
  const others = await query(
    `SELECT generation FROM ${schema}.generations AS other WHERE debate = $1 AND NOT EXISTS (
      SELECT FROM ${schema}.debates WHERE debates.generation = other.generation)`,
    [debate],
  );
  for (const { generation } of others) await dropGeneration(Number(generation), schema, query);
}

async function dropGeneration(generation: number, schema: string, query: Query): Promise<void> {
  for (const table of TABLES) {
    await query(`DELETE FROM ${schema}.${table} WHERE generation = $1`, [generation]);
  }
  await query(`DELETE FROM ${schema}.generations WHERE generation = $1`, [generation]);
}
