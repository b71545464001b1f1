import type { Passage } from '../debate/passage.ts';
import { isQuoting } from './analysis/phrases.ts';
import type { Hit } from './question.ts';
import type { Retriever } from './retriever.ts';

/** The vector of a passage, of length 1; undefined where it has none. */
export type VectorOf = (passage: Passage) => Float32Array | undefined;

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009), with its authors' constant. */
const RANK_CONSTANT = 60;

/** How many are put in order by words and by meaning; those found by words after them stay where they are. */
const FUSED = 100;

/** How many passages that lack the words of a question may join those that have them. */
const MOST_JOINING = 10;

/** How many of those found by words a passage must be nearer to the question than. */
const FIRST_PAGE = 3;

/**
 * The same retriever, where a question comes with its vector: what is found by words is put in order by
 * words and by meaning, and passages that lack the words join where they are nearer to the question than
 * all of the first page. What words refuse stays refused, and so does what quotation marks leave out.
 */
export function withMeaning(
  retriever: Retriever,
  passages: readonly Passage[],
  vectorOf: VectorOf,
): Retriever {
  return {
    search: async (question) => {
      const { vector, limit, text, accepts = () => true } = question;
      if (vector === undefined || limit === 0 || isQuoting(text)) return retriever.search(question);
      const found = await retriever.search({ ...question, limit: Math.max(limit, FUSED) });
      if (found.total === 0) return found;
      const likeness = (passage: Passage) => product(vector, vectorOf(passage));
      const byWords = found.hits.slice(0, FUSED);
      // Where more match than are listed, whatever is nearer may be one of them, and counted already.
      const isListed = found.total === found.hits.length;
      const joining = isListed ? joiningOf(byWords, passages.filter(accepts), likeness) : [];
      const hits = [...fused(byWords, joining, likeness), ...found.hits.slice(FUSED)];
      return { ...found, total: found.total + joining.length, hits: hits.slice(0, limit) };
    },
    suggest: (text, limit) => retriever.suggest(text, limit),
    synonymsOf: (text) => retriever.synonymsOf(text),
    raritiesIn: (text) => retriever.raritiesIn(text),
  };
}

type Likeness = (passage: Passage) => number;

/** Nearest first. */
function joiningOf(byWords: readonly Hit[], passages: readonly Passage[], likeness: Likeness) {
  const least = Math.max(...byWords.slice(0, FIRST_PAGE).map(({ passage }) => likeness(passage)));
  const known = new Set(byWords.map(({ passage }) => passage));
  return passages
    .map((passage) => ({ passage, near: likeness(passage) }))
    .filter(({ passage, near }) => near > least && !known.has(passage))
    .sort((a, b) => b.near - a.near)
    .slice(0, MOST_JOINING)
    .map(({ passage }) => passage);
}

/** In the order of both ranks; the scores stay as they were, from the first to the last, so that they compare as before. */
function fused(
  byWords: readonly Hit[],
  joining: readonly Passage[],
  likeness: Likeness,
): readonly Hit[] {
  const all: Hit[] = [...byWords, ...joining.map((passage) => ({ passage, score: 0 }))];
  const byMeaning = all.toSorted((a, b) => likeness(b.passage) - likeness(a.passage));
  const worthOf = (rank: number) => 1 / (RANK_CONSTANT + rank + 1);
  // Those that words do not find share the place after the last that they do.
  const worth = new Map(all.map((hit, rank) => [hit, worthOf(Math.min(rank, byWords.length))]));
  for (const [rank, hit] of byMeaning.entries()) {
    worth.set(hit, (worth.get(hit) ?? 0) + worthOf(rank));
  }
  const last = byWords.at(-1)?.score ?? 0;
  return all
    .toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0))
    .map((hit, rank) => ({ ...hit, score: byWords[rank]?.score ?? last }));
}

/** The cosine of two vectors of length 1; that of a passage without one is below every other. */
function product(one: Float32Array, other: Float32Array | undefined): number {
  if (other?.length !== one.length) return -1;
  let sum = 0;
  for (let place = 0; place < one.length; place += 1) {
    sum += (one[place] ?? 0) * (other[place] ?? 0);
  }
  return sum;
}
