import { QUOTATION_MARKS } from '../french/typography.ts';
import type { Source } from './passage.ts';
import { workName } from './quote.ts';
import type { Misquotation } from './reading.ts';

/** Most labels and sentences hold neither. */
const MARK_OR_LINK = /[«»“”„‟"‹›]|https?:/iu;
const QUOTED = /[«“„"‹][^«»“”„‟"‹›]*[»”‟"›]/gu;

interface Known {
  readonly titles: ReadonlySet<string>;
  readonly urls: ReadonlySet<string>;
  /** As `markedIn` finds them. */
  readonly marked: readonly string[];
}

/** Names of works and voices that hold quotation marks or links of their own, the longest first. */
export function markedIn(
  sources: readonly Source[],
  works: readonly { readonly marked: readonly string[] }[],
): readonly string[] {
  const named = sources.flatMap((source) =>
    [source.title, source.publisher].some(isMarked)
      ? [workName(source), source.title, source.publisher]
      : [],
  );
  const voices = works.flatMap(({ marked }) => marked);
  const marked = [...new Set([...named.filter(isMarked), ...voices])];
  return marked.sort((one, other) => other.length - one.length);
}

export const isMarked = (name: string) => MARK_OR_LINK.test(name);

/** Quotation marks and links outside a quotation: only a title may stand between the first. */
export function straysIn(text: string, { titles, urls, marked }: Known): Misquotation[] {
  if (!MARK_OR_LINK.test(text)) return [];
  const unmarked = marked.reduce((rest, name) => rest.replaceAll(name, ''), text);
  const untitled = unmarked.replace(QUOTED, (quoted) =>
    titles.has(quoted.slice(1, -1).trim()) ? '' : quoted,
  );
  const links = [...unmarked.matchAll(/https?:\/\/[^\s<>|)]+/giu)].map(([link]) => link);
  return [
    ...(untitled.match(QUOTED) ?? untitled.match(QUOTATION_MARKS) ?? []).map((shown) => {
      return { code: 'stray quotation', shown } as const;
    }),
    ...links
      .filter((link) => !urls.has(link))
      .map((shown) => ({ code: 'stray link', shown }) as const),
  ];
}
