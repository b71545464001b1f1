import { labels } from '../../messages/discord.ts';
import { messages } from '../../messages/messages.ts';
import { escaped, link } from './markdown.ts';

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
