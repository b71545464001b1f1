import { UNQUOTED } from '../debate/quote.ts';
import type { Reading, ShownQuotation, ShownWork } from '../debate/reading.ts';
import { OWN_PAGE } from '../messages/site.ts';
import { RunReader } from './runs.ts';
import { CAPTION, StatementReader, WORK } from './sentences.ts';

/** A line of a text, and the number that opened it, if any. */
export interface TextLine {
  readonly text: string;
  readonly number: string | null;
}

/** Tells the address that a line is; null for a line that says that there is none. */
type AddressIn = (line: string) => string | null;

/**
 * Reads a text of one line a paragraph back: what opens with a guillemet is a quotation and must be followed by
 * its caption and, where the text has addresses, by its own.
 */
export function readLines(
  lines: readonly TextLine[],
  addressIn: AddressIn | null,
): Required<Pick<Reading, 'quotations' | 'works' | 'sentences' | 'nodes' | 'arrows' | 'texts'>> {
  const textAt = (index: number) => lines[index]?.text ?? '';
  const addressed = addressIn === null ? 0 : 1;
  const urlAt = (index: number) => addressIn?.(textAt(index)) ?? null;
  const quotations: ShownQuotation[] = [];
  const works: ShownWork[] = [];
  const texts: string[] = [];
  const statements = new StatementReader();
  const runs = new RunReader();
  for (let index = 0; index < lines.length; index += 1) {
    const line = textAt(index);
    if (statements.reads(line)) continue;
    // An address stands on the line after what it is of, and a blank one where each has its own.
    const below = textAt(index + 1);
    const isShared = addressIn !== null && below !== '';
    if (runs.reads(line, isShared ? urlAt(index + 1) : undefined)) index += isShared ? 1 : 0;
    else if (line.startsWith('«') || line.startsWith(UNQUOTED)) {
      const over = statements.over();
      const label = lines[index]?.number ?? null;
      if (below.startsWith(CAPTION)) runs.end();
      const source = runs.next();
      const caption = source?.caption ?? below.slice(CAPTION.length);
      index += source === null ? 1 : 0;
      const url = source?.url === undefined ? urlAt(index + 1) : source.url;
      index += source?.url === undefined ? addressed : 0;
      const page = OWN_PAGE.exec(textAt(index + 1))?.groups?.['address'] ?? null;
      index += page === null ? 0 : 1;
      const called = label === null ? {} : { label };
      quotations.push({ words: line, caption, url, page, ...over, ...called });
    } else if (line.includes(WORK)) {
      works.push({ line, url: urlAt(index + 1) });
      index += addressed;
    } else texts.push(line);
  }
  statements.end();
  runs.end();
  const { nodes, arrows } = statements;
  const sentences = [...statements.sentences, ...runs.faults];
  return { quotations, works, sentences, nodes, arrows, texts };
}
