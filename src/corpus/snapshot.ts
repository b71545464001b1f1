import type { Corpus, Passage } from '../debate/passage.ts';

/** A corpus in which each passage names the place of its work. */
type Snapshot = Omit<Corpus, 'passages'> & {
  readonly passages: readonly (Omit<Passage, 'source'> & { readonly source: number })[];
};

/** A parsed corpus as text, so that a later start need not parse it again. */
export function toSnapshot(corpus: Corpus): string {
  const { sources } = corpus;
  const passages = corpus.passages.map((passage) => ({
    ...passage,
    source: sources.indexOf(passage.source),
  }));
  return JSON.stringify({ ...corpus, passages } satisfies Snapshot);
}

/** The corpus of a snapshot. The caller vouches that `toSnapshot` of this version wrote the text. */
export function fromSnapshot(text: string): Corpus {
  const snapshot = JSON.parse(text) as Snapshot;
  const passages = snapshot.passages.map((passage) => {
    const source = snapshot.sources[passage.source];
    if (source === undefined) throw new RangeError(`${passage.id} has no work`);
    return { ...passage, source };
  });
  return { ...snapshot, passages };
}
