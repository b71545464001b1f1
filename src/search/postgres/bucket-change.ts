import { insertPostings, numbersOf, startsAndRanks } from './laying.ts';
import { bytesOf, numbersIn, postingsIn } from './bytes.ts';
import type { Query } from './connection.ts';
import { Growing } from '../index/growing.ts';
import { RowReader } from '../index/passage-index.ts';
import type { Place } from './tables.ts';
import type { TakenOut } from './tally.ts';
import { LARGEST_AMOUNT, type Posted } from './works.ts';

/** The works of one bucket that go and come, within one transaction: what they do not hold is not written. */
export class BucketChange {
  readonly #place: Place & { readonly generation: number };
  readonly #key: readonly [generation: number, bucket: number];
  readonly #query: Query;
  readonly #gone = new Set<number>();
  readonly #touched = new Set<number>();

  constructor(place: Place & { readonly generation: number }, bucket: number, query: Query) {
    this.#place = place;
    this.#key = [place.generation, bucket];
    this.#query = query;
  }

  /** Takes the passages of these works out, and tells what each was. */
  async remove(works: readonly string[]): Promise<TakenOut[]> {
    if (works.length === 0) return [];
    const { schema } = this.#place;
    const ofWorks = 'generation = $1 AND bucket = $2 AND work = ANY ($3::text[])';
    const rows = await this.#query(
      `DELETE FROM ${schema}.passages WHERE ${ofWorks}
        RETURNING place, row, posted, length, grams`,
      [...this.#key, works],
    );
    await this.#query(`DELETE FROM ${schema}.works WHERE ${ofWorks}`, [...this.#key, works]);
    const reader = new RowReader();
    return rows.map(({ place, row, posted, length, grams }) => {
      this.#gone.add(Number(place));
      const pairs = numbersOf(reader, posted);
      for (let at = 0; at < pairs.length; at += 2) this.#touched.add(pairs[at] ?? 0);
      return {
        // Columns of bytes.
        row: row as Uint8Array,
        posted: posted as Uint8Array,
        length: Number(length),
        grams: Number(grams),
      };
    });
  }

  /** Writes the postings that what went and what came touch, and what is known of the places. */
  async finish(added: readonly Posted[]): Promise<void> {
    const { schema, generation } = this.#place;
    const byStem = new Map<number, { readonly place: number; readonly amount: number }[]>();
    for (const { place, stems, amounts } of added) {
      for (const [at, stem] of stems.entries()) {
        this.#touched.add(stem);
        const list = byStem.get(stem) ?? [];
        list.push({ place, amount: Math.min(amounts[at] ?? 0, LARGEST_AMOUNT) });
        byStem.set(stem, list);
      }
    }
    const touched = [...this.#touched];
    const ofStems = 'generation = $1 AND bucket = $2 AND stem = ANY ($3::int[])';
    const sql = `DELETE FROM ${schema}.postings WHERE ${ofStems} RETURNING stem, list`;
    const rows = await this.#query(sql, [...this.#key, touched]);
    const before = new Map(rows.map(({ stem, list }) => [Number(stem), postingsIn(list)]));
    const lists = touched.flatMap((stem) => {
      const places = new Growing(new Uint16Array());
      const amounts = new Growing(new Uint8Array());
      const { passages = [], amounts: held = [] } = before.get(stem) ?? {};
      for (const [at, place] of passages.entries()) {
        if (this.#gone.has(place)) continue;
        places.push(place);
        amounts.push(held[at] ?? 0);
      }
      // They stand after all that stay.
      for (const { place, amount } of byStem.get(stem) ?? []) {
        places.push(place);
        amounts.push(amount);
      }
      if (places.length === 0) return [];
      return [[stem, this.#key[1], bytesOf(places.toArray()), amounts.toArray()] as const];
    });
    await insertPostings(lists, generation, schema, this.#query);
    await this.#keepPlaces(added);
  }

  async #keepPlaces(added: readonly Posted[]): Promise<void> {
    const { schema } = this.#place;
    const ofBucket = 'generation = $1 AND bucket = $2';
    const [row] = await this.#query(
      `SELECT lengths FROM ${schema}.buckets WHERE ${ofBucket}`,
      this.#key,
    );
    const lengths = new Growing(numbersIn(Uint16Array, row?.['lengths']).slice());
    for (const place of this.#gone) lengths.set(place, 0);
    for (const { place, length } of added) lengths.set(place, length);
    const works = await this.#query(
      `SELECT first, rank FROM ${schema}.works WHERE ${ofBucket} ORDER BY first`,
      this.#key,
    );
    const sql = `UPDATE ${schema}.buckets SET lengths = $3, firsts = $4, ranks = $5 WHERE ${ofBucket}`;
    await this.#query(sql, [...this.#key, bytesOf(lengths.toArray()), ...startsAndRanks(works)]);
  }
}
