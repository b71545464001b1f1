import { namingTerms, weightOf, type Term } from '../analysis/terms.ts';
import {
  greatestRarity,
  type PassageIndex,
  rangeOf,
  type PostingsWindow,
} from '../index/passage-index.ts';
import { isNameAlone } from '../index/fields.ts';

/*
 * When is a match too weak to show? Words of the question weigh what `analysis/terms.ts` says.
 *
 * 1. A passage that shares ENOUGH information with the question, in nats, is shown: a known word tells
 *    its weight times ln(2N + 2), so that among 120 passages it takes two words (« la bourse du travail
 *    de Toulouse », one here and one there, is refused), among a thousand one rare word will do. Nor is
 *    it asked there what else the question says: +.5 on PIAF, +1.3 where it is mistyped.
 * 2. Short of that, the corpus must know the question: of the words that name something, those it knows
 *    weigh KNOWN_SHARE at least. One unknown word takes two known ones: « la marque du pluriel » is
 *    refused, « combien coûte la musique au marché » is not where music and market are known, nor is
 *    « année » alone.
 * 3. And what the best passage shares with it must be more than chance: LEAST_COVERED of what the corpus
 *    knows of the question. One of which every word is said somewhere, as typed, is no chance: « crise
 *    économique » and « convaincre le patron » never stand together; of 139 foreign subjects this
 *    answers one, « le forum romain », for a passage speaks of the Roman empire.
 * 4. Then a passage is shown when it covers FLOOR of what the best one does. On PIAF 1 % of the passages
 *    judged right fall under .52; of two words of like weight, one alone is still shown, last.
 */
const KNOWN_SHARE = 0.52;
const LEAST_COVERED = 0.56;
/** Just over what one word can tell of 120 passages: of « la fin de la guerre de Cent Ans » they know two, common ones. */
const ENOUGH = 6.2;
const FLOOR = 0.45;

/**
 * What a passage covers of a word it holds only in the name of the work, its author or its publisher.
 * Under FLOOR: « maturité » gives the passages that speak of it, not all those of the work so entitled.
 */
export const WORK_CREDIT = 0.4;

/** A passage that covers so much makes all those shown that tell ENOUGH; one that covers more, no fewer. */
export function plentyCovered(index: PassageIndex): number {
  return ENOUGH / FLOOR / greatestRarity(index);
}

/**
 * The least weight a passage must cover to be shown, given the most that one covers, as far as
 * `plentyCovered`; Infinity when the question is to be refused.
 */
export function leastCovered(terms: readonly Term[], best: number, index: PassageIndex): number {
  const enough = ENOUGH / greatestRarity(index);
  const isAnswered =
    best >= enough || (best > 0 && isKnown(terms) && isCovered(terms, best, index));
  return isAnswered ? Math.min(FLOOR * best, enough) : Infinity;
}

function isKnown(terms: readonly Term[]): boolean {
  const naming = namingTerms(terms);
  const asked = naming.length === 0 ? terms : naming;
  return weightOf(asked, knownShare) >= KNOWN_SHARE * weightOf(asked);
}

/** Whether a passage that covers so much of the question shares more with it than chance would. */
function isCovered(terms: readonly Term[], best: number, index: PassageIndex): boolean {
  // Not much of a term can be covered when only the names of works hold it.
  const coverable = weightOf(terms, (term) => {
    const isOwn = term.alternatives.some(({ stem }) => (index.ownCounts[stem] ?? 0) > 0);
    return knownShare(term) * (isOwn ? 1 : WORK_CREDIT);
  });
  return best >= LEAST_COVERED * coverable || isWhollySaid(terms, index);
}

/** Whether every word that names something, or a synonym, is said in the corpus, and not only somebody’s name. */
function isWhollySaid(terms: readonly Term[], { windows }: PassageIndex): boolean {
  const naming = namingTerms(terms);
  const isSaid = ({ alternatives }: Term): boolean =>
    alternatives.some(({ by, stem }) => {
      return (by === 'word' || by === 'synonym') && isOwnWord(stem, windows);
    });
  return naming.length > 0 && naming.every(isSaid);
}

/** Whether a passage holds the stem otherwise than in the name of its voice or its work. */
function isOwnWord(stem: number, windows: readonly PostingsWindow[]): boolean {
  return windows.some((window) => {
    const [start, end] = rangeOf(window, stem);
    return window.amounts.subarray(start, end).some((amount) => !isNameAlone(amount));
  });
}

function knownShare({ alternatives: [closest] }: Term): number {
  return closest?.credit ?? 0;
}
