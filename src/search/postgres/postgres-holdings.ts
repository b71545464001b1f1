import { type Holdings, type Selection, selects } from '../../debate/holdings.ts';
import { type Filters, NO_FILTERS } from '../../debate/filters.ts';
import type { Passage, Source } from '../../debate/passage.ts';
import { type Standing, standingOf } from '../../debate/standing.ts';
import { themeKey, topicsOf } from '../../debate/topics.ts';
import type { Connection, Query, Row } from './connection.ts';
import { bucketOf, type Place } from './tables.ts';
import { passageFrom } from './told.ts';
import { readLexis } from './words.ts';

interface Settings extends Place {
  /** Of the catalogue, by their ids: a passage is of one of these, whatever was kept of it. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** The edition that one call reads, as one moment of the database shows it. */
interface Live {
  readonly generation: number;
  readonly buckets: number;
  readonly query: Query;
}

/** Passages read in one go where all may be meant. */
const READ_AT_ONCE = 2_000;

const COLUMNS = 'kept.id, kept.told, kept.topics, kept.work, kept.place, works.first';

/** A work, and where its passages are. */
interface WorkPlace {
  readonly bucket: number;
  readonly work: string;
  readonly passages: number;
}

/**
 * The passages of a debate that a PostgreSQL server keeps. Those of some ids and around one are looked
 * up; what is selected is read through work by work, of the works that may have it.
 */
export class PostgresHoldings implements Holdings {
  readonly #connection: Connection;
  readonly #settings: Settings;

  constructor(connection: Connection, settings: Settings) {
    this.#connection = connection;
    this.#settings = settings;
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

  async counted(selection: Selection): Promise<ReadonlyMap<Source, number>> {
    const counts = new Map<Source, number>();
    for (const { source } of await this.selected(selection, Infinity)) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    return counts;
  }

  /** Where no passage has a theme, what they speak of is told by all of them. */
  topicsOf(selection: Selection): Promise<readonly string[]> {
    return this.#read(async (live) => {
      const meant = await this.#selected(selection, Infinity, live);
      const lexis = await readLexis(live.generation, this.#settings.schema, live.query);
      const hasThemes = (lexis?.told.themes.length ?? 0) > 0;
      if (hasThemes && meant.every(({ topics }) => topics.length === 0)) return [];
      const all = hasThemes ? meant : await this.#selected({ filters: NO_FILTERS }, Infinity, live);
      return topicsOf(meant, { passages: all });
    });
  }

  async standing(filters: Filters): Promise<readonly Standing[]> {
    return (await this.selected({ filters, standsAlone: true }, Infinity)).map(standingOf);
  }

  async #selected(selection: Selection, limit: number, live: Live): Promise<Passage[]> {
    const isMeant = selects(selection);
    const { theme } = selection;
    const hasTheme = ({ topics }: Passage) =>
      theme === undefined || topics.some((topic) => themeKey(topic) === theme);
    const found: Passage[] = [];
    for await (const passages of this.#among(selection, live)) {
      if (found.length >= limit) break;
      found.push(...passages.filter((passage) => hasTheme(passage) && isMeant(passage)));
    }
    return found.slice(0, limit);
  }

  /** Some of the passages in the order of the corpus, all that may be meant among them. */
  async *#among({ ids, from }: Selection, live: Live): AsyncGenerator<readonly Passage[]> {
    const ofIds = ids === undefined ? null : new Set([...ids.keys()].map(workIn));
    const ofWorks = from?.address === null ? new Set([...from.works].map(({ id }) => id)) : null;
    const sql = `SELECT bucket, work, passages FROM ${this.#settings.schema}.works
      WHERE generation = $1 ORDER BY rank`;
    const works = (await live.query(sql, [live.generation]))
      .map((row): WorkPlace => {
        const [bucket, passages] = [Number(row['bucket']), Number(row['passages'])];
        return { bucket, work: String(row['work']), passages };
      })
      .filter(({ work }) => (ofIds?.has(work) ?? true) && (ofWorks?.has(work) ?? true));
    for (let next = 0; next < works.length;) {
      const first = next;
      for (let read = 0; next < works.length && read < READ_AT_ONCE; next += 1) {
        read += works[next]?.passages ?? 0;
      }
      yield await this.#ofWorks(works.slice(first, next), live);
    }
  }

  async #ofWorks(works: readonly WorkPlace[], { generation, query }: Live): Promise<Passage[]> {
    const sql = `SELECT ${COLUMNS} FROM unnest($2::int[], $3::text[]) AS asked (bucket, work)
      JOIN ${this.#tables()} WHERE works.generation = $1 AND works.bucket = asked.bucket
        AND works.work = asked.work AND kept.generation = $1 AND kept.bucket = works.bucket
        AND kept.place BETWEEN works.first AND works.first + works.passages - 1
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
      const source = this.#settings.sources.get(String(work));
      if (source === undefined) return [];
      const order = Number(place) - Number(first);
      return [passageFrom(String(told), { id: String(id), source, order, topics })];
    });
  }

  #read<Result>(work: (live: Live) => Promise<Result>): Promise<Result> {
    const { schema, debate } = this.#settings;
    return this.#connection.reading(async (query) => {
      const sql = `SELECT generation, buckets FROM ${schema}.debates
        JOIN ${schema}.generations USING (generation) WHERE debates.debate = $1`;
      const [row] = await query(sql, [debate]);
      const [generation, buckets] = [
        Number(row?.['generation'] ?? 0),
        Number(row?.['buckets'] ?? 1),
      ];
      return await work({ generation, buckets, query });
    });
  }
}

function workIn(id: string): string {
  return id.replace(/#.*$/su, '');
}
