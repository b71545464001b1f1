/** Term saturation and length normalisation of BM25. */
export const K1 = 0.9;
export const B = 0.4;

/** What each channel counts for beside the stems. */
export const CHANNEL_WEIGHTS = { surface: 0.25, grams: 0.35, neighbours: 0.6, window: 0.5 };

/** A passage is worth up to half as much again for covering the whole question. */
export const COVERAGE_BONUS = 0.5;

/** How many passages the costlier channels look at: 300 instead of 100 gain nothing on PIAF. */
export const RERANKED = 100;

/** The window of the proximity channel, in words of the text, stop words included. */
export const WINDOW_WORDS = 25;

/** A synonym of the lexicon, beside the word itself. */
export const SYNONYM = { weight: 0.6, credit: 0.9 };

/** A word taken for a mistyping, by the number of letters it differs by. */
export const REPAIRED = { 1: 0.8, 2: 0.6 };
