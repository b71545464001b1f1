/*
 * What each part of the ranking counts for. Gains are in points of nDCG@10 on the development half of
 * PIAF, as typed / with an edit in half of the longer words, each part left out in turn of the whole;
 * docs/decisions/0006-search.md has those of other collections.
 */

/** What each channel counts for beside the stems. */
export const CHANNEL_WEIGHTS = {
  /** +1.0 / +1.4 */
  grams: 0.8,
  /** +.2 / +.2 */
  neighbours: 0.8,
  /** 0 on paragraphs; .4 to 1.7 was measured on longer texts. */
  window: 0.2,
  /** The passages around it in the same work, as far as it does not cover the question: +.2 */
  around: 0.5,
  /** 0 / 0; +6 to +7 where titles are the question in other words. */
  headings: 1.5,
};

/**
 * A passage is worth up to half as much again for covering the whole question: -.2 / -.1, the price of
 * questions that one passage answers by a synonym of one word and without any other of them.
 */
export const COVERAGE_BONUS = 0.5;

/** How many passages the costlier channels look at: 0 for 300. */
export const RERANKED = 100;

/** The window of the proximity channel, in words of the text, stop words included. */
export const WINDOW_WORDS = 25;

/** A synonym of the lexicon, beside the word itself: PIAF has none. */
export const SYNONYM = { weight: 0.6, credit: 0.9 };

/** Another form of the same verb: 0 on PIAF, +.4 on its keywords inflected otherwise. */
export const RELATIVE = { weight: 0.3, credit: 0.8 };

/** Another word of the same family: +.4 to +1.1, +.8 to +1.3 on keywords inflected otherwise. */
export const FAMILY = { weight: 0.2, credit: 0.5 };

/** A word taken for a mistyping, by the number of letters it differs by: +.7 / +40. */
export const REPAIRED = { 1: 0.8, 2: 0.6 };

/**
 * What a passage covers of a word it holds only in the name of the work, its author or its publisher.
 * Under the FLOOR of `relevance.ts`: « maturité » gives the passages that speak of it, not all those of the work so entitled.
 */
export const WORK_CREDIT = 0.4;
