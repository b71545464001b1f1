import type { Explanation } from '../debate/document.ts';
import type { Passage } from '../debate/passage.ts';
import type { Among } from './index/held.ts';

/** What is looked for. */
export interface Question {
  /** As typed: any case, accents, apostrophes, inflection and spelling; "…" and « … » hold phrases. */
  readonly text: string;
  /** What a model of meaning makes of it, of length 1; absent where there is none. */
  readonly vector?: Float32Array;
  /** Keeps only the passages for which it answers true; all of them when absent. */
  readonly accepts?: (passage: Passage) => boolean;
  /** Tells of which alone `accepts` may keep some, where that is known: it is asked where passages are not in memory, and no others are read. */
  readonly among?: () => Among | undefined;
  /** How many hits are wanted at most; none where the total alone is asked for, which takes a third of the time. */
  readonly limit: number;
  /** Whether each hit is to tell why it has its place. */
  readonly isExplained?: boolean;
}

/** Passages for one question, best first. */
export interface Ranking {
  /** How many passages match, shown or not: exact up to COUNTED, or up to the limit of the question when that is more. */
  readonly total: number;
  /** Whether what they say bears on the question without answering it whole. */
  readonly isLoose: boolean;
  readonly hits: readonly Hit[];
}

/** One passage found; a higher score is a better match, comparable within one ranking only. */
export interface Hit {
  readonly passage: Passage;
  readonly score: number;
  readonly explanation?: Explanation;
}
