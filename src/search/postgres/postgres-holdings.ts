import { type Filters, hasFilters, NO_FILTERS } from '../../debate/filters.ts';
import { type Holdings, type Selection, selects, type Show } from '../../debate/holdings.ts';
import { workIn, type Passage, type Source } from '../../debate/passage.ts';
import { type Standing, standingOf } from '../../debate/standing.ts';
import type { KeptCatalogue } from './catalogue-reading.ts';
import type { KeptWork } from './told.ts';
import type { Connection } from './connection.ts';
import { liveOf } from './debates.ts';
import { DigestReader } from './digest-reading.ts';
import { type Address, PassageRows, type Reading } from './passage-rows.ts';
import { batchesOf, countingOf, isOfKey, isOfVoices, mayHave, runsOf } from './selecting.ts';
import type { PostgresRetriever } from './postgres-retriever.ts';
import { QuotationReading } from './quotation-reading.ts';
import { QuotedWords } from './quoted-words.ts';
import type { Place } from './tables.ts';
import { readWords, type WordsRead } from './words.ts';

interface Settings extends Place {
  /** A passage is of one of the works of the catalogue, whatever was kept of it. */
  readonly catalogue: Pick<KeptCatalogue, 'edition' | 'works'>;
  /** Has read the words of the debate: they are not read twice. */
  readonly retriever: Pick<PostgresRetriever, 'wordsRead'>;
}

/** Passages read in one go where all may be meant. */
const READ_AT_ONCE = 2_000;

/** Of those that stand alone, in a debate that has no more of them, the list is kept: the calendar puts it in order once. */
const MOST_STANDING = 50_000;

/** A work, and where its passages are. */
interface WorkPlace {
  readonly bucket: number;
  readonly first: number;
  readonly work: string;
  readonly passages: number;
  /** Null where it is not as the catalogue has it. */
  readonly digest: KeptWork | null;
}

/**
 * The passages of a debate that a PostgreSQL server keeps. Those of some ids and around one are looked
 * up; of what is selected, the digests of the catalogue leave out the works and the voices that are not
 * meant, and the others are read through.
 */
export class PostgresHoldings implements Holdings {
  readonly #connection: Connection;
  readonly #settings: Settings;
  readonly #works: ReadonlyMap<string, KeptWork>;
  readonly #rows: PassageRows;
  #standing: readonly Standing[] | null = null;
  #words: WordsRead | null = null;

  constructor(connection: Connection, settings: Settings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#works = new Map(settings.catalogue.works.map((work) => [work.source.id, work]));
    this.#rows = new PassageRows(settings.schema, this.#works);
  }

