import { apartIn, callsOf, commonSize, firstNote, readingOrder } from './pdf-layout.ts';
import { numberOf, pagesOf, shown } from './pdf-strips.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * What a PDF shows, a line a line, columns one after the other and words whole that the end of a line cuts.
 * What stands apart from the text (running heads, page numbers, notes at the foot) comes after it. Throws a
 * RawFault for what is no PDF, or too long a one.
 */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const pages = await pagesOf(bytes);
  const apart = apartIn(pages);
  const inside = pages.map((page) => page.filter((strip) => !apart.has(strip)));
  const usual = commonSize(inside);
  const spoken: string[] = [];
  const beside = [...apart].map((strip) => shown(strip, NONE));
  for (const page of inside) {
    const notes = new Set<string>();
    const calls = callsOf(page);
    const columns = readingOrder(page).map((column) => {
      const end = firstNote(column, usual, calls);
      for (const note of column.slice(end).map((strip) => shown(strip, NONE))) {
        const number = numberOf(note);
        if (number !== null) notes.add(number);
        beside.push(note);
      }
      return column.slice(0, end);
    });
    const lines = columns.flat().map((strip) => shown(strip, notes));
    spoken.push(...lines.filter((line) => line !== ''));
  }
  const words = wordsIn(pages.flat().map((strip) => shown(strip, NONE)));
  return [mended(spoken, words), ...beside].join('\n');
}

/** The words that lines have whole, small: those that the end of a line cuts, and their rests, are none. */
function wordsIn(lines: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  let isRest = false;
  for (const line of lines) {
    const all = [...line.toLowerCase().matchAll(/[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*/gu)];
    const isCut = /[\p{L}\p{M}][-‐\u00AD]$/u.test(line);
    for (const [at, [word]] of all.entries()) {
      const isPart = (at === 0 && isRest) || (at === all.length - 1 && isCut);
      if (!isPart) words.add(word.replaceAll('‐', '-'));
    }
    isRest = isCut;
  }
  return words;
}

/**
 * Lines one after the other, a word that is cut being whole again. Its hyphen stays where it is one of the
 * word: the text has it elsewhere, another one comes before, a capital or a number follows, or both parts are
 * words of the text and the whole is none.
 */
function mended(lines: readonly string[], words: ReadonlySet<string>): string {
  const parts: string[] = [];
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1] ?? '';
    const rest = /^[\p{L}\p{M}]+/u.exec(next)?.[0] ?? '';
    const start = /[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*(?=[-‐\u00AD]$)/u.exec(line)?.[0] ?? '';
    if (/\d[-‐]$/u.test(line) && /^\d/u.test(next)) parts.push(line);
    else if (start === '' || rest === '') parts.push(line, '\n');
    else parts.push(keepsHyphen(line, start, rest, words) ? line : line.slice(0, -1));
  }
  return parts.join('');
}

function keepsHyphen(
  line: string,
  start: string,
  rest: string,
  words: ReadonlySet<string>,
): boolean {
  const [first, second] = [start.toLowerCase().replaceAll('‐', '-'), rest.toLowerCase()];
  if (line.endsWith('\u00AD')) return false;
  if (/^\p{Lu}/u.test(rest) || first.includes('-') || words.has(`${first}-${second}`)) return true;
  return !words.has(first + second) && words.has(first) && words.has(second);
}
