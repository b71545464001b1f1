import type { Corpus, Debate, SynonymGroup, Passage, Source } from '../debate/passage.ts';

interface Snapshot {
  readonly hash: string;
  readonly debate: Debate;
  readonly sources: readonly Source[];
  readonly passages: readonly (Omit<Passage, 'source'> & { readonly source: number })[];
  readonly lexicon: readonly SynonymGroup[];
}

/** A parsed corpus as text, so that a later start need not parse it again. */
export function toSnapshot({ hash, debate, sources, passages, lexicon }: Corpus): string {
  const snapshot: Snapshot = {
    hash,
    debate,
    sources,
    passages: passages.map((passage) => ({ ...passage, source: sources.indexOf(passage.source) })),
    lexicon,
  };
  return JSON.stringify(snapshot);
}

/** The corpus of a snapshot. The caller vouches that `toSnapshot` of this version wrote the text. */
export function fromSnapshot(text: string): Corpus {
  const { hash, debate, sources, passages, lexicon } = JSON.parse(text) as Snapshot;
  return {
    hash,
    debate,
    sources,
    passages: passages.map(({ source, ...passage }) => {
      const work = sources[source];
      if (work === undefined) throw new RangeError(`${passage.id} has no work`);
      return { ...passage, source: work };
    }),
    lexicon,
  };
}
