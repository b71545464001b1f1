// Discord's Markdown: https://support.discord.com/hc/en-us/articles/210298617 and, for mentions,
// timestamps and emoji, https://docs.discord.com/developers/reference#message-formatting. A backslash
// before any sign that is no letter, figure or space makes it a mere sign; discord.js's own
// `escapeMarkdown` leaves mentions, masked links, timestamps, headings and lists alive.

/** Signs that begin or end markup wherever they stand; a colon followed by something makes a link or an emoji. */
const SIGNS = /[\\*_~|`<>[\]@#]|:(?=\S)/gu;
/** Signs that make a list or small print at the beginning of a line. */
const LINE_SIGNS = /^(\s*\d*)([-+.)])/gmu;

/** A text whose every character Discord shows as it is. */
export function escaped(text: string): string {
  return text.replace(SIGNS, String.raw`\$&`).replace(LINE_SIGNS, String.raw`$1\$2`);
}

const WRITTEN = /\\([!-/:-@[-`{-~])|[\\*_~|`<>[\]@#]/gu;

/** What a person sees of a line: without backslashes, and without the signs that are markup for lack of one. */
export function unescaped(line: string): string {
  return line.replace(WRITTEN, (_, literal: string | undefined) => literal ?? '');
}

/** An address that `[label](<address>)` can hold: with any of these signs it might end too early. */
export function fitsMarkup(url: string): boolean {
  return !/[\s<>()[\]\\"']/u.test(url);
}

/** Our own label over an address of the corpus; one that markup cannot hold is shown itself. */
export function link(url: string, label: string): string {
  if (fitsMarkup(url)) return `[${label}](<${url}>)`;
  return /[\s<>]/u.test(url) ? escaped(url) : `<${url}>`;
}
