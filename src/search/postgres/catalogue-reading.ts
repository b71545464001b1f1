import type { WorkDigest } from '../../debate/digest.ts';
import { spreadStep } from '../../debate/key-terms.ts';
import { workIn, type Passage, type Voice } from '../../debate/passage.ts';
import type { About } from '../../debate/catalogue.ts';
import type { Connection, Query, Row } from './connection.ts';
import { aboutOf, liveOf } from './debates.ts';
import { batchesOf } from './selecting.ts';
import type { Place } from './tables.ts';
import { type KeptDigest, type KeptWork, passageFrom, sourceFrom, themesOf } from './told.ts';

/** What a process needs to know of a debate whose passages it does not hold, all of one moment. */
export interface KeptCatalogue {
  /** As `editions` tells it. */
  readonly edition: string;
  readonly about: About;
  /** In the order of the corpus. Each has one Source, the one of `known` where nothing of the work changed. */
  readonly works: readonly KeptWork[];
  /** What `spread` takes of all passages. */
  readonly sample: readonly Passage[];
  /** By theme how many passages have it, in the order in which they first appear. */
  readonly themes: ReadonlyMap<string, number>;
  /** By the id of each passage that stands in a relation to another, on either side: its place in the corpus. */
  readonly places: ReadonlyMap<string, number>;
}

interface Reading {
  /** Where the pages of the debate are; of one that is for some alone there are none, whatever is said here. */
  readonly site: string | null;
  /** Works that were read before: what did not change of them is not read again. */
  readonly known?: readonly KeptWork[];
}

/** Rows asked for at once. */
const AT_ONCE = 2_000;
const ofOne = () => 1;

/** Reads the catalogue of what is live; rejects with a retryable BotError `search` where the debate is not whole. */
export function readCatalogue(
  connection: Connection,
  place: Place,
  { site, known = [] }: Reading,
): Promise<KeptCatalogue> {
  return connection.reading(async (query) => {
    const { generation, text } = await liveOf(place, query);
    const about = await aboutOf(place, query);
    const asked = new CatalogueReader(place.schema, generation, query);
    const works = await asked.works(about.debate.tenants == null ? site : null, known);
    return {
      ...{ edition: text, about, works },
      sample: await asked.sample(works),
      themes: themesOf(works),
      places: await asked.places(works),
    };
  });
}

/** Where a passage is kept. */
interface Address {
  readonly work: KeptWork;
  readonly place: number;
}

class CatalogueReader {
  readonly #schema: string;
  readonly #generation: number;
  readonly #query: Query;
  /** The same few voices speak in many works. */
  readonly #voices = new Map<string, Voice>();

  constructor(schema: string, generation: number, query: Query) {
    this.#schema = schema;
    this.#generation = generation;
    this.#query = query;
  }

