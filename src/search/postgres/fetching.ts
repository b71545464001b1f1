import { LRUCache } from 'lru-cache';
import { workIn, type Passage, type Source } from '../../debate/passage.ts';
import { Growing } from '../index/growing.ts';
import type { Among, Needed, Phrase, Steps } from '../index/held.ts';
import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { writeRow } from '../index/rows-builder.ts';
import { firstAfter, numbersIn, POSTING_BYTES, startsOf, type StemPostings } from './bytes.ts';
import type { Row } from './connection.ts';
import { type EditionHeld, Hand, type KeptRow } from './edition.ts';
import { numbersTold, partsOf, STATEMENTS } from './statements.ts';
import { bucketOf } from './tables.ts';
import { passageFrom, sourceFrom } from './told.ts';

/** Where one edition of a debate is kept. */
export interface Kept {
  readonly schema: string;
  readonly debate: string;
  readonly generation: number;
  /** Null for what is not live yet: nobody changes it but the one who asks. */
  readonly edition: number | null;
  readonly site: string | null;
  /** Works that are known by their ids. */
  readonly sources?: ReadonlyMap<string, Source> | undefined;
}

/** Carries out a statement, prepared under its name. */
export type Ask = (
  name: string,
  sql: string,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** The edition that was asked of is not the live one any more. */
export class Stale extends Error {}

/** Bytes of postings that a process keeps: of a large debate a share of all, for lists grow as it does. And what one list costs beside them. */
const POSTINGS_BYTES = 40_000_000;
const POSTINGS_BYTES_A_PASSAGE = 20;
const LIST_BYTES = 600;

/** Rows, passages and works that a process keeps. */
const MOST = { rows: 10_000, passages: 4_000, sources: 4_000 };

/** Brings what the steps of a question need from the database, and keeps what is asked for most. */
export class Fetching {
  readonly #kept: Kept;
  readonly #ask: Ask;
  readonly #held: EditionHeld;
  readonly #postings: LRUCache<number, StemPostings>;
  readonly #rows = new LRUCache<number, KeptRow>({ max: MOST.rows });
  readonly #passages = new LRUCache<number, Passage>({ max: MOST.passages });
  readonly #sources = new LRUCache<string, Source>({ max: MOST.sources });

  constructor(kept: Kept, held: EditionHeld, ask: Ask) {
    this.#kept = kept;
    this.#held = held;
    this.#ask = ask;
    const maxSize = Math.max(POSTINGS_BYTES, POSTINGS_BYTES_A_PASSAGE * held.passageCount);
    this.#postings = new LRUCache({ maxSize, sizeCalculation: sizeOf });
  }

  /** Carries out the steps of one question; rejects with Stale where the edition is not live any more. */
  async through<Result>(steps: Steps<Result>): Promise<Result> {
    const hand = new Hand();
    for (;;) {
      this.#held.take(hand);
      const step = steps.next();
      if (step.done === true) {
        // What was kept of an edition answers as long as that is the live one.
        if (!hand.isOfLive) await this.#rowsFrom('nothing', ['bucket int'], []);
        return step.value;
      }
      await this.#bring(step.value, hand);
    }
  }

  async #bring(needed: Needed, hand: Hand): Promise<void> {
    const { stems = [], rows = [], passages = [], phrases = [], among } = needed;
    const asked = await Promise.all([
      this.#bringTo(hand.postings, this.#postings, stems, (missing) => this.#postingsOf(missing)),
      this.#bringTo(hand.rows, this.#rows, rows, (missing) => this.#rowsOf(missing)),
      this.#bringTo(hand.passages, this.#passages, passages, (missing) =>
        this.#passagesOf(missing),
      ),
      this.#bringHolding(phrases, hand),
      among === undefined ? false : this.#bringAmong(among, hand),
    ]);
    if (asked.includes(true)) hand.isOfLive = true;
  }

  /** What is kept is taken, what is not is asked for; whether there was such. */
  async #bringTo<Value extends object>(
    hand: Map<number, Value>,
    cache: LRUCache<number, Value>,
    numbers: readonly number[],
    fetched: (missing: readonly number[]) => Promise<Iterable<readonly [number, Value]>>,
  ): Promise<boolean> {
    const missing = new Set<number>();
    for (const number of numbers) {
      if (hand.has(number)) continue;
      const value = cache.get(number);
      if (value === undefined) missing.add(number);
      else hand.set(number, value);
    }
    if (missing.size === 0) return false;
    for (const [number, value] of await fetched([...missing])) {
      hand.set(number, value);
      cache.set(number, value);
    }
    return true;
  }

  async #postingsOf(stems: readonly number[]) {
    const ofStem = ['stem int', 'buckets text', 'counts text'];
    const columns = [...ofStem, 'places bytea', 'amounts bytea'];
    const rows = await this.#rowsFrom('postings', columns, [stems]);
    const count = this.#held.held.segments.length;
    const none = { passages: new Uint16Array(), amounts: new Uint8Array() };
    const starts = startsOf([], [], count);
    const found = new Map(stems.map((stem): [number, StemPostings] => [stem, { ...none, starts }]));
    for (const { stem, buckets, counts, places, amounts } of rows) {
      found.set(Number(stem), {
        // Copied: small ones would keep all that came with them.
        passages: numbersIn(Uint16Array, places).slice(),
        amounts: numbersIn(Uint8Array, amounts).slice(),
        starts: startsOf(numbersTold(buckets), numbersTold(counts), count),
      });
    }
    return found;
  }

  async #rowsOf(numbers: readonly number[]) {
    const columns = ['numbers text', 'sizes text', 'grams text', 'rows bytea'];
    const [row] = await this.#rowsFrom('rows', columns, addressesOf(numbers));
    const [parts, grams] = [partsOf(row?.['rows'], row?.['sizes']), numbersTold(row?.['grams'])];
    return numbersTold(row?.['numbers']).map((number, at): [number, KeptRow] => {
      // Copied: one that is kept would keep all that came with it.
      return [number, { bytes: new Uint8Array(parts[at] ?? []), grams: grams[at] ?? 0 }];
    });
  }

  async #passagesOf(numbers: readonly number[]) {
    const columns = ['bucket int', 'place int', 'id text', 'told text', 'topics text'];
    const ofWork = ['work text', 'first int', 'source text'];
    const rows = await this.#rowsFrom('passages', [...columns, ...ofWork], addressesOf(numbers));
    return rows.map((row): [number, Passage] => {
      const { id, told, topics, place, first } = row;
      const source = this.#sourceOf(row);
      const order = Number(place) - Number(first);
      return [numberOf(row), passageFrom(String(told), { id: String(id), source, order, topics })];
    });
  }

  /** The passages of one work share it. */
  #sourceOf({ work, source }: Row): Source {
    const { sources, site } = this.#kept;
    const shared = sources?.get(String(work)) ?? this.#sources.get(String(work));
    if (shared !== undefined) return shared;
    const read = sourceFrom(String(source), site);
    this.#sources.set(String(work), read);
    return read;
  }

  /** No posting tells of stop words: the rows are read through by the server. All that may hold them are told: any but the first may be the ones that are wanted. */
  async #bringHolding(phrases: readonly Phrase[], hand: Hand): Promise<boolean> {
    if (phrases.length === 0 || phrases.some((phrase) => phrase.some((form) => form < 0))) {
      return false;
    }
    const written = phrases.map((phrase) => {
      const bytes = new Growing(new Uint8Array());
      writeRow(bytes, phrase);
      return Buffer.from(bytes.toArray());
    });
    const [row] = await this.#rowsFrom('holding', ['numbers text'], [written]);
    const holding = numbersTold(row?.['numbers']).map((number) => {
      return { number, place: this.#held.placeOf(number) };
    });
    hand.holding = holding.sort((a, b) => a.place - b.place).map(({ number }) => number);
    return true;
  }

  async #bringAmong(among: Among, hand: Hand): Promise<boolean> {
    const buckets = (works: readonly string[]) =>
      works.map((work) => bucketOf(work, this.#held.held.segments.length));
    if ('ids' in among) {
      const asked = [buckets(among.ids.map(workIn)), among.ids];
      const rows = await this.#rowsFrom('places', ['bucket int', 'place int'], asked);
      const numbers = new Set(rows.map(numberOf));
      hand.isAmong = (passage) => numbers.has(passage);
      return true;
    }
    const columns = ['bucket int', 'first int', 'passages int'];
    const rows = await this.#rowsFrom('works', columns, [buckets(among.works), among.works]);
    const starts = rows.map((row) => [numberOf({ ...row, place: row['first'] }), row] as const);
    starts.sort(([one], [other]) => one - other);
    const firsts = starts.map(([start]) => start);
    hand.isAmong = (passage) => {
      const [start, row] = starts[firstAfter(firsts, passage) - 1] ?? [Infinity];
      return passage < start + Number(row?.['passages']);
    };
    return true;
  }

  /** The rows of a statement, of the same moment as the edition that stands before them. */
  async #rowsFrom(
    name: keyof typeof STATEMENTS,
    columns: readonly string[],
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const { schema, debate, generation, edition } = this.#kept;
    const names = columns.map((column) => column.split(' ')[0]);
    const nothing = columns.map(
      (column) => `NULL::${column.split(' ')[1]} AS ${column.split(' ')[0]}`,
    );
    const sql = `SELECT edition, ${nothing.join(', ')} FROM ${schema}.debates
      WHERE debate = $1 AND generation = $2
      UNION ALL SELECT NULL, ${names.join(', ')} FROM (${STATEMENTS[name](schema)}) AS asked`;
    const rows = await this.#ask(`${schema} ${name}`, sql, [debate, generation, ...values]);
    const isHead = (row: Row) => row['edition'] !== null;
    if (edition !== null && rows.find(isHead)?.['edition'] !== edition) throw new Stale();
    return rows.filter((row) => !isHead(row));
  }
}

function addressesOf(numbers: readonly number[]): [number[], number[]] {
  return [
    numbers.map((number) => Math.floor(number / WINDOW_PASSAGES)),
    numbers.map((number) => number % WINDOW_PASSAGES),
  ];
}

function numberOf({ bucket, place }: Row): number {
  return Number(bucket) * WINDOW_PASSAGES + Number(place);
}

function sizeOf({ amounts, starts }: StemPostings): number {
  return LIST_BYTES + POSTING_BYTES * amounts.length + starts.byteLength;
}
