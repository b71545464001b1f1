import type { Reading, ShownQuotation, ShownWork } from '../../debate/reading.ts';
import type { Reply, SourceEntry } from '../../debate/reply.ts';
import { shownOf } from '../../debate/paging.ts';
import { helpSections, messages, type HelpSection, type Told } from '../../messages/messages.ts';
import { TYPED } from '../../messages/examples.ts';
import type { Answer } from '../../ask/request.ts';
import { offerButtons } from '../../conversation/buttons.ts';
import { layoutOfAnswer, type Looks, type ShownQuote } from '../../conversation/layout.ts';
import { addressOfAll, RunReader, runsOf, type Run } from '../../conversation/runs.ts';
import { StatementReader, type ShownSummary } from '../../conversation/sentences.ts';
import { INDENT, laidOut, logicalLines, type Layout, type Style } from './layout.ts';
import {
  captionOf,
  linkOf,
  workLine,
  shownWords,
  UNQUOTED,
  type Quote,
} from '../../debate/quote.ts';

/** Opens the line of a thesis, which is the editor's sentence and no quotation. */
const THESIS = '→ ';
const CAPTION = '— ';
/** Opens a sentence of a summary. */
const SENTENCE = '• ';

/** A terminal scrolls: nothing is cut, and works have no pages. */
const LOOKS: Looks = {
  help: helpSections,
  manner: TYPED,
  heading: (text) => text,
  sentence: (text) => text,
  pagesOfWorks: (entries) => [entries],
};

type Line = readonly [text: string, style?: Style, lead?: string];

const BLANK: Line = [''];

/** The text of an answer as it is printed. */
export function render(answer: Answer, corpus: Told, layout: Layout): string {
  return linesOf(answer, corpus)
    .map(([text, style = 'plain', lead = '']) => laidOut(text, style, lead, layout))
    .join('\n');
}

function linesOf(answer: Answer, corpus: Told): readonly Line[] {
  const { reply } = answer;
  const { heading, summary, quotes, works, sections, page, pages } = layoutOfAnswer(
    answer,
    LOOKS,
    corpus,
  );
  // A list of passages is numbered over its pages, with a summary or without.
  const numbers = (reply.kind === 'quotes' ? shownOf(reply) : quotes).map(({ number }) => number);
  const numberOf = (shown: ShownQuote) => numbers[quotes.indexOf(shown)] ?? null;
  const next = page < pages ? ` · ${messages.nextPage(page + 1)}` : '';
  return [
    ...(heading === null ? [] : [[heading, 'heading'] as const]),
    ...(summary === null ? [] : summaryLines(summary)),
    ...runsOf(quotes).flatMap((run) => runLines(run, numberOf)),
    ...works.flatMap((work, index) => workLines(work, index + 1)),
    ...sections.flatMap((section, index) => sectionLines(section, index === 0)),
    ...(pages === 1 ? [] : [BLANK, [`${messages.page(page, pages)}${next}`, 'faint'] as const]),
    ...anotherLines(reply),
    ...offerLines(offerButtons(answer.offers ?? [])),
  ];
}

/** On other platforms a button asks for it. */
function anotherLines(reply: Reply): Line[] {
  if (reply.kind !== 'citation' || reply.next == null) return [];
  return [BLANK, [messages.another(reply.next), 'faint']];
}

/** What other platforms have buttons for. */
function offerLines(offers: ReturnType<typeof offerButtons>): Line[] {
  if (offers.length === 0) return [];
  const numbered = offers.map(({ label }, index): Line => [label, 'plain', leadOf(index + 1)]);
  return [BLANK, [messages.offered(offers.length), 'faint'], ...numbered];
}

function summaryLines({ line, sentences }: ShownSummary): Line[] {
  const told = sentences.map((sentence): Line => [`${SENTENCE}${sentence}`, 'plain', INDENT]);
  return [BLANK, [line, 'heading'], ...told];
}

function runLines(run: Run, numberOf: (shown: ShownQuote) => number | null): Line[] {
  const url = run.line === null ? undefined : addressOfAll(run, linkOf);
  return run.quotes.flatMap((shown, index) => {
    const { passage } = shown.quote;
    const source = index === 0 && run.line !== null ? sourceLines(run.line, url) : [];
    const caption = `${CAPTION}${captionOf(passage)}`;
    return [
      ...quoteLines(shown, numberOf(shown), source),
      ...(run.line === null ? [[caption, 'plain', INDENT] as const] : []),
      ...(url === undefined ? [addressLine(linkOf(passage))] : []),
    ];
  });
}

