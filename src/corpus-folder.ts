import { fromSnapshot, toSnapshot } from './corpus/snapshot.ts';
import type { Corpus } from './debate/corpus.ts';
import { BotError } from './errors.ts';
import { readCorpusFolder } from './files.ts';
import { keep, readKept } from './kept-files.ts';

/**
 * The corpus in a folder, from the snapshot of an earlier start when the files are the same. Throws
 * a BotError that holds every fault of every file: a corpus is whole or is not opened.
 */
export async function loadCorpus(folder: string): Promise<Corpus> {
  const files = readCorpusFolder(folder);
  const kept = readKept(files.hash);
  if (kept !== null) return fromSnapshot(kept);
  const { parseCorpus } = await import('./corpus/parse.ts');
  const { formatFault } = await import('./corpus/fault.ts');
  const { value, faults } = parseCorpus(files.works, files.lexicon, files.hash);
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  keep(files.hash, toSnapshot(value.corpus));
  return value.corpus;
}
