import { QUOTATION_MARKS } from '../../text/typography.ts';
import type { Proposed, Rule } from '../proposed.ts';
import type { Quotation } from '../grammar/quotations.ts';

/** What stands between quotation marks is in a cited passage to the character, or the title of its work. */
export const quotation: Rule = ({ text, quotations, evidence }) => {
  const invented = quotations.find(
    ({ words }) => !evidence.some(({ passage }) => holds(passage, words)),
  );
  if (invented !== undefined) return invented.words === '' ? 'empty quotation' : invented.words;
  const unpaired = outside(text, quotations).match(MARKS);
  return unpaired === null ? null : `unpaired ${unpaired.join(' ')}`;
};

const MARKS = new RegExp(`${QUOTATION_MARKS.source}|[‘‚‛❛❜❝❞〝〞＂『』「」]`, 'gu');

function holds({ text, source }: Proposed['evidence'][number]['passage'], words: string): boolean {
  return words === source.title || isCutOut(text, words);
}

/** Whether whole words of the text are these. */
export function isCutOut(text: string, words: string): boolean {
  if (words === '') return false;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + words.length)];
    const halves = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(words);
    if (!halves && !(/^[\p{L}\p{N}]/u.test(after) && /[\p{L}\p{N}]$/u.test(words))) return true;
  }
  return false;
}

function outside(text: string, quotations: readonly Quotation[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of quotations) {
    rest += text.slice(from, start);
    from = end;
  }
  return rest + text.slice(from);
}
