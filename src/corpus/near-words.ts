import { codePointOf } from './decode.ts';

/** As many characters in common are no accident. */
const SHORTEST_COMMON = 10;
/** Shown before and after the first difference, to the next end of a word. */
const SHOWN = 20;
/** Letters, figures and the signs of a keyboard: what anybody tells apart. */
const PLAIN = /^[\p{L}\p{N}!-~ ]?$/u;

/**
 * Where a text has almost these words: what it has and what they have at the first difference, each in
 * guillemets, with the code points of characters that look alike or can't be seen. Null where it has
 * nothing like them.
 */
export function nearWords(words: string, text: string): string | null {
  const before = longest(words.length, (length) => text.includes(words.slice(0, length)));
  const after = longest(words.length, (length) =>
    text.includes(words.slice(words.length - length)),
  );
  if (Math.max(before, after) < SHORTEST_COMMON) return null;
  // From the end, the first difference is the last character that is not in common.
  if (before >= after)
    return difference(words, before, text, text.indexOf(words.slice(0, before)) + before);
  const at = words.length - after - 1;
  return difference(words, at, text, text.lastIndexOf(words.slice(at + 1)) - 1);
}

/** The greatest number up to `most` for which something holds that holds for every smaller one. */
function longest(most: number, holds: (length: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function difference(words: string, at: number, text: string, place: number): string {
  const start = wordStart(words, at - SHOWN);
  const [ours, theirs] = [characterAt(words, at), characterAt(text, place)];
  const has = shown(text, wordStart(text, place - at + start), place);
  const isPlain = PLAIN.test(ours) && PLAIN.test(theirs);
  const codes = isPlain ? '' : ` (${codesOf(theirs)}, et non ${codesOf(ours)})`;
  return `« ${has} » et non « ${shown(words, start, at)} »${codes}`;
}

/** The character at a place with the accents that are put on it. */
function characterAt(text: string, at: number): string {
  return at < 0 ? '' : (/^.\p{M}*/su.exec(text.slice(at, at + SHOWN))?.[0] ?? '');
}

function codesOf(character: string): string {
  return character === '' ? 'rien' : Array.from(character, codePointOf).join(' ');
}

function wordStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf(' ', at) + 1;
}

function shown(text: string, start: number, at: number): string {
  const end = text.indexOf(' ', at + SHOWN);
  return text.slice(start, end < 0 ? text.length : end);
}
