import { QUOTATION_MARKS } from '../french/typography.ts';
import type { Known } from './known.ts';
import type { Misquotation } from './reading.ts';

/** Most labels and sentences hold neither. */
const MARK_OR_LINK = /[«»“”„‟"‹›]|https?:/iu;
const QUOTED = /[«“„"‹][^«»“”„‟"‹›]*[»”‟"›]/gu;

/** Quotation marks and links outside a quotation: only a title may stand between the first. */
export function straysIn(
  text: string,
  { titles, urls }: Pick<Known, 'titles' | 'urls'>,
): Misquotation[] {
  if (!MARK_OR_LINK.test(text)) return [];
  const untitled = text.replace(QUOTED, (quoted) =>
    titles.has(quoted.slice(1, -1).trim()) ? '' : quoted,
  );
  const links = [...text.matchAll(/https?:\/\/[^\s<>|)]+/giu)].map(([link]) => link);
  return [
    ...(untitled.match(QUOTED) ?? untitled.match(QUOTATION_MARKS) ?? []).map((shown) => {
      return { code: 'stray quotation', shown } as const;
    }),
    ...links
      .filter((link) => !urls.has(link))
      .map((shown) => ({ code: 'stray link', shown }) as const),
  ];
}
