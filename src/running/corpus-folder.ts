import { fromSnapshot, toSnapshot } from '../corpus/snapshot.ts';
import type { Corpus } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { readCorpusFolder } from './files.ts';
import { keep, readKept } from './kept-files.ts';

/** Which corpus, and what of it. */
export interface CorpusChoice {
  readonly corpusFolder: string;
  /** Whether theses that no person has read yet are a part of it. */
  readonly showsProposed: boolean;
}

/**
 * The corpus in a folder, from the snapshot of an earlier start when the files are the same. Throws
 * a BotError that holds every fault of every file: a corpus is whole or is not opened.
 */
export async function loadCorpus({ corpusFolder, showsProposed }: CorpusChoice): Promise<Corpus> {
  const corpus = await wholeCorpus(corpusFolder);
  return showsProposed ? corpus : withoutProposals(corpus);
}

async function wholeCorpus(folder: string): Promise<Corpus> {
  const files = readCorpusFolder(folder);
  const kept = readKept(files.hash);
  if (kept !== null) return fromSnapshot(kept);
  const { parseCorpus } = await import('../corpus/parse.ts');
  const { formatFault } = await import('../corpus/fault.ts');
  const { value, faults } = parseCorpus(files);
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  keep(files.hash, toSnapshot(value.corpus));
  return value.corpus;
}

/** Another corpus, under another hash: nothing can be shown or found that it does not hold. */
function withoutProposals(corpus: Corpus): Corpus {
  const passages = corpus.passages.map((passage) =>
    passage.thesis?.isRead === false ? { ...passage, thesis: null } : passage,
  );
  return { ...corpus, hash: `${corpus.hash}-read`, passages };
}
