/** The words that lines have whole, small: those that the end of a line cuts, and their rests, are none. */
export function wordsIn(lines: readonly string[]): ReadonlySet<string> {
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
export function mended(lines: readonly string[], words: ReadonlySet<string>): string {
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
