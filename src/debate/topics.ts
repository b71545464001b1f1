import { KeyTerms, spread } from './key-terms.ts';
import type { Corpus, Passage } from './passage.ts';

type Holding = Pick<Corpus, 'passages'>;

/** Computed when somebody first needs them; null where somebody wrote themes. */
const known = new WeakMap<readonly Passage[], KeyTerms | null>();

function keyTermsOf({ passages }: Holding): KeyTerms | null {
  let terms = known.get(passages);
  if (terms === undefined) {
    terms = passages.some(({ topics }) => topics.length > 0) ? null : new KeyTerms(passages);
    known.set(passages, terms);
  }
  return terms;
}

/** What a passage speaks of: its themes, or its key terms where no passage of the corpus has a theme. */
export function topicsIn(passage: Passage, corpus: Holding): readonly string[] {
  return keyTermsOf(corpus)?.of(passage) ?? passage.topics;
}

/** What these passages of a corpus speak of, topics of most passages first. */
export function topicsOf(passages: readonly Passage[], corpus: Holding): string[] {
  const counts = new Map<string, number>();
  const read = keyTermsOf(corpus) === null ? passages : spread(passages);
  for (const topic of read.flatMap((passage) => topicsIn(passage, corpus))) {
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}
