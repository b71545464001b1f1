import { examplesOf } from '../debate/examples.ts';
import { counted, french } from '../french/typography.ts';
import { sourcesOf } from '../running/disk.ts';
import { nearPairs } from './doubt-list.ts';
import type { Told } from './import-report.ts';
import type { Debate } from './import-voices.ts';
import type { Folders } from './importing.ts';

/** What to do next, with commands to copy. `debate` is null where a file has a fault: the check is what to run. */
export function nextSteps(
  { into, sources }: Folders,
  works: readonly Told[],
  debate: Debate | null,
): readonly string[] {
  const doubts =
    debate === null ? 0 : debate.doubts + nearPairs(debate.speakers, debate.voices).length;
  const count = counted(doubts, 'point à voir', 'points à voir');
  const choose =
    'Choisissez les mots des passages que vous citez : doubts les montre et les écrit.';
  const where = sources === sourcesOf(into) ? '' : ` --sources ${sources}`;
  const question = debate === null ? null : questionFor(debate);
  return [
    '',
    french`Ensuite :`,
    ...(works.some(({ right }) => right === 'quotations') ? [french`  ${choose}`] : []),
    `  export CORPUS_DIR=${into}`,
    ...(doubts === 0 ? [] : [`  npm run corpus -- doubts${where}   # ${count}`]),
    `  npm run corpus -- check --sources ${sources}`,
    ...(question === null ? [] : [`  npm run --silent debat -- "${question}"`]),
    '  npm run corpus -- theses',
  ];
}

/** What has an answer in what was imported; null where it has nothing to show yet. */
function questionFor({ richest, voices }: Debate): string | null {
  if (richest === null) return null;
  const { passages, source } = richest;
  const { subject, speaker } = examplesOf({ passages, sources: [source], voices });
  if (subject !== null) return `/debat ${subject}`;
  return speaker === null ? '/sources' : `/position ${speaker}`;
}
