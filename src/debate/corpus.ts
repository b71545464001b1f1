import type { Passage } from './passage.ts';
import type { Source } from './source.ts';

/** Words and expressions that are one idea in this debate: for search, never for display. */
export type SynonymGroup = readonly string[];

/** What is debated, as whoever keeps the corpus says it; null is what is not said. */
export interface Debate {
  readonly title: string | null;
  /** One sentence that asks what is in question. */
  readonly question: string | null;
}

/** Everything the bot may quote. */
export interface Corpus {
  /** SHA-256, in hexadecimal, of the files it was read from. */
  readonly hash: string;
  readonly debate: Debate;
  /** In order of date. */
  readonly sources: readonly Source[];
  /** Source by source, in the order of each work. */
  readonly passages: readonly Passage[];
  readonly lexicon: readonly SynonymGroup[];
}
