import type { Corpus } from '../debate/passage.ts';
import { keepIndex, readKeptIndex } from './kept-files.ts';
import type { PassageIndex } from '../search/index/passage-index.ts';
import { indexFrom, indexParts } from '../search/index/saved-index.ts';

/** Told how much of an index is made: from 0 to 1. */
export type ReportProgress = (share: number) => void;

/** The index of a corpus, from an earlier start when the corpus is the same; else made, and kept. */
export async function openIndex(
  { hash, passages, lexicon }: Corpus,
  report: ReportProgress,
): Promise<PassageIndex> {
  const kept = readKeptIndex(hash);
  const loaded = kept === null ? null : indexFrom(kept, passages);
  if (loaded !== null) return loaded;
  const { buildSteps } = await import('../search/index/build.ts');
  const steps = buildSteps(passages, lexicon);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return keptAs(hash, value);
    report(value / passages.length);
  }
}

/**
 * The index of a corpus that was changed, from what still stands of the one before: `pause` lets others
 * be served between its steps.
 */
export async function renewIndex(
  { hash, passages, lexicon }: Corpus,
  previous: { readonly corpus: Corpus; readonly index: PassageIndex },
  pause: () => Promise<void>,
): Promise<PassageIndex> {
  const { buildSteps } = await import('../search/index/build.ts');
  const { unchangedIn } = await import('../search/index/unchanged.ts');
  // Other synonyms are posted in any passage: nothing read before stands.
  const isSameLexicon = JSON.stringify(lexicon) === JSON.stringify(previous.corpus.lexicon);
  const steps = isSameLexicon
    ? buildSteps(passages, lexicon, previous.index, unchangedIn(previous.index))
    : buildSteps(passages, lexicon);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return keptAs(hash, value);
    await pause();
  }
}

function keptAs(hash: string, index: PassageIndex): PassageIndex {
  keepIndex(hash, indexParts(index));
  return index;
}
