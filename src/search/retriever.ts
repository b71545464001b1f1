import type { Corpus } from '../debate/passage.ts';
import type { Thesaurus } from './analysis/thesaurus.ts';
import { atOnce, heldOf } from './index/held.ts';
import { buildIndex } from './index/index-builder.ts';
import type { PassageIndex } from './index/passage-index.ts';
import type { Question, Ranking } from './question.ts';
import { Search } from './search.ts';

/** Finds passages. Deterministic: the same corpus and question give the same ranking. */
export interface Retriever {
  /** Never throws for any text. A question the corpus knows nothing of gets no hit at all. */
  search(question: Question): Ranking;
  /** Up to `limit` subjects near to `text` that do give results, best first; general ones when none is near. */
  suggest(text: string, limit: number): readonly string[];
  /** Words the corpus has that a thesaurus gives for the only word of a text, which the corpus has not; nearest first. */
  synonymsOf(text: string): readonly string[];
  /** How rare in the corpus those words of a text are that name something, the rarest first; 0 for one it has not. */
  raritiesIn(text: string): readonly number[];
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
    search: (question) => atOnce(search.ranking(question)),
    suggest: (text, limit) => atOnce(search.suggestions(text, limit)),
    synonymsOf: (text) => search.synonymsOf(text),
    raritiesIn: (text) => search.raritiesIn(text),
  };
}

/** The index with what its questions must have to be answered: some .2 s at a million passages. */
export function calibrated(index: PassageIndex): PassageIndex {
  return { ...index, leastOdds: atOnce(new Search(heldOf(index), null).leastOdds()) };
}
