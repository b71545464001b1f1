import type { Term } from '../analysis/terms.ts';
import { NO_POSTINGS, type Postings, type Segment } from '../index/held.ts';
import { rarityOf, saturationOf, type Lexis, UNIT } from '../index/passage-index.ts';
import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { WORK_CREDIT } from './weights.ts';

/** The lists of one term, and the most that a passage can get from them. */
export interface Clause {
  readonly cursors: readonly Cursor[];
  readonly mostScored: number;
  readonly mostCovered: number;
}

/** Sums of scores differ in their last digits with the order of the sum: a bound leaves room for it. */
const ROOM = 1 + 1e-6;

/** One clause a term that the corpus knows something of; the highest scoring first. */
export function clausesOf(terms: readonly Term[], lexis: Lexis): Clause[] {
  // By stem, what it scores for all the terms it stands for: taken by the first of them.
  const factors = new Map<number, number>();
  for (const { stem, weight } of terms.flatMap(({ alternatives }) => alternatives)) {
    factors.set(stem, (factors.get(stem) ?? 0) + weight * rarityOf(stem, lexis));
  }
  return terms
    .filter(({ alternatives }) => alternatives.length > 0)
    .map((term) => clauseOf(term, factors, lexis))
    .sort((a, b) => b.mostScored - a.mostScored);
}

function clauseOf(
  { alternatives, weight }: Term,
  factors: Map<number, number>,
  { greatest }: Lexis,
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

/** What a passage scores and covers of the clauses that were read so far. */
export interface Gathered {
  score: number;
  /** In 32 bits. */
  cover: number;
}

/**
 * Looks a passage up in every list of a clause; passages come in ascending order. What it gains is added up
 * as WindowScores does it, to the last digit: of passages that say the same, the first one comes first.
 */
export function lookUp(
  { cursors }: Clause,
  passage: number,
  norm: number,
  gathered: Gathered,
): void {
  let given = 0;
  for (const cursor of cursors) {
    const amount = cursor.seek(passage);
    if (amount === 0) continue;
    gathered.score += cursor.factor * saturationOf(amount / UNIT, norm);
    const covered = cursor.coverOf(amount);
    if (covered <= given) continue;
    gathered.cover = Math.fround(gathered.cover + covered - given);
    given = covered;
  }
}

/** Reads the postings of one stem that stands for a term, segment by segment. */
export class Cursor {
  readonly stem: number;
  /** What a posting scores, before saturation. */
  readonly factor: number;
  /** The weight of the term, as far as the stem covers it. */
  readonly cover: number;
  #postings: Postings = NO_POSTINGS;
  #place = 0;

  constructor(stem: number, factor: number, cover: number) {
    this.stem = stem;
    this.factor = factor;
    this.cover = cover;
  }

  /** Goes to the first posting of a segment. */
  open(postings: Postings): void {
    this.#place = postings.start;
    this.#postings = postings;
  }

  get postings(): Postings {
    return this.#postings;
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
    const { passages, amounts, end } = this.#postings;
    let low = this.#place;
    let step = 1;
    while (low + step < end && (passages[low + step] ?? 0) < passage) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, end);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((passages[middle] ?? 0) < passage) low = middle + 1;
      else high = middle;
    }
    this.#place = low;
    return low < end && passages[low] === passage ? (amounts[low] ?? 0) : 0;
  }
}

/** Lengths of a segment for each that is read, up to which they are worth being copied. */
const SPARSE = 200;

/**
 * What the passages of one segment score and cover, clause after clause: a segment is so small that its
 * tables stay in the processor's cache, and adding to them costs less than looking a passage up.
 *
 *     scores    0 0 3.1 0 0 7.4 …      by passage of the segment
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
  readonly #near: Uint16Array;
  #lengths: Uint16Array;
  #norms: Float32Array = new Float32Array();

  /** Where passages went, a segment has more places than passages. */
  constructor(segments: readonly Segment[]) {
    const size = segments.reduce((most, { lengths }) => Math.max(most, lengths.length), 0);
    this.#near = new Uint16Array(size);
    this.#lengths = this.#near;
    this.#scores = new Float64Array(size);
    this.#covers = new Float32Array(size);
    this.#given = new Float64Array(size);
    this.#clause = new Uint8Array(size);
    this.#touched = new Uint32Array(Math.ceil(size / 32));
  }

  /**
   * Goes to a segment of which so many postings may be read. Where they are many, its lengths are copied
   * first: reading all of them in order takes less time than waiting for one in a hundred, here and there.
   */
  open({ lengths, norms }: Pick<Segment, 'lengths' | 'norms'>, postingCount: number): void {
    const isCopied = postingCount * SPARSE > lengths.length;
    if (isCopied) this.#near.set(lengths);
    this.#lengths = isCopied ? this.#near : lengths;
    this.#norms = norms;
  }

  /** Adds the open lists of a clause, whose number counts from 1; returns how many postings there were. */
  add({ cursors }: Clause, number: number): number {
    const [lengths, norms] = [this.#lengths, this.#norms];
    const [scores, covers, touched] = [this.#scores, this.#covers, this.#touched];
    const [given, clause] = [this.#given, this.#clause];
    let read = 0;
    for (const { postings, factor, cover } of cursors) {
      const { passages, amounts, start, end } = postings;
      read += end - start;
      const lesser = cover * WORK_CREDIT;
      for (let place = start; place < end; place += 1) {
        const passage = passages[place] ?? 0;
        const amount = amounts[place] ?? 0;
        const norm = norms[lengths[passage] ?? 0] ?? 1;
        const score = factor * saturationOf(amount / UNIT, norm);
        scores[passage] = (scores[passage] ?? 0) + score;
        touched[passage >>> 5] = (touched[passage >>> 5] ?? 0) | (1 << (passage & 31));
        // Of what several lists cover, the most counts.
        const covered = amount < LEAST_OWN_AMOUNT ? lesser : cover;
        const before = clause[passage] === number ? (given[passage] ?? 0) : 0;
        if (covered <= before) continue;
        clause[passage] = number;
        given[passage] = covered;
        covers[passage] = (covers[passage] ?? 0) + covered - before;
      }
    }
    return read;
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
