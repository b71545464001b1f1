import { type Holdings, type Selection, selects } from '../../debate/holdings.ts';
import { type Filters, hasFilters, NO_FILTERS } from '../../debate/filters.ts';
import type { Passage, Source } from '../../debate/passage.ts';
import { type Standing, standingOf } from '../../debate/standing.ts';
import type { KeptCatalogue, KeptWork } from './catalogue-reading.ts';
import type { Connection, Query, Row } from './connection.ts';
import { type Live, liveOf } from './debates.ts';
import { type Address, DigestReader } from './digest-reading.ts';
import { batchesOf, countingOf, isOfKey, isOfVoices, mayHold } from './selecting.ts';
import { bucketOf, type Place } from './tables.ts';
import { passageFrom } from './told.ts';

interface Settings extends Place {
  /** A passage is of one of the works of the catalogue, whatever was kept of it. */
  readonly catalogue: Pick<KeptCatalogue, 'edition' | 'works'>;
}

/** The edition that one call reads, as one moment of the database shows it. */
interface Reading extends Live {
  readonly query: Query;
}

/** Passages read in one go where all may be meant. */
const READ_AT_ONCE = 2_000;

/** Of those that stand alone, in a debate that has no more of them, the list is kept: the calendar puts it in order once. */
const MOST_STANDING = 50_000;

const COLUMNS = 'kept.id, kept.told, kept.topics, kept.work, kept.place, works.first';

/** A work, and where its passages are. */
interface WorkPlace {
  readonly bucket: number;
  readonly work: string;
  readonly passages: number;
  /** Null where it is not as the catalogue has it. */
  readonly digest: KeptWork | null;
}

/**
 * The passages of a debate that a PostgreSQL server keeps. Those of some ids and around one are looked
 * up; what is selected is read through work by work, of the works that may have it by their digests.
 */
export class PostgresHoldings implements Holdings {
  readonly #connection: Connection;
  readonly #settings: Settings;
  readonly #works: ReadonlyMap<string, KeptWork>;
  #standing: readonly Standing[] | null = null;

  constructor(connection: Connection, settings: Settings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#works = new Map(settings.catalogue.works.map((work) => [work.source.id, work]));
  }

