import { labels } from '../../../messages/discord.ts';
import { messages } from '../../../messages/messages.ts';

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

// How lines are begun and joined, so that `read.ts` knows them again.

export const HEADING = '### ';
export const QUOTATION = '> ';
export const SMALL = '-# ';
export const ITEM = '- ';
/** Opens the line of a thesis, which is the editor's sentence and no quotation. */
export const THESIS = '→ ';
/** Opens the line of a sentence of a summary. */
export const SENTENCE = '• ';
export const CAPTION = '— ';
/** Between a caption or a work and its address. */
export const SEPARATED = ' · ';

/** Small grey print. */
export function small(markdown: string): string {
  return `${SMALL}${markdown}`;
}

export function bold(markdown: string): string {
  return `**${markdown}**`;
}

/** The number of a quotation, which sentences call it by; no words of others can be written so. */
export function numbered(number: number): string {
  return `${bold(escaped(`[${number}]`))} `;
}

const NUMBERED = /^\*\*\\\[(\d+)\\\]\*\* /u;

/** What `numbered` wrote before some words, and the words. */
export function withoutNumber(line: string): { readonly label: string | null; words: string } {
  const [opening = '', label = null] = NUMBERED.exec(line) ?? [];
  return { label, words: line.slice(opening.length) };
}

/** Where to read a work. */
export function addressOf(url: string | null): string {
  return url === null ? messages.unknownAddress() : link(url, labels.original);
}
