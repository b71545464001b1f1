import type { Passage } from '../debate/passage.ts';
import { endsOf } from './page.ts';

/** How an import calls people who are not to be named: « A. R. », « A. R. (2) », « Participant 3 ». */
const HIDDEN = String.raw`Participant \d+|(?:(?:[\p{L}\p{N}]\. ){0,3}[\p{L}\p{N}]\.|Participant)(?: \(\d+\))?`;
const IS_HIDDEN = new RegExp(`^(?:${HIDDEN})$`, 'u');
const MENTION = new RegExp(`(@(?:${HIDDEN}))`, 'u');
const LONGEST_NAME = 60;

/** Whether a work names nobody in full: then nothing that is told of its raw text may do so. */
export function hidesNames(names: readonly (string | null)[]): boolean {
  const named = names.filter((name) => name !== null);
  return named.length > 0 && named.every((name) => IS_HIDDEN.test(name));
}

/** The raw text as it would be if whom it mentions were called there as in the passages. */
export function withHiddenMentions(
  raw: string,
  passages: readonly Pick<Passage, 'text' | 'place'>[],
): string {
  const written = passages.map(endsOf).flatMap(({ from, to }) => [from, to]);
  return [...new Set(written)]
    .filter((words) => MENTION.test(words))
    .reduce((text, words) => text.replace(named(words), () => words), raw);
}

/** The words with any name that begins as the hidden one where they mention somebody. */
function named(words: string): RegExp {
  const parts = words.split(MENTION).map((part) => {
    if (!MENTION.test(part))
      return part
        .split(' ')
        .map(RegExp.escape)
        .join(String.raw`\s+`);
    const first = part.startsWith('@Participant') ? '' : RegExp.escape(part.charAt(1));
    return String.raw`(?:@|(?<!\w)/?u(?:ser)?/)[^\p{L}\p{N}\n]?${first}[^@\n]{0,${LONGEST_NAME}}?`;
  });
  return new RegExp(parts.join(''), 'iu');
}
