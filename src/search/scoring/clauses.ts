import type { Term } from '../analysis/term.ts';
import { rarityOf, saturationOf } from '../index/bm25.ts';
import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { rangeOf, UNIT, type PostingsWindow } from '../index/postings.ts';
import { WORK_CREDIT } from './relevance.ts';

/** The lists of one term, and the most that a passage can get from them. */
export interface Clause {
  readonly cursors: readonly Cursor[];
  readonly mostScored: number;
  readonly mostCovered: number;
}

/** Sums of scores differ in their last digits with the order of the sum: a bound leaves room for it. */
const ROOM = 1 + 1e-6;

/** One clause a term that the corpus knows something of; the highest scoring first. */
export function clausesOf(terms: readonly Term[], index: PassageIndex): Clause[] {
  // By stem, what it scores for all the terms it stands for: taken by the first of them.
  const factors = new Map<number, number>();
  for (const { stem, weight } of terms.flatMap(({ alternatives }) => alternatives)) {
    factors.set(stem, (factors.get(stem) ?? 0) + weight * rarityOf(stem, index));
  }
  return terms
    .filter(({ alternatives }) => alternatives.length > 0)
    .map((term) => clauseOf(term, factors, index))
    .sort((a, b) => b.mostScored - a.mostScored);
}

function clauseOf(
  { alternatives, weight }: Term,
  factors: Map<number, number>,
  { greatest }: PassageIndex,
): Clause {
  const cursors = alternatives.map(({ stem, credit }) => {
    const factor = factors.get(stem) ?? 0;
    factors.set(stem, 0);
    return new Cursor(stem, factor, credit * weight);
  });
  const scores = cursors.map(({ stem, factor }) => factor * (greatest[stem] ?? 0) * ROOM);
  return {
    cursors,
    mostScored: scores.reduce((sum, score) => sum + score, 0),
    mostCovered: Math.max(...cursors.map(({ cover }) => cover)),
  };
}

/** Looks a passage up in every list of a clause; passages come in ascending order. */
export function lookUp({ cursors }: Clause, passage: number, norm: number) {
  const gain = { score: 0, cover: 0 };
  for (const cursor of cursors) {
    const amount = cursor.seek(passage);
    if (amount === 0) continue;
    gain.score += cursor.factor * saturationOf(amount / UNIT, norm);
    gain.cover = Math.max(gain.cover, cursor.coverOf(amount));
  }
  return gain;
}

const NONE: PostingsWindow = {
  starts: new Uint32Array(),
  passages: new Uint16Array(),
  amounts: new Uint8Array(),
};

/** Reads the postings of one stem that stands for a term, window by window. */
export class Cursor {
  readonly stem: number;
  /** What a posting scores, before saturation. */
  readonly factor: number;
  /** The weight of the term, as far as the stem covers it. */
  readonly cover: number;
  #window = NONE;
  #start = 0;
  #place = 0;
  #end = 0;

  constructor(stem: number, factor: number, cover: number) {
    this.stem = stem;
    this.factor = factor;
    this.cover = cover;
  }

  /** Goes to the first posting of a window. */
  open(window: PostingsWindow): void {
    [this.#start, this.#end] = rangeOf(window, this.stem);
    this.#window = window;
    this.#place = this.#start;
  }

  /** Goes back to the first posting of the window. */
  rewind(): void {
    this.#place = this.#start;
  }

  /** Where the postings of the window start and end, in its arrays. */
  get range(): readonly [number, number] {
    return [this.#start, this.#end];
  }

  /** The passage it stands at, or -1 at the end of the window. */
  passage(): number {
    return this.#place < this.#end ? (this.#window.passages[this.#place] ?? -1) : -1;
  }

  /** How much of the stem the passage it stands at holds. */
  amount(): number {
    return this.#window.amounts[this.#place] ?? 0;
  }

  next(): void {
    this.#place += 1;
  }

  /** What so much of the stem covers of the term. */
  coverOf(amount: number): number {
    return amount < LEAST_OWN_AMOUNT ? this.cover * WORK_CREDIT : this.cover;
  }

  /**
   * How much of the stem a passage holds, 0 when it does not; passages are asked for in ascending
   * order. Steps of 1, 2, 4… go past it, then halving finds it: the cost is in the logarithm of what
   * is skipped.
   */
  seek(passage: number): number {
    const { passages } = this.#window;
    let low = this.#place;
    let step = 1;
    while (low + step < this.#end && (passages[low + step] ?? 0) < passage) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.#end);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((passages[middle] ?? 0) < passage) low = middle + 1;
      else high = middle;
    }
    this.#place = low;
    return low < this.#end && passages[low] === passage ? this.amount() : 0;
  }
}
