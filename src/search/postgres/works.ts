import { createHash } from 'node:crypto';
import type { Passage, Source } from '../../debate/passage.ts';
import { Growing } from '../index/growing.ts';
import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { PassageReader } from '../index/passage-reader.ts';
import type { WordCounter } from '../index/rows-builder.ts';
import { writeRow } from '../index/rows-builder.ts';
import { bytesOf, Parts } from './bytes.ts';
import type { Query } from './connection.ts';
import { digestedFrom, sourceText, toldOf, topicsText } from './told.ts';
import { keepWords, type Words } from './words.ts';

/** A work and its passages, in its own order. */
export interface Work {
  readonly source: Source;
  readonly passages: readonly Passage[];
}

/** A work, and where it is kept. */
export interface PlacedWork extends Work {
  readonly bucket: number;
  /** Its first place in the bucket. */
  readonly first: number;
  readonly rank: number;
  readonly hash: string;
}

/** What is posted of a passage that is kept, and its length. */
export interface Posted {
  readonly bucket: number;
  readonly place: number;
  readonly length: number;
  readonly grams: number;
  readonly stems: readonly number[];
  readonly amounts: readonly number[];
}

/** A bucket has no place for all the passages of its works. */
export class TooFull extends Error {}

/** More of one thing in one passage is not told apart. */
export const LARGEST_AMOUNT = 255;
const MOST_GRAMS = 0xffff;

/** What a work says, for telling whether it was changed. */
export function hashOf({ source, passages }: Work): string {
  const hash = createHash('sha256').update(sourceText(source));
  for (const passage of passages) {
    hash.update(`\n${passage.id}\n${topicsText(passage) ?? ''}\n${toldOf(passage)}`);
  }
  return hash.digest('base64url');
}

/** Keeps works one batch after another, each with the words that it brings. */
export class WorkKeeper {
  readonly #schema: string;
  readonly #generation: number;
  readonly #words: Words;
  readonly #reader: PassageReader;
  readonly counter: WordCounter;
  #posted = 0;

  constructor(schema: string, generation: number, words: Words, counter: WordCounter) {
    this.#schema = schema;
    this.#generation = generation;
    this.#words = words;
    this.#reader = new PassageReader(words.vocabulary, words.lexicon);
    this.counter = counter;
    this.#posted = words.vocabulary.forms.size;
  }

  /** Keeps these works, in the transaction of the query, and tells what is posted of each of their passages. */
  async keep(works: readonly PlacedWork[], query: Query): Promise<Posted[]> {
    const columns = new Columns();
    const posted = works.flatMap((work) => this.#read(work, columns));
    await keepWords(this.#words, this.#posted, this.#generation, this.#schema, query);
    this.#posted = this.#words.vocabulary.forms.size;
    await this.#insertWorks(works, query);
    await columns.insert(`${this.#schema}.passages`, this.#generation, query);
    return posted;
  }

  #read({ passages, bucket, first, source }: PlacedWork, columns: Columns): Posted[] {
    if (first + passages.length > WINDOW_PASSAGES) throw new TooFull(source.id);
    return passages.map((passage, order): Posted => {
      const read = this.#reader.read(passage, passages.length === 1);
      const { textLength, forms, stems, amounts, units: length } = read;
      const grams = Math.min(this.counter.count(forms, 1), MOST_GRAMS);
      const place = first + order;
      const posted = stems.flatMap((stem, at) => [
        stem,
        Math.min(amounts[at] ?? 0, LARGEST_AMOUNT),
      ]);
      columns.add(passage, { bucket, place, length, grams }, [textLength, ...forms], posted);
      return { bucket, place, length, grams, stems, amounts };
    });
  }

  async #insertWorks(works: readonly PlacedWork[], query: Query): Promise<void> {
    const sql = `INSERT INTO ${this.#schema}.works
      SELECT $1, * FROM unnest($2::int[], $3::text[], $4::float8[], $5::text[], $6::int[], $7::int[], $8::text[], $9::text[],
        $10::text[], $11::bytea[])`;
    const digested = works.map(({ passages }) => digestedFrom(passages));
    await query(sql, [
      this.#generation,
      works.map(({ bucket }) => bucket),
      works.map(({ source }) => source.id),
      works.map(({ rank }) => rank),
      works.map(({ hash }) => hash),
      works.map(({ first }) => first),
      works.map(({ passages }) => passages.length),
      works.map(({ source }) => sourceText(source)),
      digested.map(({ digest }) => digest),
      digested.map(({ standing }) => standing),
      digested.map(({ voices }) => bytesOf(voices)),
    ]);
  }
}

/** Where a passage is kept, and its sizes. */
interface Place {
  readonly bucket: number;
  readonly place: number;
  readonly length: number;
  readonly grams: number;
}

/** Passages to insert, column by column: their bytes are sent as one, and cut by the server. */
class Columns {
  readonly #passages: Passage[] = [];
  readonly #places: Place[] = [];
  readonly #bytes = new Parts();

  add(passage: Passage, place: Place, row: readonly number[], posted: readonly number[]): void {
    this.#passages.push(passage);
    this.#places.push(place);
    this.#bytes.add(written(row));
    this.#bytes.add(written(posted));
  }

  async insert(table: string, generation: number, query: Query): Promise<void> {
    const { starts, lengths } = this.#bytes;
    const [isRow, isPosted] = [
      (_: number, at: number) => at % 2 === 0,
      (_: number, at: number) => at % 2 === 1,
    ];
    const sql = `INSERT INTO ${table}
      (generation, bucket, place, work, id, told, topics, length, grams, row, posted)
      SELECT $1, bucket, place, work, id, told, topics, length, grams,
        substring($2::bytea FROM row_start FOR row_length), substring($2 FROM start FOR size)
      FROM unnest($3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[],
        $10::int[], $11::int[], $12::int[], $13::int[], $14::int[])
        AS added (bucket, place, work, id, told, topics, length, grams, row_start, row_length, start, size)`;
    await query(sql, [
      generation,
      this.#bytes.bytes(),
      this.#places.map(({ bucket }) => bucket),
      this.#places.map(({ place }) => place),
      this.#passages.map(({ source }) => source.id),
      this.#passages.map(({ id }) => id),
      this.#passages.map(toldOf),
      this.#passages.map(topicsText),
      this.#places.map(({ length }) => length),
      this.#places.map(({ grams }) => grams),
      starts.filter(isRow),
      lengths.filter(isRow),
      starts.filter(isPosted),
      lengths.filter(isPosted),
    ]);
  }
}

function written(numbers: readonly number[]): Uint8Array {
  const bytes = new Growing(new Uint8Array());
  writeRow(bytes, numbers);
  return bytes.used();
}
