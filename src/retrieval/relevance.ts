import { isDiscourse } from '../text/discourse-words.ts';
import { inverseFrequency } from './frequency.ts';
import type { PassageIndex } from './passage-index.ts';
import type { Alternative, Term } from './term.ts';

/*
 * When is a match too weak to show? Each informative word of the question has a weight; stop words
 * and question words have none.
 *
 *     a word that asks rather than names (« rôle », « avenir »)    DISCOURSE
 *     a word the corpus knows                                      from LEAST_KNOWN, in every passage,
 *                                                                  to 1, in a single one
 *     a word it does not know                                      1
 *
 * 1. The corpus must know the question: the words it knows weigh KNOWN_SHARE of the whole at least.
 *    « La reproduction des abeilles » has no chance, « la marque du pluriel » (1 unknown against .6)
 *    none either, « combien coûte le CM sur Facebook » keeps its answer.
 * 2. One passage must bear on it: the best covers LEAST_COVERED of what the corpus knows of it. Long
 *    questions are seldom covered by half, hence a low bar (of 756 questions of PIAF, .25 refuses 5,
 *    .33 refuses 16, .45 refuses 58); the first rule is the one that tells foreign subjects.
 * 3. A passage is shown when it covers FLOOR of what the best one does. On PIAF 1 % of the passages
 *    judged right fall under .52; on two words of like weight, one alone is kept, and ranked last.
 */
const DISCOURSE = 0.25;
const LEAST_KNOWN = 0.5;
const KNOWN_SHARE = Number(process.env['KS']??0.55);
const LEAST_COVERED = Number(process.env['LC']??0.6);
const ENOUGH=Number(process.env['EN']??6.2);
const FLOOR = 0.45;

/** What a passage covers of a word it holds only in the name of the work, its author or its publisher. */
export const WORK_CREDIT = 0.5;

/** How much a word of the question says of its subject, from 0 to 1. */
export function informativeness(
  form: string,
  alternatives: readonly Alternative[],
  index: PassageIndex,
): number {
  if (isDiscourse(form)) return DISCOURSE;
  if (alternatives.length === 0) return 1;
  const rarest = Math.max(...alternatives.map(({ stem }) => rarityOf(stem, index)));
  const greatest = inverseFrequency(0, index.passages.length);
  return LEAST_KNOWN + (1 - LEAST_KNOWN) * (rarest / greatest);
}

/** How much a match of the stem tells. */
export function rarityOf(stem: number, index: PassageIndex): number {
  return inverseFrequency(index.ownCounts[stem] ?? 0, index.passages.length);
}

/** The weight of the whole question. */
export function weightOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { weight }) => sum + weight, 0);
}

/**
 * The least weight a passage must cover to be shown, given the most that one covers; Infinity when the
 * question is to be refused.
 */
export function leastCovered(terms: readonly Term[], best: number, N: number): number {
  const known = terms.reduce((sum, { weight, alternatives }) => {
    const [closest] = alternatives;
    return sum + weight * (closest?.credit ?? 0);
  }, 0);
  const isKnown = known > 0 && known >= KNOWN_SHARE * weightOf(terms);
  return isKnown && (best >= LEAST_COVERED * known || best * inverseFrequency(0, N) >= ENOUGH) ? FLOOR * best : Infinity;
}