  async works(site: string | null, known: readonly KeptWork[]): Promise<readonly KeptWork[]> {
    const sql = `SELECT work, hash, bucket, first, passages FROM ${this.#schema}.works
      WHERE generation = $1 ORDER BY rank`;
    const rows = await this.#query(sql, [this.#generation]);
    const before = new Map(
      known.flatMap((work) => (work.source.site === site ? [[work.hash, work]] : [])),
    );
    const isNew = ({ hash }: Row) => !before.has(String(hash));
    const read = new Map<string, Pick<WorkDigest, 'source'> & KeptDigest>();
    for (const batch of batchesOf(rows.filter(isNew), ofOne, AT_ONCE)) {
      for (const row of await this.#told(batch))
        read.set(String(row['work']), this.#from(row, site));
    }
    return rows.flatMap((row) => {
      const told = before.get(String(row['hash'])) ?? read.get(String(row['work']));
      const [bucket, first, passages] = [row['bucket'], row['first'], row['passages']].map(Number);
      if (told === undefined) return [];
      const at = { bucket: bucket ?? 0, first: first ?? 0, passages: passages ?? 0 };
      return [{ ...told, ...at, hash: String(row['hash']) }];
    });
  }

  #told(rows: readonly Row[]): Promise<readonly Row[]> {
    const sql = `SELECT works.work, source, digest FROM unnest($2::int[], $3::text[]) AS asked (bucket, work)
      JOIN ${this.#schema}.works AS works USING (bucket, work) WHERE generation = $1`;
    const columns = [rows.map(({ bucket }) => bucket), rows.map(({ work }) => work)];
    return this.#query(sql, [this.#generation, ...columns]);
  }

  #from({ source, digest }: Row, site: string | null): Pick<WorkDigest, 'source'> & KeptDigest {
    // `digestedFrom` wrote it.
    const told = JSON.parse(String(digest)) as KeptDigest;
    const said = told.said.map((each) => ({ ...each, voice: this.#shared(each.voice) }));
    return { source: sourceFrom(String(source), site), ...told, said };
  }

  #shared(voice: Voice): Voice {
    const key = JSON.stringify(voice);
    const known = this.#voices.get(key) ?? voice;
    this.#voices.set(key, known);
    return known;
  }

  /** Told by the digests which passages those are: no others are looked at. */
  async sample(works: readonly KeptWork[]): Promise<readonly Passage[]> {
    const step = spreadStep(works.reduce((sum, { length }) => sum + length, 0));
    const sampled: Passage[] = [];
    for (const batch of batchesOf([...everySoMany(works, step)], ofOne, AT_ONCE)) {
      const sql = `SELECT number, id, told, topics
        FROM unnest($2::int[], $3::int[]) WITH ORDINALITY AS asked (bucket, place, number)
        JOIN ${this.#schema}.passages AS kept USING (bucket, place)
        WHERE generation = $1 ORDER BY number`;
      const columns = [batch.map(({ work }) => work.bucket), batch.map(({ place }) => place)];
      for (const row of await this.#query(sql, [this.#generation, ...columns])) {
        const { work, place } = batch[Number(row['number']) - 1] ?? {};
        if (work === undefined || place === undefined) continue;
        const at = { id: String(row['id']), source: work.source, order: place - work.first };
        sampled.push(passageFrom(String(row['told']), { ...at, topics: row['topics'] }));
      }
    }
    return sampled;
  }

  async places(works: readonly KeptWork[]): Promise<ReadonlyMap<string, number>> {
    const starts = new Map<string, { readonly work: KeptWork; readonly start: number }>();
    let size = 0;
    for (const work of works) {
      starts.set(work.source.id, { work, start: size });
      size += work.passages;
    }
    const related = works.flatMap((work) => work.related.flatMap(({ by, to }) => [by, ...to]));
    const ids = [...new Set(related)].flatMap((id) => {
      const { work } = starts.get(workIn(id)) ?? {};
      return work === undefined ? [] : [{ id, bucket: work.bucket }];
    });
    const places: [id: string, place: number][] = [];
    for (const batch of batchesOf(ids, ofOne, AT_ONCE)) {
      const sql = `SELECT id, kept.work, place FROM unnest($2::int[], $3::text[]) AS asked (bucket, id)
        JOIN ${this.#schema}.passages AS kept USING (bucket, id) WHERE generation = $1`;
      const columns = [batch.map(({ bucket }) => bucket), batch.map(({ id }) => id)];
      for (const row of await this.#query(sql, [this.#generation, ...columns])) {
        const { work, start = 0 } = starts.get(String(row['work'])) ?? {};
        places.push([String(row['id']), start + Number(row['place']) - (work?.first ?? 0)]);
      }
    }
    return new Map(places.sort(([, one], [, other]) => one - other));
  }
}

/** Every so many passages of all works, from the first on. */
function* everySoMany(works: readonly KeptWork[], step: number): Generator<Address> {
  let start = 0;
  let next = 0;
  for (const work of works) {
    for (; next < start + work.passages; next += step) {
      yield { work, place: work.first + next - start };
    }
    start += work.passages;
  }
}
