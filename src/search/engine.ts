import type { Corpus } from '../debate/passage.ts';
import { retrieverOf } from './bm25-retriever.ts';
import { buildIndex } from './index/build.ts';
import type { Retriever } from './retriever.ts';

/** The retriever of these passages, with an index made now. */
export function createRetriever(corpus: Pick<Corpus, 'passages' | 'lexicon'>): Retriever {
  return retrieverOf(buildIndex(corpus.passages, corpus.lexicon));
}
