import { stem } from '../french/stem.ts';
import { wordsIn } from '../french/words.ts';
import { KeyTerms, spread } from './key-terms.ts';
import type { Corpus, Passage } from './passage.ts';
import { likelihoodRatio } from './term-weights.ts';

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
  const counts = countsIn(passages, corpus);
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

/**
 * The same topics, those of which these passages speak more than the others of the corpus first: by how
 * surely they do, a log-likelihood ratio; topics of which they do not, by their passages.
 */
export function ownTopicsOf(passages: readonly Passage[], corpus: Holding): string[] {
  const counts = countsIn(passages, corpus);
  const own = new Set(passages.map(({ id }) => id));
  const others = readAtOnce(corpus.passages, corpus).filter(({ id }) => !own.has(id));
  const elsewhere = countsIn(others, corpus);
  const size = readAtOnce(passages, corpus).length;
  const surenessOf = (topic: string) => {
    const held = counts.get(topic) ?? 0;
    const all = held + (elsewhere.get(topic) ?? 0);
    return likelihoodRatio(held, size, all, size + others.length);
  };
  return topicsOf(passages, corpus)
    .map((topic) => ({ topic, sureness: surenessOf(topic) }))
    .sort((a, b) => b.sureness - a.sureness)
    .map(({ topic }) => topic);
}

/** As many of these passages as are read for their key terms at once, spread evenly; all where themes were written. */
export function readAtOnce(passages: readonly Passage[], corpus: Holding): readonly Passage[] {
  return keyTermsOf(corpus) === null ? passages : spread(passages);
}

/** Each passage once, under the first of these topics of which it speaks; groups and passages in the order given. */
export function byTopic(
  passages: readonly Passage[],
  topics: readonly string[],
  corpus: Holding,
): readonly (readonly [topic: string, passages: readonly Passage[]])[] {
  const places = new Map(topics.map((topic, place) => [topic, place]));
  const placeOf = (topic: string) => places.get(topic) ?? Infinity;
  const read = new Set(passages.slice(0, readAtOnce(passages, corpus).length));
  const groups = Map.groupBy(passages, (passage) => {
    const own = read.has(passage) ? topicsIn(passage, corpus) : [];
    return own.toSorted((a, b) => placeOf(a) - placeOf(b))[0] ?? '';
  });
  return [...groups];
}

function countsIn(passages: readonly Passage[], corpus: Holding): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const topic of readAtOnce(passages, corpus).flatMap((each) => topicsIn(each, corpus))) {
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return counts;
}

/** What two ways to write one theme have in common, whatever their accents and inflections. */
export function themeKey(theme: string): string {
  return wordsIn(theme)
    .map(({ form }) => stem(form))
    .join(' ');
}
