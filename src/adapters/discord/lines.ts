import { labels } from '../../messages-discord.ts';
import { messages } from '../../messages.ts';
import { link } from './markdown.ts';

// How lines are begun and joined, so that `read.ts` knows them again.

export const HEADING = '### ';
export const QUOTATION = '> ';
export const SMALL = '-# ';
export const ITEM = '- ';
/** Opens the line of a thesis, which is the editor's sentence and no quotation. */
export const THESIS = '→ ';
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

/** Where to read a work. */
export function addressOf(url: string | null): string {
  return url === null ? messages.unknownAddress() : link(url, labels.original);
}
