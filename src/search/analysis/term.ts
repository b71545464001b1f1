import { greatestRarity, rarityOf } from '../index/bm25.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { isDiscourse } from '../../french/words.ts';

/** How something that stands for a word of the question was found. */
export type Way = 'word' | 'inflection' | 'spelling' | 'synonym' | 'joined';

/** Something posted that stands for a word of the question. */
export interface Alternative {
  readonly by: Way;
  readonly stem: number;
  /** What a match adds to the score, beside one of the word itself. */
  readonly weight: number;
  /** How far it covers the word, from 0 to 1. */
  readonly credit: number;
}

/** One informative word of the question, with all that may stand for it in a passage. */
export interface Term {
  /** The word of the question, folded. */
  readonly typed: string;
  /** The written forms looked for by the channels that compare letters. */
  readonly forms: readonly string[];
  /** Best credit first; none when the corpus knows nothing of the word. */
  readonly alternatives: readonly Alternative[];
  /** The inverse frequency of the rarest alternative, 0 when there is none. */
  readonly rarity: number;
  /** How much it says of what is asked, from 0 to 1. */
  readonly weight: number;
}

/*
 * Stop words and question words weigh nothing; each other word of the question weighs
 *
 *     DISCOURSE            when it asks rather than names: « rôle », « avenir », « prix »
 *     LEAST_KNOWN to 1     when the corpus knows it: the fewer passages hold it, the more
 *     1                    when the corpus knows nothing of it
 */
const DISCOURSE = 0.25;
const LEAST_KNOWN = 0.5;

/** How much a word of the question says of its subject. */
export function informativeness(
  form: string,
  alternatives: readonly Alternative[],
  index: PassageIndex,
): number {
  if (isDiscourse(form)) return DISCOURSE;
  if (alternatives.length === 0) return 1;
  const rarest = Math.max(...alternatives.map(({ stem }) => rarityOf(stem, index)));
  return LEAST_KNOWN + (1 - LEAST_KNOWN) * (rarest / greatestRarity(index));
}

/** The terms that name something, rather than ask about it. */
export function namingTerms(terms: readonly Term[]): readonly Term[] {
  return terms.filter(({ weight }) => weight > DISCOURSE);
}

/** The weight of the terms, each times its share. */
export function weightOf(
  terms: readonly Term[],
  shareOf: (term: Term) => number = () => 1,
): number {
  return terms.reduce((sum, term) => sum + term.weight * shareOf(term), 0);
}
