import type { Passage } from './passage.ts';
import type { Source } from './source.ts';

/** Words and expressions that are one idea in this debate: for search, never for display. */
export type SynonymGroup = readonly string[];

/** Everything the bot may quote. */
export interface Corpus {
  /** SHA-256, in hexadecimal, of the files it was read from. */
  readonly hash: string;
  /** In order of date. */
  readonly sources: readonly Source[];
  /** Source by source, in the order of each work. */
  readonly passages: readonly Passage[];
  readonly lexicon: readonly SynonymGroup[];
}
