import { parseCorpus } from '../corpus/parse.ts';
import { examplesOf } from '../debate/examples.ts';
import type { Corpus } from '../debate/passage.ts';
import { counted, french } from '../french/typography.ts';
import { readCorpusFolder } from '../running/files.ts';
import { doubtsIn } from './doubt-list.ts';
import type { Folders, Imported } from './importing.ts';

/** What to do next, with commands to copy. */
export function nextSteps(
  { into, sources }: Folders,
  works: readonly Imported[],
): readonly string[] {
  // Where a file of the debate has a fault, the check is what to run.
  const { value } = parseCorpus(readCorpusFolder(into));
  const doubts = value === null ? [] : doubtsIn(value.works, value.corpus.voices);
  const count = counted(doubts.length, 'point à voir', 'points à voir');
  const choose = `Donnez leurs mots aux passages que vous citez, dans ${into} : corpus/README.md dit comment.`;
  const question = value === null ? null : questionFor(value.corpus, works);
  return [
    '',
    french`Ensuite :`,
    ...(works.some(({ right }) => right === 'quotations') ? [french`  ${choose}`] : []),
    `  export CORPUS_DIR=${into}`,
    ...(doubts.length === 0 ? [] : [`  npm run corpus -- doubts   # ${count}`]),
    `  npm run corpus -- check --sources ${sources}`,
    ...(question === null ? [] : [`  npm run --silent debat -- "${question}"`]),
    '  npm run corpus -- theses',
  ];
}

/** What has an answer in what was imported; null where it has nothing to show yet. */
function questionFor({ passages, voices }: Corpus, works: readonly Imported[]): string | null {
  const ids = new Set(works.map(({ id }) => id));
  const own = passages.filter(({ source }) => ids.has(source.id));
  if (own.length === 0) return null;
  const sources = [...new Set(own.map(({ source }) => source))];
  const { subject, speaker } = examplesOf({ passages: own, sources, voices });
  if (subject !== null) return `/debat ${subject}`;
  return speaker === null ? '/sources' : `/position ${speaker}`;
}
