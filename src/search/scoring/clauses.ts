import { Cursor } from './cursor.ts';
import { saturationOf } from '../index/bm25.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { UNIT } from '../index/postings.ts';
import { rarityOf } from './relevance.ts';
import type { Term } from '../analysis/term.ts';

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
  const factors = factorsOf(terms, index);
  return terms
    .filter(({ alternatives }) => alternatives.length > 0)
    .map((term) => clauseOf(term, factors, index))
    .sort((a, b) => b.mostScored - a.mostScored);
}

/** By stem, what it scores for all the terms it stands for: taken by the first of them. */
function factorsOf(terms: readonly Term[], index: PassageIndex): Map<number, number> {
  const factors = new Map<number, number>();
  for (const { stem, weight } of terms.flatMap(({ alternatives }) => alternatives)) {
    factors.set(stem, (factors.get(stem) ?? 0) + weight * rarityOf(stem, index));
  }
  return factors;
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

/** What a passage that is looked up gets from a clause. */
export interface Gain {
  score: number;
  cover: number;
}

/** Looks a passage up in every list of a clause; passages come in ascending order. */
export function lookUp({ cursors }: Clause, passage: number, norm: number): Gain {
  const gain = { score: 0, cover: 0 };
  for (const cursor of cursors) {
    const amount = cursor.seek(passage);
    if (amount === 0) continue;
    gain.score += cursor.factor * saturationOf(amount / UNIT, norm);
    gain.cover = Math.max(gain.cover, cursor.coverOf(amount));
  }
  return gain;
}
