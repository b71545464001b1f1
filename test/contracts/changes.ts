import type { RenderingUnderTest } from './adapter.ts';

/** The payload with some words changed in one of its strings, once for each string that holds them. */
export function changedIn<Payload>(
  { strings, mapStrings }: RenderingUnderTest<Payload>,
  payload: Payload,
  words: string,
  into: string,
  isWhole = false,
): readonly Payload[] {
  const pattern = isWhole ? `^${asWritten(words)}$` : asWritten(words);
  const holds = (text: string) => new RegExp(pattern, 'u').test(text);
  return strings(payload)
    .filter(holds)
    .map((_, nth) => {
      let met = 0;
      return mapStrings(payload, (text) => {
        if (!holds(text)) return text;
        met += 1;
        return met === nth + 1 ? text.replaceAll(new RegExp(pattern, 'gu'), () => into) : text;
      });
    });
}

/** Matches words as a platform may write them: with signs written out, or broken over two lines of a screen. */
export function asWritten(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/&<>_~`@#: ]/gu, (sign) => {
    const html = { '&': '(?:&|&amp;)', '<': '(?:<|&lt;)', '>': '(?:>|&gt;)' }[sign];
    if (sign === ' ') return '(?: |\\n {5})';
    return `\\\\?${html ?? (/[_~`@#:]/u.test(sign) ? sign : `\\${sign}`)}`;
  });
}
