import type { Clause, Cursor } from './clauses.ts';
import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { saturationOf } from '../index/bm25.ts';
import { UNIT, WINDOW_PASSAGES, type PostingsWindow } from '../index/postings.ts';
import { WORK_CREDIT } from './relevance.ts';

/**
 * What the passages of one window score and cover, clause after clause: a window is so small that its
 * tables stay in the processor's cache, and adding to them costs less than looking a passage up.
 *
 *     scores    0 0 3.1 0 0 7.4 …      by passage of the window
 *     covers    0 0  .6 0 0 1.3 …
 *     touched   0010 0100 …            one bit a passage: what is read, in ascending order, and cleared
 */
export class WindowScores {
  readonly #scores: Float64Array;
  readonly #covers: Float32Array;
  /** What the clause being added has given the passage to cover, where `#clause` is its number. */
  readonly #given: Float64Array;
  readonly #clause: Uint8Array;
  readonly #touched: Uint32Array;

  constructor(passageCount: number) {
    const size = Math.min(WINDOW_PASSAGES, passageCount);
    this.#scores = new Float64Array(size);
    this.#covers = new Float32Array(size);
    this.#given = new Float64Array(size);
    this.#clause = new Uint8Array(size);
    this.#touched = new Uint32Array(Math.ceil(size / 32));
  }

  /** Adds the lists of a clause, whose number counts from 1; `norms` are those of the window. */
  add({ cursors }: Clause, number: number, window: PostingsWindow, norms: Float32Array): void {
    const [only] = cursors;
    if (cursors.length === 1 && only !== undefined) this.#addOnly(only, window, norms);
    else for (const cursor of cursors) this.#addOneOf(cursor, number, window, norms);
  }

  /** The one list of a clause: what it covers needs no comparing. */
  #addOnly(cursor: Cursor, { passages, amounts }: PostingsWindow, norms: Float32Array): void {
    const [scores, covers, touched] = [this.#scores, this.#covers, this.#touched];
    const { factor, cover, range } = cursor;
    const lesser = cover * WORK_CREDIT;
    for (let place = range[0]; place < range[1]; place += 1) {
      const passage = passages[place] ?? 0;
      const amount = amounts[place] ?? 0;
      const score = factor * saturationOf(amount / UNIT, norms[passage] ?? 1);
      scores[passage] = (scores[passage] ?? 0) + score;
      covers[passage] = (covers[passage] ?? 0) + (amount < LEAST_OWN_AMOUNT ? lesser : cover);
      touched[passage >>> 5] = (touched[passage >>> 5] ?? 0) | (1 << (passage & 31));
    }
  }

  /** One list of several: of what they cover, the most counts. */
  #addOneOf(
    cursor: Cursor,
    number: number,
    { passages, amounts }: PostingsWindow,
    norms: Float32Array,
  ): void {
    const [covers, given, clause] = [this.#covers, this.#given, this.#clause];
    const [start, end] = cursor.range;
    for (let place = start; place < end; place += 1) {
      const passage = passages[place] ?? 0;
      const amount = amounts[place] ?? 0;
      const score = cursor.factor * saturationOf(amount / UNIT, norms[passage] ?? 1);
      this.#scores[passage] = (this.#scores[passage] ?? 0) + score;
      const word = passage >>> 5;
      this.#touched[word] = (this.#touched[word] ?? 0) | (1 << (passage & 31));
      const covered = cursor.coverOf(amount);
      const before = clause[passage] === number ? (given[passage] ?? 0) : 0;
      if (covered <= before) continue;
      clause[passage] = number;
      given[passage] = covered;
      covers[passage] = (covers[passage] ?? 0) + covered - before;
    }
  }

  /**
   * Visits, in ascending order, the passages that score and cover so much at least, and clears what all
   * had. `visit` answers how much the next ones must score.
   */
  drain(
    firstLeast: number,
    leastCover: number,
    visit: (passage: number, score: number, cover: number) => number,
  ): void {
    const [scores, covers, touched] = [this.#scores, this.#covers, this.#touched];
    let leastScore = firstLeast;
    for (let word = 0; word < touched.length; word += 1) {
      let bits = touched[word] ?? 0;
      if (bits === 0) continue;
      touched[word] = 0;
      while (bits !== 0) {
        const passage = word * 32 + (31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
        const score = scores[passage] ?? 0;
        const cover = covers[passage] ?? 0;
        scores[passage] = 0;
        covers[passage] = 0;
        this.#clause[passage] = 0;
        if (score >= leastScore && cover >= leastCover) leastScore = visit(passage, score, cover);
      }
    }
  }
}