  async passages(ids: readonly string[]): Promise<readonly Passage[]> {
    if (ids.length === 0) return [];
    const found = await this.#read(async ({ generation, buckets, query }) => {
      const sql = `SELECT ${COLUMNS} FROM unnest($2::int[], $3::text[]) AS asked (bucket, id)
        JOIN ${this.#tables()} WHERE kept.generation = $1 AND kept.bucket = asked.bucket AND kept.id = asked.id`;
      return await query(sql, [generation, ids.map((id) => bucketOf(workIn(id), buckets)), ids]);
    });
    const byId = new Map(this.#told(found).map((passage) => [passage.id, passage]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async around(id: string, most: number): Promise<readonly Passage[]> {
    const found = await this.#read(async ({ generation, buckets, query }) => {
      const sql = `SELECT ${COLUMNS} FROM ${this.#settings.schema}.passages AS middle
        JOIN ${this.#tables()} WHERE middle.generation = $1 AND middle.bucket = $2 AND middle.id = $3
          AND kept.generation = $1 AND kept.bucket = $2 AND kept.work = middle.work
          AND kept.place BETWEEN middle.place - $4::int AND middle.place + $4::int
        ORDER BY kept.place`;
      return await query(sql, [generation, bucketOf(workIn(id), buckets), id, most]);
    });
    return this.#told(found);
  }

  selected(selection: Selection, limit: number): Promise<readonly Passage[]> {
    return this.#read((live) => this.#selected(selection, limit, live));
  }

  counted(selection: Selection): Promise<ReadonlyMap<Source, number>> {
    return this.#read(async (live) => {
      const { edition, works } = this.#settings.catalogue;
      const counting = live.text === edition ? countingOf(selection) : null;
      if (counting !== null) {
        const counts = works.map((work) => [work.source, counting(work)] as const);
        return new Map(counts.filter(([, count]) => count > 0));
      }
      const bySource = new Map<Source, number>();
      for (const { source } of await this.#selected(selection, Infinity, live)) {
        bySource.set(source, (bySource.get(source) ?? 0) + 1);
      }
      return bySource;
    });
  }

  mayHold(): Promise<readonly Passage[]> {
    return this.selected({ filters: NO_FILTERS }, Infinity);
  }

  standing(filters: Filters): Promise<readonly Standing[]> {
    return this.#read(async (live) => {
      if (live.text !== this.#settings.catalogue.edition || !isOfVoices(filters)) {
        const all = await this.#selected({ filters, standsAlone: true }, Infinity, live);
        return all.map(standingOf);
      }
      const { works } = this.#settings.catalogue;
      const reader = this.#digests(live);
      if (hasFilters(filters)) return reader.standing(works, filters);
      const all = this.#standing ?? (await reader.standing(works, filters));
      if (all.length <= MOST_STANDING) this.#standing = all;
      return all;
    });
  }

  async #selected(selection: Selection, limit: number, live: Reading): Promise<Passage[]> {
    const isMeant = selects(selection);
    const isTheme = isOfKey(selection.theme);
    const hasTheme = ({ topics }: Passage) => selection.theme === undefined || topics.some(isTheme);
    const found: Passage[] = [];
    for await (const passages of this.#among(selection, live)) {
      if (found.length >= limit) break;
      found.push(...passages.filter((passage) => hasTheme(passage) && isMeant(passage)));
    }
    return found.slice(0, limit);
  }

  /** Some of the passages in the order of the corpus, all that may be meant among them. */
  async *#among(selection: Selection, live: Reading): AsyncGenerator<readonly Passage[]> {
    const { ids, from } = selection;
    const ofIds = ids === undefined ? null : new Set([...ids.keys()].map(workIn));
    const ofWorks = from?.address === null ? new Set([...from.works].map(({ id }) => id)) : null;
    const mayHave = mayHold(selection);
    const works = (await this.#placesIn(live)).filter(
      ({ work, digest }) =>
        (ofIds?.has(work) ?? true) &&
        (ofWorks?.has(work) ?? true) &&
        (digest === null || mayHave(digest)),
    );
    if (selection.filters.speakers.length > 0 && live.text === this.#settings.catalogue.edition) {
      yield* this.#spokenIn(works, selection, live);
      return;
    }
    for (const batch of batchesOf(works, ({ passages }) => passages, READ_AT_ONCE)) {
      yield await this.#ofWorks(batch, selection, live);
    }
  }

  async *#spokenIn(
    works: readonly WorkPlace[],
    { filters }: Selection,
    live: Reading,
  ): AsyncGenerator<readonly Passage[]> {
    const digests = works.flatMap(({ digest }) => digest ?? []);
    let batch: Address[] = [];
    for await (const address of this.#digests(live).spoken(digests, filters)) {
      if (batch.push(address) < READ_AT_ONCE) continue;
      yield await this.#at(batch, live);
      batch = [];
    }
    yield await this.#at(batch, live);
  }

  async #at(addresses: readonly Address[], { generation, query }: Reading): Promise<Passage[]> {
    const sql = `SELECT ${COLUMNS}
      FROM unnest($2::int[], $3::int[]) WITH ORDINALITY AS asked (bucket, place, number)
      JOIN ${this.#tables()} WHERE kept.generation = $1 AND kept.bucket = asked.bucket
        AND kept.place = asked.place ORDER BY number`;
    const columns = [addresses.map(({ bucket }) => bucket), addresses.map(({ place }) => place)];
    return this.#told(await query(sql, [generation, ...columns]));
  }

  #digests({ generation, query }: Reading): DigestReader {
    return new DigestReader(this.#settings.schema, generation, query);
  }

  /** Of an edition that the catalogue does not tell of, a digest holds where the work is as it was. */
  async #placesIn({ text, generation, query }: Reading): Promise<readonly WorkPlace[]> {
    const { schema, catalogue } = this.#settings;
    if (text === catalogue.edition) {
      return catalogue.works.map((digest) => ({ ...digest, work: digest.source.id, digest }));
    }
    const sql = `SELECT bucket, work, passages, hash FROM ${schema}.works
      WHERE generation = $1 ORDER BY rank`;
    return (await query(sql, [generation])).map((row) => {
      const [bucket, passages] = [Number(row['bucket']), Number(row['passages'])];
      const work = String(row['work']);
      const known = this.#works.get(work);
      return {
        bucket,
        work,
        passages,
        digest: known !== undefined && known.hash === row['hash'] ? known : null,
      };
    });
  }

  async #ofWorks(
    works: readonly WorkPlace[],
    { theme }: Selection,
    { generation, query }: Reading,
  ): Promise<Passage[]> {
    const sql = `SELECT ${COLUMNS} FROM unnest($2::int[], $3::text[]) AS asked (bucket, work)
      JOIN ${this.#tables()} WHERE works.generation = $1 AND works.bucket = asked.bucket
        AND works.work = asked.work AND kept.generation = $1 AND kept.bucket = works.bucket
        AND kept.place BETWEEN works.first AND works.first + works.passages - 1
        ${theme === undefined ? '' : 'AND kept.topics IS NOT NULL'}
      ORDER BY works.rank, kept.place`;
    const columns = [works.map(({ bucket }) => bucket), works.map(({ work }) => work)];
    return this.#told(await query(sql, [generation, ...columns]));
  }

  #tables(): string {
    const { schema } = this.#settings;
    return `${schema}.passages AS kept ON true JOIN ${schema}.works AS works
      ON works.generation = kept.generation AND works.bucket = kept.bucket AND works.work = kept.work`;
  }

  #told(rows: readonly Row[]): Passage[] {
    return rows.flatMap(({ id, told, topics, work, place, first }) => {
      const { source } = this.#works.get(String(work)) ?? {};
      if (source === undefined) return [];
      const order = Number(place) - Number(first);
      return [passageFrom(String(told), { id: String(id), source, order, topics })];
    });
  }

  #read<Result>(work: (live: Reading) => Promise<Result>): Promise<Result> {
    return this.#connection.reading(async (query) => {
      return await work({ ...(await liveOf(this.#settings, query)), query });
    });
  }
}

function workIn(id: string): string {
  return id.replace(/#.*$/su, '');
}
