import type { Expression } from '../french/expressions.ts';

/** What stands in one passage of two tells none from another. */
const GREATEST_SHARE = 1 / 2;
/** How often a noun is written as one: in one occurrence of three, beside « de publicité » and « publicités ». */
const LEAST_NOUN = 0.3;
/** A log-likelihood ratio that words reach by chance once in a thousand: chi-squared, one degree of freedom. */
const LEAST_ASSOCIATION = 10.83;

/** A word or expression that tells passages apart. */
export interface Weighed {
  readonly key: string;
  /** Comparable within one corpus. */
  readonly weight: number;
}

interface Count {
  occurrences: number;
  asNoun: number;
  names: boolean;
  passages: number;
  works: number;
  lastPassage: number;
  lastWork: string | null;
}

/** Counts the expressions of a corpus, passage by passage and work by work, and weighs them. */
export class TermWeights {
  readonly #counts = new Map<string, Count>();
  /** Words read. */
  #words = 0;
  #passages = 0;

  /** Counts the expressions of the next passage. */
  add(expressions: readonly Expression[], work: string): void {
    this.#passages += 1;
    for (const expression of expressions) {
      if (sizeOf(expression.key) === 1) this.#words += 1;
      this.#count(expression, work);
    }
  }

  #count({ key, names, isNoun }: Expression, work: string): void {
    let count = this.#counts.get(key);
    if (count === undefined) this.#counts.set(key, (count = newCount(names)));
    count.occurrences += 1;
    if (isNoun) count.asNoun += 1;
    if (count.lastPassage === this.#passages) return;
    count.lastPassage = this.#passages;
    count.passages += 1;
    if (count.lastWork === work) return;
    count.lastWork = work;
    count.works += 1;
  }

  /**
   * The terms, weightiest first: nouns and names, alone or in words that meet more often than by chance,
   * of several passages and not of most. None has a word for which `isExcluded` holds.
   */
  weighed(isExcluded: (stem: string) => boolean): Weighed[] {
    const terms = [...this.#counts].filter(
      ([key, count]) => this.#isTerm(key, count) && !key.split(' ').some(isExcluded),
    );
    const within = greatestWithin(terms);
    return terms
      .map(([key, count]) => ({ key, weight: this.#weight(key, count, within.get(key) ?? 0) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  }

  #isTerm(key: string, { occurrences, asNoun, names, passages }: Count): boolean {
    if (!names || passages < 2 || passages > this.#passages * GREATEST_SHARE) return false;
    return asNoun >= occurrences * LEAST_NOUN && this.#association(key) >= LEAST_ASSOCIATION;
  }

  /**
   * As C-value does (Frantzi, Ananiadou, Mima 2000): longer ones weigh more, and what stands inside one
   * counts only where it does not. The rarer in passages, the more a term tells; and the more so the
   * more often it is said again where it is said, and the more works speak of it.
   */
  #weight(key: string, { occurrences, passages, works }: Count, within: number): number {
    const alone = passages - within;
    const rarity = Math.log(this.#passages / passages);
    const repeated = occurrences / passages;
    return Math.log2(1 + sizeOf(key)) * alone * rarity * repeated * (1 + Math.log(works));
  }

  /** How surely the words of a key belong together, wherever it is cut in two; one word always does. */
  #association(key: string): number {
    const stems = key.split(' ');
    const timesOf = (part: readonly string[]) => this.#counts.get(part.join(' '))?.occurrences ?? 0;
    const together = timesOf(stems);
    const cuts = stems.slice(1).map((_, place) => {
      const [left, right] = [stems.slice(0, place + 1), stems.slice(place + 1)];
      return likelihoodRatio(together, timesOf(left), timesOf(right), this.#words);
    });
    return Math.min(...cuts);
  }
}

function newCount(names: boolean): Count {
  return {
    occurrences: 0,
    asNoun: 0,
    names,
    passages: 0,
    works: 0,
    lastPassage: 0,
    lastWork: null,
  };
}

function sizeOf(key: string): number {
  return key.split(' ').length;
}

/** By key: in how many passages the most frequent of the longer terms that hold it stands. */
function greatestWithin(terms: readonly (readonly [string, Count])[]): Map<string, number> {
  const within = new Map<string, number>();
  for (const [key, { passages }] of terms) {
    for (const part of partsOf(key)) {
      within.set(part, Math.max(passages, within.get(part) ?? 0));
    }
  }
  return within;
}

/** The shorter keys inside one, of at most three words. */
function partsOf(key: string): string[] {
  const stems = key.split(' ');
  if (stems.length === 1) return [];
  const pairs = stems.length === 2 ? [] : [stems.slice(0, 2).join(' '), stems.slice(1).join(' ')];
  return [...stems, ...pairs];
}

/**
 * Dunning, « Accurate Methods for the Statistics of Surprise and Coincidence » (1993): how much likelier
 * the counts are where the two depend on each other; 0 where they meet less often than by chance.
 */
export function likelihoodRatio(
  together: number,
  left: number,
  right: number,
  all: number,
): number {
  if (together * all <= left * right) return 0;
  const cells = [
    [together, left * right],
    [left - together, left * (all - right)],
    [right - together, (all - left) * right],
    [all - left - right + together, (all - left) * (all - right)],
  ] as const;
  const terms = cells.map(([seen, margins]) =>
    seen <= 0 ? 0 : seen * Math.log((seen * all) / margins),
  );
  return 2 * terms.reduce((sum, term) => sum + term, 0);
}
