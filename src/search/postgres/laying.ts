import { WindowBuilder } from '../index/builders.ts';
import { measure } from '../index/index-builder.ts';
import {
  LONGEST,
  normsUpTo,
  type PostingsWindow,
  rangeOf,
  RowReader,
  WINDOW_PASSAGES,
} from '../index/passage-index.ts';
import { WordCounter } from '../index/rows-builder.ts';
import { bytesOf, Parts } from './bytes.ts';
import { inTransaction, type Query, type Row } from './connection.ts';
import type { Counts, Words } from './words.ts';

/**
 * Buckets laid out together, in some 100 MB. The lists of a stem stand side by side in a table for as
 * many buckets as are inserted together: where each stands alone, reading one from 300 buckets reads
 * 300 pages.
 */
const TOGETHER = 16;

/** One bucket as it is kept. */
interface Laid {
  readonly bucket: number;
  readonly postings: PostingsWindow;
  readonly lengths: Uint16Array;
}

/** Lays out the postings of the passages that are kept, bucket by bucket, and counts what they hold. */
export class Layout {
  readonly #schema: string;
  readonly #generation: number;
  readonly #counter: WordCounter;
  readonly #stemCount: number;
  readonly #counts;
  readonly #norms: Float32Array;

  /** `average` is that of the lengths of all the passages. */
  constructor(schema: string, generation: number, { vocabulary }: Words, average: number) {
    this.#schema = schema;
    this.#generation = generation;
    this.#counter = new WordCounter(vocabulary);
    this.#stemCount = vocabulary.stems.size;
    this.#norms = normsUpTo(LONGEST, average);
    this.#counts = {
      counts: new Uint32Array(this.#stemCount),
      ownCounts: new Uint32Array(this.#stemCount),
      greatest: new Float32Array(this.#stemCount),
    };
  }

  get counts(): Counts {
    return { ...this.#counts, ...this.#counter.counts() };
  }

  /** Lays all buckets out, where that was not done before: so many of them together, all or nothing. */
  async lay(bucketCount: number, query: Query, tell: (share: number) => void): Promise<void> {
    for (let first = 0; first < bucketCount; first += TOGETHER) {
      const laid: Laid[] = [];
      for (let bucket = first; bucket < Math.min(first + TOGETHER, bucketCount); bucket += 1) {
        laid.push(await this.#laidOut(bucket, query));
        tell((bucket + 1) / (bucketCount + 1));
      }
      await this.#keep(laid, query);
    }
  }

  async #laidOut(bucket: number, query: Query): Promise<Laid> {
    const lengths = new Uint16Array(WINDOW_PASSAGES);
    const window = new WindowBuilder();
    const posted = new RowReader();
    const words = new RowReader();
    let end = 0;
    for (const row of await this.#passagesOf(bucket, query)) {
      const place = Number(row['place']);
      end = place + 1;
      lengths[place] = Number(row['length']);
      this.#counter.count(numbersOf(words, row['row']).subarray(1), 1);
      const pairs = numbersOf(posted, row['posted']);
      for (let at = 0; at < pairs.length; at += 2)
        window.add(pairs[at] ?? 0, place, pairs[at + 1] ?? 0);
    }
    const postings = window.finish(this.#stemCount);
    measure(postings, lengths, this.#norms, this.#counts);
    return { bucket, postings, lengths: lengths.slice(0, end) };
  }

  #passagesOf(bucket: number, query: Query) {
    const sql = `SELECT place, length, row, posted FROM ${this.#schema}.passages
      WHERE generation = $1 AND bucket = $2 ORDER BY place`;
    return query(sql, [this.#generation, bucket]);
  }

  async #keep(laid: readonly Laid[], query: Query): Promise<void> {
    const [generation, schema] = [this.#generation, this.#schema];
    const ofBuckets = 'generation = $1 AND bucket = ANY ($2::int[])';
    const key = [generation, laid.map(({ bucket }) => bucket)];
    const kept = await query(`SELECT FROM ${schema}.buckets WHERE ${ofBuckets} LIMIT 1`, key);
    if (kept.length > 0) return;
    const works = await query(
      `SELECT bucket, first, rank FROM ${schema}.works WHERE ${ofBuckets} ORDER BY first`,
      key,
    );
    await inTransaction(query, async () => {
      await insertPostings(listsOf(laid), generation, schema, query);
      for (const { bucket, lengths } of laid) {
        const own = works.filter((work) => work['bucket'] === bucket);
        const sql = `INSERT INTO ${schema}.buckets VALUES ($1, $2, $3, $4, $5)`;
        await query(sql, [generation, bucket, bytesOf(lengths), ...startsAndRanks(own)]);
      }
    });
  }
}

/** Where the works of one bucket start, ascending, and their ranks, as the bucket keeps them. */
export function startsAndRanks(works: readonly Row[]): readonly [firsts: Buffer, ranks: Buffer] {
  const firsts = Uint16Array.from(works, ({ first }) => Number(first));
  const ranks = Float64Array.from(works, ({ rank }) => Number(rank));
  return [bytesOf(firsts), bytesOf(ranks)];
}

/** Postings of a stem in one bucket as bytes: places, then amounts. */
type List = readonly [stem: number, bucket: number, ...parts: readonly Uint8Array[]];

/** Stem after stem: what a question reads of one stands side by side. */
function* listsOf(laid: readonly Laid[]): Generator<List> {
  const stemCount = Math.max(...laid.map(({ postings }) => postings.starts.length - 1));
  for (let stem = 0; stem < stemCount; stem += 1) {
    for (const { bucket, postings } of laid) {
      const [start, end] = rangeOf(postings, stem);
      if (start === end) continue;
      const { passages, amounts } = postings;
      yield [stem, bucket, bytesOf(passages.subarray(start, end)), amounts.subarray(start, end)];
    }
  }
}

/** Postings inserted at once: some megabytes. */
const INSERTED = 8_192;

/** Inserts lists, or puts them in the place of those that are there. */
export async function insertPostings(
  lists: Iterable<List>,
  generation: number,
  schema: string,
  query: Query,
): Promise<void> {
  const sql = `INSERT INTO ${schema}.postings (generation, bucket, stem, list)
    SELECT $1, bucket, stem, substring($2::bytea FROM start FOR size)
    FROM unnest($3::int[], $4::int[], $5::int[], $6::int[]) AS added (bucket, stem, start, size)
    ON CONFLICT (generation, stem, bucket) DO UPDATE SET list = excluded.list`;
  let [buckets, stems, parts] = [Array<number>(), Array<number>(), new Parts()];
  const insert = async () => {
    if (stems.length === 0) return;
    const values = [parts.bytes(), buckets, stems, parts.starts, parts.lengths];
    await query(sql, [generation, ...values]);
    [buckets, stems, parts] = [[], [], new Parts()];
  };
  for (const [stem, bucket, ...bytes] of lists) {
    buckets.push(bucket);
    stems.push(stem);
    parts.add(...bytes);
    if (stems.length === INSERTED) await insert();
  }
  await insert();
}

/** The numbers written in a column of bytes; valid until the next reading. */
export function numbersOf(reader: RowReader, bytes: unknown): Uint32Array {
  if (!(bytes instanceof Uint8Array)) return new Uint32Array();
  return reader.readBytes(bytes, 0, bytes.length);
}
