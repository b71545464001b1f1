import type { Passage } from '../debate/passage.ts';

/** Matches beyond which a question that asks for fewer is told of no more: counting a million would cost more than finding the best. */
export const COUNTED = 1000;

/** What is looked for. */
export interface Question {
  /** As typed: any case, accents, apostrophes, inflection and spelling; "…" and « … » hold phrases. */
  readonly text: string;
  /** Keeps only the passages for which it answers true; all of them when absent. */
  readonly accepts?: (passage: Passage) => boolean;
  /** How many hits are wanted at most. */
  readonly limit: number;
  /** Whether each hit is to tell why it has its place. */
  readonly isExplained?: boolean;
}

/** One passage found; a higher score is a better match, comparable within one ranking only. */
export interface Hit {
  readonly passage: Passage;
  readonly score: number;
  readonly explanation?: Explanation;
}

/** Why a passage has its score: the sum of the parts, but for the coverage, by which it is multiplied. */
export interface Explanation {
  readonly parts: ScoreParts;
  readonly terms: readonly TermMatches[];
}

/** How something that stands for a word of the question was found. */
export type Way = 'word' | 'inflection' | 'spelling' | 'synonym' | 'joined';

/** What stands in a passage for one word of the question. */
export interface TermMatches {
  /** The word of the question, folded. */
  readonly typed: string;
  /** What it is taken for: itself, or the words a mistyping may stand for. */
  readonly readAs: readonly string[];
  /** Whether anything in the corpus stands for it. */
  readonly isKnown: boolean;
  /** The words of the passage, folded, by the way they were found. */
  readonly matched: Readonly<Partial<Record<Way, readonly string[]>>>;
}

/** What each way of reading a passage adds to its score; the names are told in `channels.ts`. */
export interface ScoreParts {
  readonly stems: number;
  readonly surface: number;
  readonly grams: number;
  readonly neighbours: number;
  readonly window: number;
  /** The best of the passages around it in the same work. */
  readonly around: number;
  /** From 1 for a passage that covers nothing of the question to 1.5 for one that covers all of it. */
  readonly coverage: number;
}

/** Passages for one question, best first. */
export interface Ranking {
  /** How many passages match, shown or not: exact up to COUNTED, or up to the limit of the question when that is more. */
  readonly total: number;
  readonly hits: readonly Hit[];
}

/** Finds passages. Deterministic: the same corpus and question give the same ranking. */
export interface Retriever {
  /** Never throws for any text. A question the corpus knows nothing of gets no hit at all. */
  search(question: Question): Ranking;
  /** Up to `limit` subjects near to `text` that do give results, best first; general ones when none is near. */
  suggest(text: string, limit: number): readonly string[];
}
