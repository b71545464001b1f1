import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { Growing } from '../index/growing.ts';
import { normOf, RowReader, saturationOf, UNIT } from '../index/passage-index.ts';
import { WordCounter } from '../index/rows-builder.ts';
import type { Counts, Told, Words } from './words.ts';
import type { Posted } from './works.ts';

/** A passage that is taken out. */
export interface TakenOut {
  readonly row: Uint8Array;
  readonly posted: Uint8Array;
  readonly length: number;
  readonly grams: number;
}

/** The counts of an edition, as passages come and go. */
export class Tally {
  readonly counter: WordCounter;
  readonly #words: Words;
  readonly #before: Told;
  readonly #greatest: Float32Array;
  readonly #counts: Growing<Uint32Array>;
  readonly #ownCounts: Growing<Uint32Array>;
  readonly #reader = new RowReader();
  readonly #added: Posted[] = [];
  #sums: Pick<Told, 'passageCount' | 'length' | 'grams'>;

  constructor(words: Words, told: Told, counts: Counts) {
    this.counter = new WordCounter(words.vocabulary, counts);
    this.#words = words;
    this.#before = told;
    this.#greatest = counts.greatest;
    this.#counts = new Growing(counts.counts.slice());
    this.#ownCounts = new Growing(counts.ownCounts.slice());
    this.#sums = told;
  }

  takeOff({ row, posted, length, grams }: TakenOut): void {
    this.counter.count(this.#reader.readBytes(row, 0, row.length).subarray(1), -1);
    const pairs = this.#reader.readBytes(posted, 0, posted.length);
    for (let at = 0; at < pairs.length; at += 2)
      this.#count(pairs[at] ?? 0, pairs[at + 1] ?? 0, -1);
    this.#sum(length, grams, -1);
  }

  add(passage: Posted): void {
    for (const [at, stem] of passage.stems.entries())
      this.#count(stem, passage.amounts[at] ?? 0, 1);
    this.#sum(passage.length, passage.grams, 1);
    this.#added.push(passage);
  }

  result(): {
    readonly sizes: Pick<Told, 'passageCount' | 'length' | 'grams'>;
    readonly counts: Counts;
  } {
    const size = this.#words.vocabulary.stems.size;
    const counts = {
      ...this.counter.counts(),
      counts: this.#counts.toArray(size),
      ownCounts: this.#ownCounts.toArray(size),
      greatest: this.#raised(size),
    };
    const { passageCount, length, grams } = this.#sums;
    return { sizes: { passageCount, length, grams }, counts };
  }

  /**
   * The most that BM25 may give: never less than it does. Where passages are longer on average, each is
   * shorter beside the others, and a posting gives more, by less than that.
   */
  #raised(size: number): Float32Array {
    const average = averageOf(this.#sums);
    const factor = Math.max(1, average / averageOf(this.#before));
    const greatest = new Float32Array(size);
    for (const [stem, most] of this.#greatest.entries()) greatest[stem] = most * factor;
    for (const { stems, amounts, length } of this.#added) {
      const norm = normOf(length, average);
      for (const [at, stem] of stems.entries()) {
        const most = saturationOf((amounts[at] ?? 0) / UNIT, norm);
        greatest[stem] = Math.max(greatest[stem] ?? 0, most);
      }
    }
    return greatest;
  }

  #count(stem: number, amount: number, by: 1 | -1): void {
    this.#counts.set(stem, this.#counts.at(stem) + by);
    if (amount >= LEAST_OWN_AMOUNT) this.#ownCounts.set(stem, this.#ownCounts.at(stem) + by);
  }

  #sum(length: number, grams: number, by: 1 | -1): void {
    const { passageCount, length: long, grams: all } = this.#sums;
    this.#sums = {
      passageCount: passageCount + by,
      length: long + by * length,
      grams: all + by * grams,
    };
  }
}

function averageOf({ length, passageCount }: Pick<Told, 'length' | 'passageCount'>): number {
  return Math.max(1, length / Math.max(1, passageCount));
}
