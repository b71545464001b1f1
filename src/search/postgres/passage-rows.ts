import { workIn, type Passage, type Source } from '../../debate/passage.ts';
import type { Query, Row } from './connection.ts';
import type { Live } from './debates.ts';
import { bucketOf } from './tables.ts';
import { passageFrom } from './told.ts';

/** The edition that one call reads, as one moment of the database shows it. */
export interface Reading extends Live {
  readonly query: Query;
}

/** Where a passage is kept. */
export interface Address {
  readonly bucket: number;
  readonly place: number;
}

const COLUMNS = 'kept.id, kept.told, kept.topics, kept.work, kept.place, works.first';

/** Reads passages by where they are, each of one of the sources that are known by their ids. */
export class PassageRows {
  readonly #schema: string;
  readonly #works: ReadonlyMap<string, { readonly source: Source }>;

  constructor(schema: string, works: ReadonlyMap<string, { readonly source: Source }>) {
    this.#schema = schema;
    this.#works = works;
  }

  /** In the order of the corpus. */
  async ofIds(ids: readonly string[], reading: Reading): Promise<readonly Passage[]> {
    const buckets = ids.map((id) => bucketOf(workIn(id), reading.buckets));
    const sql = `SELECT ${COLUMNS} FROM unnest($2::int[], $3::text[]) AS asked (bucket, id)
      JOIN ${this.#tables()} WHERE kept.generation = $1 AND kept.bucket = asked.bucket
        AND kept.id = asked.id ORDER BY works.rank, kept.place`;
    return this.#read(sql, [buckets, ids], reading);
  }

  around(id: string, most: number, reading: Reading): Promise<readonly Passage[]> {
    const sql = `SELECT ${COLUMNS} FROM ${this.#schema}.passages AS middle
      JOIN ${this.#tables()} WHERE middle.generation = $1 AND middle.bucket = $2 AND middle.id = $3
        AND kept.generation = $1 AND kept.bucket = $2 AND kept.work = middle.work
        AND kept.place BETWEEN middle.place - $4::int AND middle.place + $4::int
      ORDER BY kept.place`;
    return this.#read(sql, [bucketOf(workIn(id), reading.buckets), id, most], reading);
  }

  /** Of one work, from a place in it on. */
  inWork(work: string, from: number, most: number, reading: Reading): Promise<readonly Passage[]> {
    const sql = `SELECT ${COLUMNS} FROM (SELECT $3::text AS work) AS asked
      JOIN ${this.#tables()} WHERE works.generation = $1 AND works.bucket = $2
        AND works.work = asked.work AND kept.generation = $1 AND kept.bucket = $2
        AND kept.place BETWEEN works.first + $4::int
          AND works.first + least($4::int + $5::int, works.passages) - 1
      ORDER BY kept.place`;
    const bucket = bucketOf(work, reading.buckets);
    return this.#read(sql, [bucket, work, from, most], reading);
  }

  at(addresses: readonly Address[], reading: Reading): Promise<readonly Passage[]> {
    const sql = `SELECT ${COLUMNS}
      FROM unnest($2::int[], $3::int[]) WITH ORDINALITY AS asked (bucket, place, number)
      JOIN ${this.#tables()} WHERE kept.generation = $1 AND kept.bucket = asked.bucket
        AND kept.place = asked.place ORDER BY number`;
    const columns = [addresses.map(({ bucket }) => bucket), addresses.map(({ place }) => place)];
    return this.#read(sql, columns, reading);
  }

  /** All of these works, in the order of the corpus; or those alone that have a theme. */
  ofWorks(
    works: readonly { readonly bucket: number; readonly work: string }[],
    haveTheme: boolean,
    reading: Reading,
  ): Promise<readonly Passage[]> {
    const sql = `SELECT ${COLUMNS} FROM unnest($2::int[], $3::text[]) AS asked (bucket, work)
      JOIN ${this.#tables()} WHERE works.generation = $1 AND works.bucket = asked.bucket
        AND works.work = asked.work AND kept.generation = $1 AND kept.bucket = works.bucket
        AND kept.place BETWEEN works.first AND works.first + works.passages - 1
        ${haveTheme ? 'AND kept.topics IS NOT NULL' : ''}
      ORDER BY works.rank, kept.place`;
    const columns = [works.map(({ bucket }) => bucket), works.map(({ work }) => work)];
    return this.#read(sql, columns, reading);
  }

  #tables(): string {
    return `${this.#schema}.passages AS kept ON true JOIN ${this.#schema}.works AS works
      ON works.generation = kept.generation AND works.bucket = kept.bucket AND works.work = kept.work`;
  }

  async #read(
    sql: string,
    values: readonly unknown[],
    { generation, query }: Reading,
  ): Promise<readonly Passage[]> {
    const rows = await query(sql, [generation, ...values]);
    return rows.flatMap((row) => this.#passageFrom(row));
  }

  #passageFrom({ id, told, topics, work, place, first }: Row): readonly Passage[] {
    const { source } = this.#works.get(String(work)) ?? {};
    if (source === undefined) return [];
    const order = Number(place) - Number(first);
    return [passageFrom(String(told), { id: String(id), source, order, topics })];
  }
}