  async passages(ids: readonly string[]): Promise<readonly Passage[]> {
    if (ids.length === 0) return [];
    const found = await this.#read((reading) => this.#rows.ofIds(ids, reading));
    const byId = new Map(found.map((passage) => [passage.id, passage]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  around(id: string, most: number): Promise<readonly Passage[]> {
    return this.#read((reading) => this.#rows.around(id, most, reading));
  }

  inWork({ id }: Source, from: number, most: number): Promise<readonly Passage[]> {
    return this.#read((reading) => this.#rows.inWork(id, from, most, reading));
  }

  selected(selection: Selection, limit: number): Promise<readonly Passage[]> {
    return this.#read((reading) => this.#selected(selection, limit, reading));
  }

  counted(selection: Selection): Promise<ReadonlyMap<Source, number>> {
    return this.#read(async (reading) => {
      const counting = this.#isOfLive(reading) ? countingOf(selection) : null;
      if (counting !== null) {
        const { works } = this.#settings.catalogue;
        const counts = works.map((work) => [work.source, counting(work)] as const);
        return new Map(counts.filter(([, count]) => count > 0));
      }
      const bySource = new Map<Source, number>();
      for (const { source } of await this.#selected(selection, Infinity, reading)) {
        bySource.set(source, (bySource.get(source) ?? 0) + 1);
      }
      return bySource;
    });
  }

  async mayHold(quotations: readonly string[], show: Show): Promise<ReadonlySet<number>> {
    if (quotations.length === 0) return new Set();
    const { schema, retriever } = this.#settings;
    // Before a connection is held: whoever reads the words may wait for one.
    const before = (await retriever.wordsRead()) ?? this.#words;
    return this.#connection.readingAlone(async (query) => {
      const reading = { ...(await liveOf(this.#settings, query)), query };
      this.#words = await readWords(reading, before, this.#settings, query);
      const works = await this.#placesIn(reading);
      const shelf = {
        ...{ ...reading, schema, works },
        at: (addresses: readonly Address[]) => this.#rows.at(addresses, reading),
        all: () => this.#among({ filters: NO_FILTERS }, reading),
      };
      return new QuotationReading(shelf, show).read(quotations, new QuotedWords(this.#words));
    });
  }

  standing(filters: Filters): Promise<readonly Standing[]> {
    return this.#read(async (reading) => {
      const isOfAll = !hasFilters(filters) && this.#isOfLive(reading);
      const all = (isOfAll ? this.#standing : null) ?? (await this.#standingIn(filters, reading));
      if (isOfAll && all.length <= MOST_STANDING) this.#standing = all;
      return all;
    });
  }

  async #standingIn(filters: Filters, reading: Reading): Promise<readonly Standing[]> {
    const selection = { filters, standsAlone: true };
    const isMeant = selects(selection);
    const digests = new DigestReader(this.#settings.schema, reading);
    const standing: Standing[] = [];
    for (const run of runsOf(await this.#mayHave(selection, reading))) {
      const isKnown = run.digests !== null && isOfVoices(filters);
      if (isKnown) {
        for (const each of await digests.standing(run.digests, filters)) standing.push(each);
      } else {
        for await (const passages of this.#through(run.works, selection, reading)) {
          standing.push(...passages.filter(isMeant).map(standingOf));
        }
      }
    }
    return standing;
  }

  async #selected(
    selection: Selection,
    limit: number,
    reading: Reading,
  ): Promise<readonly Passage[]> {
    const isMeant = selects(selection);
    const isTheme = isOfKey(selection.theme);
    const hasTheme = ({ topics }: Passage) => selection.theme === undefined || topics.some(isTheme);
    const found: Passage[] = [];
    for await (const passages of this.#among(selection, reading)) {
      if (found.length >= limit) break;
      found.push(...passages.filter((passage) => hasTheme(passage) && isMeant(passage)));
    }
    return found.slice(0, limit);
  }

  /** Some of the passages in the order of the corpus, all that may be meant among them. */
  async *#among(selection: Selection, reading: Reading): AsyncGenerator<readonly Passage[]> {
    const isOfVoice = selection.filters.speakers.length > 0;
    const all = await this.#mayHave(selection, reading);
    if (selection.ids !== undefined) {
      yield* this.#ofIds(all, selection.ids, reading);
      return;
    }
    for (const { works, digests } of runsOf(all)) {
      if (isOfVoice && digests !== null) yield* this.#spokenIn(digests, selection, reading);
      else yield* this.#through(works, selection, reading);
    }
  }

  async *#ofIds(
    works: readonly WorkPlace[],
    ids: NonNullable<Selection['ids']>,
    reading: Reading,
  ): AsyncGenerator<readonly Passage[]> {
    const byWork = Map.groupBy(ids.keys(), workIn);
    const idsOf = ({ work }: WorkPlace) => byWork.get(work) ?? [];
    for (const batch of batchesOf(works, (each) => idsOf(each).length, READ_AT_ONCE)) {
      yield await this.#rows.ofIds(batch.flatMap(idsOf), reading);
    }
  }

  async *#through(
    works: readonly WorkPlace[],
    { theme }: Selection,
    reading: Reading,
  ): AsyncGenerator<readonly Passage[]> {
    for (const batch of batchesOf(works, ({ passages }) => passages, READ_AT_ONCE)) {
      yield await this.#rows.ofWorks(batch, theme !== undefined, reading);
    }
  }

  async *#spokenIn(
    works: readonly KeptWork[],
    { filters }: Selection,
    reading: Reading,
  ): AsyncGenerator<readonly Passage[]> {
    let batch: Address[] = [];
    const digests = new DigestReader(this.#settings.schema, reading);
    for await (const address of digests.spoken(works, filters)) {
      if (batch.push(address) < READ_AT_ONCE) continue;
      yield await this.#rows.at(batch, reading);
      batch = [];
    }
    yield await this.#rows.at(batch, reading);
  }

  /** Works in the order of the corpus that may have what is meant. */
  async #mayHave(selection: Selection, reading: Reading): Promise<readonly WorkPlace[]> {
    const { ids, from } = selection;
    const ofIds = ids === undefined ? null : new Set([...ids.keys()].map(workIn));
    const ofWorks = from?.address === null ? new Set([...from.works].map(({ id }) => id)) : null;
    const isMeant = mayHave(selection);
    return (await this.#placesIn(reading)).filter(
      ({ work, digest }) =>
        (ofIds?.has(work) ?? true) &&
        (ofWorks?.has(work) ?? true) &&
        (digest === null || isMeant(digest)),
    );
  }

  /** Of an edition that the catalogue does not tell of, a digest holds where the work is as it was. */
  async #placesIn(reading: Reading): Promise<readonly WorkPlace[]> {
    const { schema, catalogue } = this.#settings;
    if (this.#isOfLive(reading)) {
      return catalogue.works.map((digest) => ({ ...digest, work: digest.source.id, digest }));
    }
    const sql = `SELECT bucket, work, first, passages, hash FROM ${schema}.works
      WHERE generation = $1 ORDER BY rank`;
    return (await reading.query(sql, [reading.generation])).map((row) => {
      const [bucket, first] = [Number(row['bucket']), Number(row['first'])];
      const work = String(row['work']);
      const at = { bucket, first, work, passages: Number(row['passages']) };
      const known = this.#works.get(work);
      const isSame = known !== undefined && known.hash === row['hash'];
      return { ...at, digest: isSame ? { ...known, bucket, first } : null };
    });
  }

  #isOfLive({ text }: Reading): boolean {
    return text === this.#settings.catalogue.edition;
  }

  #read<Result>(work: (reading: Reading) => Promise<Result>): Promise<Result> {
    return this.#connection.reading(async (query) => {
      return await work({ ...(await liveOf(this.#settings, query)), query });
    });
  }
}
