import type { Term } from '../analysis/terms.ts';
import { NO_POSTINGS, type Postings } from '../index/held.ts';
import { rarityOf, saturationOf, type Lexis, UNIT } from '../index/passage-index.ts';
import { LEAST_OWN_AMOUNT } from '../index/fields.ts';
import { WORK_CREDIT } from './weights.ts';

/** The lists of one term, and the most that a passage can get from them. */
export interface Clause {
  readonly cursors: readonly Cursor[];
  readonly mostScored: number;
  readonly mostCovered: number;
  /** About how much of a score it makes, as far as the counts of its stems tell: these are known to the last digit. */
  readonly tells: number;
}

/** Sums of scores differ in their last digits with the order of the sum: a bound leaves room for it. */
const ROOM = 1 + 1e-6;

/** What a stem that stands in the names of works alone scores beside one that passages say, at best. */
const OF_WORKS = 0.5;

/**
 * One clause a term that the corpus knows something of; those that score most first. In which order scores are added
 * up changes their last digits: it must not hang on the most that a posting gives, which is known of a debate that
 * changed as a bound alone.
 */
export function clausesOf(terms: readonly Term[], lexis: Lexis): Clause[] {
  // By stem, what it scores for all the terms it stands for: taken by the first of them.
  const factors = new Map<number, number>();
  for (const { stem, weight } of terms.flatMap(({ alternatives }) => alternatives)) {
    factors.set(stem, (factors.get(stem) ?? 0) + weight * rarityOf(stem, lexis));
  }
  return terms
    .filter(({ alternatives }) => alternatives.length > 0)
    .map((term) => clauseOf(term, factors, lexis))
    .sort((a, b) => b.tells - a.tells);
}

function clauseOf(
  { alternatives, weight }: Term,
  factors: Map<number, number>,
  { greatest, ownCounts }: Lexis,
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
    tells: cursors.reduce((sum, { stem, factor }) => {
      return sum + factor * ((ownCounts[stem] ?? 0) > 0 ? 1 : OF_WORKS);
    }, 0),
  };
}

/** How many postings the open lists of a clause have. */
export function countOf({ cursors }: Clause): number {
  let count = 0;
  for (const { postings } of cursors) count += postings.end - postings.start;
  return count;
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
