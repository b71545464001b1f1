import type { Portion, Show } from '../../debate/holdings.ts';
import type { Passage } from '../../debate/passage.ts';
import { Growing } from '../index/growing.ts';
import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { firstAfter } from './bytes.ts';
import type { Query } from './connection.ts';
import type { Address } from './passage-rows.ts';
import type { QuotedWords } from './quoted-words.ts';
import { LOSES_WORDS } from './tables.ts';

/** A debate that is read for quotations. */
interface Shelf {
  readonly schema: string;
  readonly generation: number;
  readonly query: Query;
  /** In the order of the corpus: where the passages of each work are. */
  readonly works: readonly { readonly bucket: number; readonly first: number }[];
  readonly at: (addresses: readonly Address[]) => Promise<readonly Passage[]>;
  /** In the order of the corpus. */
  readonly all: () => AsyncIterable<readonly Passage[]>;
}

/** Passages shown together. */
const SHOWN_AT_ONCE = 500;
/** Passages read for one text, and times that one of them is compared with one quotation: as many as take some seconds. */
const MOST_READ = 200_000;
const MOST_COMPARED = 4_000_000;

/** Reads the passages that may hold the quotations of one text: see `Holdings.mayHold`. */
export class QuotationReading {
  readonly #shelf: Shelf;
  readonly #show: Show;
  readonly #orders: Orders;

  constructor(shelf: Shelf, show: Show) {
    this.#shelf = shelf;
    this.#show = show;
    this.#orders = new Orders(shelf.works);
  }

  async read(quotations: readonly string[], words: QuotedWords): Promise<ReadonlySet<number>> {
    const { schema, query } = this.#shelf;
    const keys = new Growing(new Float64Array());
    const [listed, others] = [Array<number>(), Array<number>()];
    // One more than the last of them stands for all.
    const all = quotations.length;
    for (const [quotation, text] of quotations.entries()) {
      const numbers = await words.find(text, schema, query);
      (numbers === null ? others : listed).push(quotation);
      for (const number of numbers ?? []) keys.push(this.#keyOf(number, quotation, all));
    }
    if (listed.length > 0) {
      for (const number of await this.#losing()) keys.push(this.#keyOf(number, all, all));
    }
    const unread = await this.#showListed(keys.toArray().sort(), listed, all);
    return new Set([...unread, ...(await this.#showAll(others))]);
  }

  /** In the order of the corpus, then of the quotations. */
  #keyOf(number: number, quotation: number, all: number): number {
    return this.#orders.orderOf(number) * (all + 1) + quotation;
  }

  /** Passages of which words may be left out of what is posted. */
  async #losing(): Promise<readonly number[]> {
    const { schema, generation, query } = this.#shelf;
    const sql = `SELECT bucket, place FROM ${schema}.passages WHERE generation = $1 AND ${LOSES_WORDS}`;
    return (await query(sql, [generation])).map(
      ({ bucket, place }) => Number(bucket) * WINDOW_PASSAGES + Number(place),
    );
  }

  async #showListed(
    keys: Float64Array,
    listed: readonly number[],
    all: number,
  ): Promise<readonly number[]> {
    let wanted = new Set(listed);
    let [batch, read] = [new Batch(), 0];
    const show = async () => {
      const portion = await batch.read(this.#shelf, this.#orders);
      wanted = new Set(await this.#show(portion, [...wanted]));
      read += batch.size;
      batch = new Batch();
    };
    for (const key of keys) {
      const [order, quotation] = [Math.floor(key / (all + 1)), key % (all + 1)];
      if (quotation < all && !wanted.has(quotation)) continue;
      if (batch.size === SHOWN_AT_ONCE && !batch.endsWith(order)) await show();
      if (wanted.size === 0) return [];
      if (read >= MOST_READ) return [...wanted];
      batch.add(order, quotation < all ? [quotation] : wanted);
    }
    if (batch.size > 0) await show();
    return [];
  }

  /** Words that stand everywhere are looked for in passage after passage. */
  async #showAll(quotations: readonly number[]): Promise<readonly number[]> {
    let [wanted, read, compared] = [quotations, 0, 0];
    if (wanted.length === 0) return [];
    for await (const passages of this.#shelf.all()) {
      if (read >= MOST_READ || compared >= MOST_COMPARED) return wanted;
      read += passages.length;
      compared += passages.length * wanted.length;
      wanted = await this.#show({ passages, placesFor: () => passages.keys() }, wanted);
      if (wanted.length === 0) return [];
    }
    return [];
  }
}

/** Passages that are read together, and which of them are for which quotation. */
class Batch {
  readonly #orders: number[] = [];
  readonly #places = new Map<number, number[]>();

  get size(): number {
    return this.#orders.length;
  }

  endsWith(order: number): boolean {
    return this.#orders.at(-1) === order;
  }

  add(order: number, quotations: Iterable<number>): void {
    if (!this.endsWith(order)) this.#orders.push(order);
    const place = this.#orders.length - 1;
    for (const quotation of quotations) {
      const places = this.#places.get(quotation) ?? [];
      if (places.at(-1) !== place) places.push(place);
      this.#places.set(quotation, places);
    }
  }

  async read(shelf: Shelf, orders: Orders): Promise<Portion> {
    const passages = await shelf.at(this.#orders.map((order) => orders.addressOf(order)));
    // Of works that are new to the catalogue nothing is told: then nobody knows which passage is which.
    const isWhole = passages.length === this.#orders.length;
    return {
      passages,
      placesFor: (quotation) => (isWhole ? (this.#places.get(quotation) ?? []) : passages.keys()),
    };
  }
}

/** Works of one bucket, and where each starts there. */
interface Starting {
  readonly works: readonly number[];
  readonly starts: readonly number[];
}

const EMPTY: Starting = { works: [], starts: [] };

/** The order of the passages in the corpus: the place of the work, then of the passage in it. */
class Orders {
  readonly #works: Shelf['works'];
  /** By bucket, its works by their places, ascending by where they start; and where that is. */
  readonly #byBucket: ReadonlyMap<number, Starting>;

  constructor(works: Shelf['works']) {
    this.#works = works;
    const startOf = (work: number) => works[work]?.first ?? 0;
    const byBucket = Map.groupBy(works.keys(), (work) => works[work]?.bucket ?? 0);
    this.#byBucket = new Map(
      byBucket.entries().map(([bucket, those]) => {
        those.sort((one, other) => startOf(one) - startOf(other));
        return [bucket, { works: those, starts: those.map(startOf) }] as const;
      }),
    );
  }

  orderOf(number: number): number {
    const place = number % WINDOW_PASSAGES;
    const { works, starts } = this.#byBucket.get(Math.floor(number / WINDOW_PASSAGES)) ?? EMPTY;
    const among = firstAfter(starts, place) - 1;
    return (works[among] ?? 0) * WINDOW_PASSAGES + place - (starts[among] ?? 0);
  }

  addressOf(order: number): Address {
    const { bucket = 0, first = 0 } = this.#works[Math.floor(order / WINDOW_PASSAGES)] ?? {};
    return { bucket, place: first + (order % WINDOW_PASSAGES) };
  }
}
