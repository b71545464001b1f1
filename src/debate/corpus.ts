import type { Passage } from './passage.ts';
import type { Source } from './source.ts';
import type { Voice } from './voice.ts';

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

/** The persons who speak, each once, those with most passages first. */
export function namedVoices(corpus: Corpus): Voice[] {
  const counts = new Map<string, { voice: Voice; passages: number }>();
  for (const { voice } of corpus.passages.filter((passage) => passage.voice.named)) {
    const known = counts.get(voice.name) ?? { voice, passages: 0 };
    counts.set(voice.name, { voice, passages: known.passages + 1 });
  }
  return [...counts.values()].sort((a, b) => b.passages - a.passages).map(({ voice }) => voice);
}
