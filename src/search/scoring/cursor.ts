import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { rangeOf, type PostingsWindow } from '../index/postings.ts';
import { WORK_CREDIT } from './relevance.ts';

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
