import { pageAddressOf } from '../../../debate/address.ts';
import type { Passage } from '../../../debate/passage.ts';
import { captionOf, shownWords, UNQUOTED, type Quote } from '../../../debate/quote.ts';
import { labels } from '../../../messages/discord.ts';
import type { ShownQuote } from '../../../conversation/layout.ts';
import { CAPTION, THESIS } from '../../../conversation/sentences.ts';
import type { Run } from '../../../conversation/runs.ts';
import {
  addressOf,
  bold,
  escaped,
  italic,
  link,
  numbered,
  QUOTATION,
  SEPARATED,
  small,
  text,
  type Text,
} from './components.ts';

/** A quotation as a paragraph: what stands over it, its words, and what is said of their source. */
export function quoteText(
  { quote, above, thesis, isFocus, number }: ShownQuote,
  source: readonly string[],
  caption: readonly string[],
): Text {
  const { words } = writtenOf(quote);
  const lead = number === null ? '' : numbered(number);
  return text(
    ...(above === null ? [] : [bold(escaped(above))]),
    ...source,
    ...(thesis === null ? [] : [THESIS + escaped(thesis)]),
    (quote.passage.text === null ? '' : QUOTATION) + lead + (isFocus ? bold(words) : words),
    ...caption,
  );
}

/** The address that is shown with a passage. */
export type Addressed = (passage: Passage) => string | null;

/** The source of quotations that follow each other, with their address where all have the same. */
export function sourceLine({ line }: Run, url: string | null | undefined): readonly string[] {
  if (line === null) return [];
  const address = url === undefined ? '' : SEPARATED + addressOf(url);
  return [small(escaped(line) + address)];
}

/** Under a quotation its source and address, or what is not said over it. */
export function captionLine(
  quote: Quote,
  { run, url, addressed }: { run: Run; url: string | null | undefined; addressed: Addressed },
): readonly string[] {
  const address = addressOf(addressed(quote.passage));
  const page = pageAddressOf(quote.passage);
  const shown = page === null ? [] : [small(link(page, labels.page))];
  if (run.line === null)
    return [small(CAPTION + writtenOf(quote).caption + SEPARATED + address), ...shown];
  return url === undefined ? [small(address), ...shown] : shown;
}

interface Written {
  readonly words: string;
  readonly caption: string;
}

/** A passage is written the same each time it is shown whole; what it says is checked each time. */
const written = new WeakMap<Passage, Written>();

function writtenOf(quote: Quote): Written {
  const { passage, start, end } = quote;
  const isWhole = start === 0 && end === (passage.text?.length ?? 0);
  const known = isWhole ? written.get(passage) : undefined;
  if (known !== undefined) return known;
  const made = {
    words: passage.text === null ? unquotedText(quote) : escaped(shownWords(quote)),
    caption: escaped(captionOf(passage)),
  };
  if (isWhole) written.set(passage, made);
  return made;
}

/** Our own words stand in italics, and not as a quotation does. */
function unquotedText(quote: Quote): string {
  return UNQUOTED + italic(escaped(shownWords(quote).slice(UNQUOTED.length)));
}
