import { WindowBuilder } from '../index/builders.ts';
import { measure } from '../index/index-builder.ts';
import {
  normsOf,
  type PostingsWindow,
  rangeOf,
  RowReader,
  WINDOW_PASSAGES,
} from '../index/passage-index.ts';
import { WordCounter } from '../index/rows-builder.ts';
import { bytesOf, Parts } from './bytes.ts';
import { inTransaction, type Query } from './connection.ts';
import { type Counts, countThemes, type Theme, type Words } from './words.ts';

/** Lays out the postings of the passages that are kept, bucket by bucket, and counts what they hold. */
export class Layout {
  readonly #schema: string;
  readonly #generation: number;
  readonly #counter: WordCounter;
  readonly #stemCount: number;
  readonly #counts;
  readonly #average: number;
  readonly themes = new Map<string, Theme>();

  /** `average` is that of the lengths of all the passages. */
  constructor(schema: string, generation: number, { vocabulary }: Words, average: number) {
    this.#schema = schema;
    this.#generation = generation;
    this.#counter = new WordCounter(vocabulary);
    this.#stemCount = vocabulary.stems.size;
    this.#average = average;
    this.#counts = {
      counts: new Uint32Array(this.#stemCount),
      ownCounts: new Uint32Array(this.#stemCount),
      greatest: new Float32Array(this.#stemCount),
    };
  }

  get counts(): Counts {
    return { ...this.#counts, ...this.#counter.counts() };
  }

  /** Lays one bucket out, where that was not done before: all of it or nothing. */
  async lay(bucket: number, query: Query): Promise<void> {
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
      if (typeof row['topics'] !== 'string') continue;
      // `topicsText` wrote it.
      const topics = JSON.parse(row['topics']) as readonly string[];
      countThemes(this.themes, topics, { at: Number(row['at']) });
    }
    const laid = window.finish(this.#stemCount);
    measure(laid, normsOf(lengths, this.#average), this.#counts);
    await this.#keep(bucket, laid, lengths.slice(0, end), query);
  }

  #passagesOf(bucket: number, query: Query) {
    const sql = `SELECT place, length, row, posted, topics, rank + place - first AS at
      FROM ${this.#schema}.passages JOIN ${this.#schema}.works USING (generation, bucket, work)
      WHERE generation = $1 AND bucket = $2 ORDER BY place`;
    return query(sql, [this.#generation, bucket]);
  }

  async #keep(
    bucket: number,
    window: PostingsWindow,
    lengths: Uint16Array,
    query: Query,
  ): Promise<void> {
    const key = [this.#generation, bucket];
    const kept = `SELECT FROM ${this.#schema}.buckets WHERE generation = $1 AND bucket = $2`;
    if ((await query(kept, key)).length > 0) return;
    const works = `SELECT first, rank FROM ${this.#schema}.works
      WHERE generation = $1 AND bucket = $2 ORDER BY first`;
    const rows = await query(works, key);
    const firsts = Uint16Array.from(rows, ({ first }) => Number(first));
    const ranks = Float64Array.from(rows, ({ rank }) => Number(rank));
    await inTransaction(query, async () => {
      await insertPostings(listsOf(window), bucket, this.#generation, this.#schema, query);
      const sql = `INSERT INTO ${this.#schema}.buckets VALUES ($1, $2, $3, $4, $5)`;
      await query(sql, [...key, bytesOf(lengths), bytesOf(firsts), bytesOf(ranks)]);
    });
  }
}

/** A stem, and its postings in one bucket as bytes: places, then amounts. */
type List = readonly [stem: number, ...parts: readonly Uint8Array[]];

function* listsOf(window: PostingsWindow): Generator<List> {
  for (let stem = 0; stem + 1 < window.starts.length; stem += 1) {
    const [start, end] = rangeOf(window, stem);
    if (start === end) continue;
    yield [
      stem,
      bytesOf(window.passages.subarray(start, end)),
      window.amounts.subarray(start, end),
    ];
  }
}

/** Postings inserted at once: some megabytes. */
const INSERTED = 8_192;

/** Inserts lists of one bucket, or puts them in the place of those that are there. */
export async function insertPostings(
  lists: Iterable<List>,
  bucket: number,
  generation: number,
  schema: string,
  query: Query,
): Promise<void> {
  const sql = `INSERT INTO ${schema}.postings (generation, bucket, stem, list)
    SELECT $1, $2, stem, substring($3::bytea FROM start FOR size)
    FROM unnest($4::int[], $5::int[], $6::int[]) AS added (stem, start, size)
    ON CONFLICT (generation, stem, bucket) DO UPDATE SET list = excluded.list`;
  let [stems, parts] = [Array<number>(), new Parts()];
  const insert = async () => {
    if (stems.length === 0) return;
    await query(sql, [generation, bucket, parts.bytes(), stems, parts.starts, parts.lengths]);
    [stems, parts] = [[], new Parts()];
  };
  for (const [stem, ...bytes] of lists) {
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
