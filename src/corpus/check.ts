import { foldWhiteSpace } from '../french/typography.ts';
import type { Fault } from './faults.ts';
import type { Work } from './parse.ts';

/** What comparing a work with its raw text found. */
interface WorkCheck {
  readonly faults: readonly Fault[];
  readonly quotations: number;
  /** Part of the raw text, cuts aside, that is quoted: from 0 to 1. */
  readonly share: number;
}

/** More than this of a work is no longer a short quotation of it. */
const LARGEST_SHARE = 0.5;

/**
 * Requires every passage to be a contiguous stretch of the raw text once the listed cuts are out,
 * with runs of white space folded and nothing else changed, in the order of the work.
 */
export function checkWork(work: Work, raw: string): WorkCheck {
  const { text, missing } = withoutCuts(work, foldWhiteSpace(raw));
  const faults = [...missing, ...misplaced(work, text)];
  const quoted = work.passages.reduce((sum, passage) => sum + (passage.text?.length ?? 0), 0);
  const share = quoted / Math.max(1, text.length);
  if (share > LARGEST_SHARE) {
    faults.push(
      faultAt(work, 0, [
        `${Math.round(share * 100)} % de l’œuvre est cité`,
        'gardez-en la moitié au plus',
      ]),
    );
  }
  return { faults, quotations: work.passages.length, share };
}

function withoutCuts(work: Work, raw: string): { text: string; missing: Fault[] } {
  let text = raw;
  const missing: Fault[] = [];
  for (const { words } of work.cuts) {
    const cut = foldWhiteSpace(words);
    if (text.includes(cut)) text = text.replace(cut, () => '');
    else {
      missing.push({
        file: work.file,
        line: 1,
        column: 1,
        what: `coupe introuvable dans le texte brut : ${cut.slice(0, 60)}`,
        remedy: 'recopiez-la à l’identique sous cuts, ou supprimez-la',
      });
    }
  }
  return { text: foldWhiteSpace(text), missing };
}

function misplaced(work: Work, text: string): Fault[] {
  let from = 0;
  return work.passages.flatMap((passage, index) => {
    if (passage.text === null) return [];
    const place = text.indexOf(passage.text, from);
    if (place >= 0) {
      from = place + passage.text.length;
      return [];
    }
    const isElsewhere = text.includes(passage.text);
    return [
      faultAt(
        work,
        index,
        isElsewhere
          ? ['citation hors de l’ordre de l’œuvre, ou qui en recouvre une autre', 'déplacez-la']
          : [
              'mots absents du texte brut',
              'recopiez-les à l’identique, fautes comprises ; une coupe se déclare sous cuts',
            ],
      ),
    ];
  });
}

function faultAt(
  { file, places }: Work,
  index: number,
  [what, remedy]: readonly [string, string],
): Fault {
  const { line, column } = places[index] ?? { line: 1, column: 1 };
  return { file, line, column, what, remedy };
}
