import { pageAddressOf } from '../../debate/address.ts';
import type { Passage } from '../../debate/passage.ts';
import type { Reading } from '../../debate/reading.ts';
import type { Reply, SourceEntry } from '../../debate/reply.ts';
import { shownOf } from '../../debate/paging.ts';
import { helpSections, messages, type HelpSection } from '../../messages/messages.ts';
import { ownPage } from '../../messages/site.ts';
import { TYPED } from '../../messages/examples.ts';
import type { Answer } from '../../ask/request.ts';
import { offerButtons } from '../../conversation/buttons.ts';
import { layoutOfAnswer, type Looks, type ShownQuote } from '../../conversation/layout.ts';
import type { Layout as AnswerLayout } from '../../conversation/layout.ts';
import { arrowLines, nodeLine } from '../../conversation/map.ts';
import { readLines } from '../../conversation/plain-text.ts';
import { addressOfAll, runsOf, type Run } from '../../conversation/runs.ts';
import { CAPTION, SENTENCE, THESIS, type ShownSummary } from '../../conversation/sentences.ts';
import { INDENT, laidOut, logicalLines, type Layout, type Style } from './layout.ts';
import { captionOf, linkOf, workLine, shownWords, type Quote } from '../../debate/quote.ts';

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
export function render(answer: Answer, layout: Layout): string {
  return linesOf(answer)
    .map(([text, style = 'plain', lead = '']) => laidOut(text, style, lead, layout))
    .join('\n');
}

function linesOf(answer: Answer): readonly Line[] {
  const { reply } = answer;
  const layout = layoutOfAnswer(answer, LOOKS);
  const { heading, summary, quotes, works, sections, page, pages } = layout;
  // A list of passages is numbered over its pages, with a summary or without.
  const numbers = (reply.kind === 'quotes' ? shownOf(reply) : quotes).map(({ number }) => number);
  const numberOf = (shown: ShownQuote) => numbers[quotes.indexOf(shown)] ?? null;
  const next = page < pages ? ` · ${messages.nextPage(page + 1)}` : '';
  return [
    ...(heading === null ? [] : [[heading, 'heading'] as const]),
    ...(summary === null ? [] : summaryLines(summary)),
    ...mapLines(layout),
    ...runsOf(quotes).flatMap((run) => runLines(run, numberOf)),
    ...quotes.flatMap(({ number }) => readLinesOf(layout, number)),
    ...works.flatMap((work, index) => workLines(work, index + 1)),
    ...sections.flatMap((section, index) => sectionLines(section, index === 0)),
    ...(pages === 1 ? [] : [BLANK, [`${messages.page(page, pages)}${next}`, 'faint'] as const]),
    ...anotherLines(reply),
    ...offerLines(offerButtons(answer)),
  ];
}

/** A passage of a map a line, and beneath it what it answers, joins, qualifies or rejects. */
function mapLines(layout: AnswerLayout): Line[] {
  const lines = layout.nodes.flatMap((node): Line[] => [
    [nodeLine(node)],
    ...readLinesOf(layout, node.number),
  ]);
  return lines.length === 0 ? [] : [BLANK, ...lines];
}

function readLinesOf(layout: AnswerLayout, number: number | null): Line[] {
  if (number === null) return [];
  return arrowLines(layout, number).map((line): Line => [line, 'faint', INDENT]);
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
      ...pageLines(passage),
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
    ...pageLines(passage),
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

/** Where the passage is in its place, where the pages of the debate are shown. */
function pageLines(passage: Passage): Line[] {
  const page = pageAddressOf(passage);
  return page === null ? [] : [[ownPage(page), 'faint', INDENT]];
}

function addressLine(url: string | null): Line {
  return [url ?? messages.unknownAddress(), 'faint', INDENT];
}

function leadOf(number: number): string {
  return `${number}. `.padEnd(INDENT.length);
}

/** Reads a printed answer back. */
export function read(screen: string): Reading {
  return { ...readLines(logicalLines(screen), addressIn), documents: [] };
}

function addressIn(line: string): string | null {
  return line === '' || line === messages.unknownAddress() ? null : line;
}