/** The source of quotations that follow each other, with their address where all have the same. */
function sourceLines(line: string, url: string | null | undefined): Line[] {
  return [BLANK, [line, 'plain', INDENT], ...(url === undefined ? [] : [addressLine(url)])];
}

function quoteLines(
  { quote, above, thesis, isFocus }: ShownQuote,
  number: number | null,
  source: readonly Line[],
): Line[] {
  return [
    ...(above === null ? [] : [BLANK, [above, 'heading'] as const]),
    ...source,
    BLANK,
    ...(thesis === null ? [] : [[`${THESIS}${thesis}`, 'plain', INDENT] as const]),
    [
      shownWords(quote),
      isFocus ? 'heading' : 'quotation',
      number === null ? INDENT : leadOf(number),
    ],
  ];
}

/** One quotation, with whose it is and where it stands, as an answer has it. */
export function quotationText(quote: Quote): string {
  const { passage } = quote;
  const lines: readonly Line[] = [
    [shownWords(quote), 'quotation', INDENT],
    [`${CAPTION}${captionOf(passage)}`, 'plain', INDENT],
    addressLine(linkOf(passage)),
  ];
  const layout = { columns: Infinity, coloured: false };
  return lines
    .map(([text, style = 'plain', lead = '']) => laidOut(text, style, lead, layout))
    .join('\n');
}

function workLines({ source, passages, voices }: SourceEntry, number: number): Line[] {
  return [
    BLANK,
    [workLine(source), 'plain', leadOf(number)],
    addressLine(source.url),
    [messages.work(passages, voices), 'plain', INDENT],
  ];
}

/** Without a title, it is one sentence of ours. */
function sectionLines({ title, lines }: HelpSection, isFirst: boolean): Line[] {
  if (title === '') return lines.map((line) => [line]);
  const indented = lines.map((line): Line => [line, 'plain', INDENT]);
  return [...(isFirst ? [] : [BLANK]), [title, 'heading'], ...indented];
}

function addressLine(url: string | null): Line {
  return [url ?? messages.unknownAddress(), 'faint', INDENT];
}

function leadOf(number: number): string {
  return `${number}. `.padEnd(INDENT.length);
}

/** Reads a printed answer back: what opens with a guillemet is a quotation and must be followed by its caption and address. */
export function read(screen: string): Reading {
  const lines = logicalLines(screen);
  const textAt = (index: number) => lines[index]?.text ?? '';
  const quotations: ShownQuotation[] = [];
  const works: ShownWork[] = [];
  const texts: string[] = [];
  const statements = new StatementReader({ thesis: THESIS, sentence: SENTENCE });
  const runs = new RunReader();
  for (let index = 0; index < lines.length; index += 1) {
    const line = textAt(index);
    if (statements.reads(line)) continue;
    // An address stands on the line after what it is of, and a blank one where there is none.
    const below = textAt(index + 1);
    if (runs.reads(line, below === '' ? undefined : addressIn(below))) {
      if (below !== '') index += 1;
    } else if (line.startsWith('«') || line.startsWith(UNQUOTED)) {
      const over = statements.over();
      const label = lines[index]?.number ?? null;
      const isCaptioned = below.startsWith(CAPTION);
      if (isCaptioned) runs.end();
      const source = runs.next();
      const caption = source?.caption ?? below.slice(CAPTION.length);
      const own = source === null ? textAt(index + 2) : below;
      const url = source?.url === undefined ? addressIn(own) : source.url;
      quotations.push({ words: line, caption, url, ...over, ...(label === null ? {} : { label }) });
      index += (source === null ? 1 : 0) + (source?.url === undefined ? 1 : 0);
    } else if (line.includes(' — «')) {
      works.push({ line, url: addressIn(lines[index + 1]?.text) });
      index += 1;
    } else texts.push(line);
  }
  statements.end();
  runs.end();
  const sentences = [...statements.sentences, ...runs.faults];
  return { quotations, works, documents: [], sentences, texts };
}

function addressIn(line: string | undefined): string | null {
  return line === undefined || line === messages.unknownAddress() ? null : line;
}
