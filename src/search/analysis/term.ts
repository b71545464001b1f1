import type { Way } from '../retriever.ts';

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
  /** How much it says of what is asked, from 0 to 1: see `relevance.ts`. */
  readonly weight: number;
}
