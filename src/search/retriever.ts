import type { Corpus } from '../debate/passage.ts';
import type { Thesaurus } from './analysis/thesaurus.ts';
import { atOnce, heldOf } from './index/held.ts';
import { buildIndex } from './index/index-builder.ts';
import type { PassageIndex } from './index/passage-index.ts';
import type { Question, Ranking } from './question.ts';
import { Search } from './search.ts';

/**
 * Finds passages. Deterministic: the same corpus and question give the same ranking. Several may be asked at
 * once. No text makes it reject; a server that cannot be asked does.
 */
export interface Retriever {
  /** A question the corpus knows nothing of gets no hit at all. */
  search(question: Question): Promise<Ranking>;
  /** Up to `limit` subjects near to `text` that do give results, best first; general ones when none is near. */
  suggest(text: string, limit: number): Promise<readonly string[]>;
  /** Words the corpus has that a thesaurus gives for the only word of a text, which the corpus has not; nearest first. */
  synonymsOf(text: string): Promise<readonly string[]>;
  /** How rare in the corpus those words of a text are that name something, the rarest first; 0 for one it has not. */
  raritiesIn(text: string): Promise<readonly number[]>;
}

/** The retriever of these passages, with an index made now. */
export function createRetriever(
  corpus: Pick<Corpus, 'passages' | 'lexicon'>,
  thesaurus: Thesaurus | null = null,
): Retriever {
  return retrieverOf(buildIndex(corpus.passages, corpus.lexicon), thesaurus);
}

/** A retriever of our own, in memory: exact BM25, then a closer reading of the best passages. */
export function retrieverOf(index: PassageIndex, thesaurus: Thesaurus | null = null): Retriever {
  const search = new Search(heldOf(index), thesaurus);
  return {
    search: (question) => Promise.resolve(atOnce(search.ranking(question))),
    suggest: (text, limit) => Promise.resolve(atOnce(search.suggestions(text, limit))),
    synonymsOf: (text) => Promise.resolve(search.synonymsOf(text)),
    raritiesIn: (text) => Promise.resolve(search.raritiesIn(text)),
  };
}

/** The index with what its questions must have to be answered: some .2 s at a million passages. */
export function calibrated(index: PassageIndex): PassageIndex {
  return { ...index, leastOdds: atOnce(new Search(heldOf(index), null).leastOdds()) };
}
