import type { Segment } from '../index/held.ts';
import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { saturationOf, UNIT } from '../index/passage-index.ts';
import { type Clause, countOf, type Gathered } from './clauses.ts';
import { WORK_CREDIT } from './weights.ts';

/** Lengths of a segment for each that is read, up to which they are worth being copied. */
const SPARSE = 200;

/**
 * What the passages of one segment score and cover, clause after clause: a segment is so small that its
 * tables stay in the processor's cache, and adding to them costs less than looking a passage up.
 *
 *     scores    0 0 3.1 0 0 7.4 …      by passage of the segment
 *     covers    0 0  .6 0 0 1.3 …
 *     marked    0000 0100 …            one bit a passage that scores enough: what is visited, in ascending order
 */
export class WindowScores {
  readonly #scores: Float64Array;
  readonly #covers: Float32Array;
  /** What the clause being added has given the passage to cover, where `#clause` is its number. */
  readonly #given: Float64Array;
  readonly #clause: Uint8Array;
  readonly #marked: Uint32Array;
  readonly #near: Uint16Array;

  /** Where passages went, a segment has more places than passages. */
  constructor(segments: readonly Segment[]) {
    const size = segments.reduce((most, { lengths }) => Math.max(most, lengths.length), 0);
    this.#near = new Uint16Array(size);
    this.#scores = new Float64Array(size);
    this.#covers = new Float32Array(size);
    this.#given = new Float64Array(size);
    this.#clause = new Uint8Array(size);
    this.#marked = new Uint32Array(Math.ceil(size / 32));
  }

  /**
   * Adds up the lists of these clauses, which are open at this segment, and visits, in ascending order, the
   * passages that then score and cover so much at least. `visit` answers how much the next ones must score.
   */
  visit(
    { lengths, norms }: Pick<Segment, 'lengths' | 'norms'>,
    clauses: readonly Clause[],
    least: Gathered,
    visit: (passage: number, gathered: Gathered) => number,
  ): void {
    const near = this.#nearer(lengths, clauses);
    let number = 0;
    for (const clause of clauses) {
      number += 1;
      this.#add(clause, number, { lengths: near, norms }, least.score);
    }
    this.#drain(least, visit);
    this.#clear(clauses);
  }

  /**
   * The lengths of a segment. Where many are read, they are copied first: reading all of them in order takes
   * less time than waiting for one in a hundred, here and there.
   */
  #nearer(lengths: Uint16Array, clauses: readonly Clause[]): Uint16Array {
    const read = clauses.reduce((sum, clause) => sum + countOf(clause), 0);
    if (read * SPARSE <= lengths.length) return lengths;
    this.#near.set(lengths);
    return this.#near;
  }

  /** `number` tells a clause from others, and is not 0. */
  #add(
    { cursors }: Clause,
    number: number,
    { lengths, norms }: Pick<Segment, 'lengths' | 'norms'>,
    leastScore: number,
  ): void {
    const [scores, covers, marked] = [this.#scores, this.#covers, this.#marked];
    const [given, clause] = [this.#given, this.#clause];
    for (const { postings, factor, cover } of cursors) {
      const { passages, amounts, start, end } = postings;
      const lesser = cover * WORK_CREDIT;
      for (let place = start; place < end; place += 1) {
        const passage = passages[place] ?? 0;
        const amount = amounts[place] ?? 0;
        const norm = norms[lengths[passage] ?? 0] ?? 1;
        const score = (scores[passage] ?? 0) + factor * saturationOf(amount / UNIT, norm);
        scores[passage] = score;
        if (score >= leastScore) {
          marked[passage >>> 5] = (marked[passage >>> 5] ?? 0) | (1 << (passage & 31));
        }
        // Of what several lists cover, the most counts.
        const covered = amount < LEAST_OWN_AMOUNT ? lesser : cover;
        const before = clause[passage] === number ? (given[passage] ?? 0) : 0;
        if (covered <= before) continue;
        clause[passage] = number;
        given[passage] = covered;
        covers[passage] = (covers[passage] ?? 0) + covered - before;
      }
    }
  }

  #drain(least: Gathered, visit: (passage: number, gathered: Gathered) => number): void {
    const [scores, covers, marked] = [this.#scores, this.#covers, this.#marked];
    let leastScore = least.score;
    for (let word = 0; word < marked.length; word += 1) {
      let bits = marked[word] ?? 0;
      if (bits === 0) continue;
      marked[word] = 0;
      while (bits !== 0) {
        const passage = word * 32 + (31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
        const gathered = { score: scores[passage] ?? 0, cover: covers[passage] ?? 0 };
        if (gathered.score < leastScore || gathered.cover < least.cover) continue;
        leastScore = visit(passage, gathered);
      }
    }
  }

  #clear(clauses: readonly Clause[]): void {
    const [scores, covers, clause] = [this.#scores, this.#covers, this.#clause];
    for (const { cursors } of clauses) {
      for (const { postings } of cursors) {
        const { passages, start, end } = postings;
        for (let place = start; place < end; place += 1) {
          const passage = passages[place] ?? 0;
          scores[passage] = 0;
          covers[passage] = 0;
          clause[passage] = 0;
        }
      }
    }
  }
}
