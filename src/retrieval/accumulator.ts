import { LEAST_OWN_AMOUNT } from './fields.ts';
import type { PassageIndex } from './passage-index.ts';
import { UNIT } from './postings.ts';
import { rarityOf, WORK_CREDIT } from './relevance.ts';
import { K1 } from './weights.ts';
import type { Alternative, Term } from './term.ts';

/**
 * The scores of one question, passage by passage, in arrays that serve again for the next one:
 * clearing costs no more than what the question touched.
 */
export class Accumulator {
  readonly #scores: Float64Array;
  readonly #covered: Float64Array;
  /** The last term that covered the passage, counted from 1: a term covers a passage once. */
  readonly #lastTerm: Uint8Array;
  readonly #touched: Uint32Array;
  #touchedCount = 0;

  constructor(passageCount: number) {
    this.#scores = new Float64Array(passageCount);
    this.#covered = new Float64Array(passageCount);
    this.#lastTerm = new Uint8Array(passageCount);
    this.#touched = new Uint32Array(passageCount);
  }

  /** The passages that hold something of the question, in no order. */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#touchedCount);
  }

  /** BM25 over the stems. */
  scoreOf(passage: number): number {
    return this.#scores[passage] ?? 0;
  }

  /** The weight of the terms the passage covers. */
  coveredBy(passage: number): number {
    return this.#covered[passage] ?? 0;
  }

  add(terms: readonly Term[], index: PassageIndex): void {
    terms.forEach((term, place) => {
      for (const alternative of term.alternatives) this.#post(alternative, term, place + 1, index);
    });
  }

  /** Best credit first: the first alternative found in a passage says how far it covers the term. */
  #post(
    { stem, weight, credit }: Alternative,
    term: Term,
    mark: number,
    index: PassageIndex,
  ): void {
    const { postings, lengthNorms } = index;
    const factor = weight * rarityOf(stem, index) * (K1 + 1);
    const end = postings.starts[stem + 1] ?? 0;
    for (let place = postings.starts[stem] ?? 0; place < end; place += 1) {
      const passage = postings.passages[place] ?? 0;
      const amount = postings.amounts[place] ?? 0;
      const frequency = amount / UNIT;
      const score = (factor * frequency) / (frequency + K1 * (lengthNorms[passage] ?? 1));
      this.#scores[passage] = this.#touch(passage) + score;
      if (this.#lastTerm[passage] === mark) continue;
      this.#lastTerm[passage] = mark;
      const share = amount < LEAST_OWN_AMOUNT ? credit * WORK_CREDIT : credit;
      this.#covered[passage] = this.coveredBy(passage) + term.weight * share;
    }
  }

  #touch(passage: number): number {
    if (this.#lastTerm[passage] === 0) {
      this.#touched[this.#touchedCount] = passage;
      this.#touchedCount += 1;
    }
    return this.scoreOf(passage);
  }

  clear(): void {
    for (const passage of this.touched) {
      this.#scores[passage] = 0;
      this.#covered[passage] = 0;
      this.#lastTerm[passage] = 0;
    }
    this.#touchedCount = 0;
  }
}
