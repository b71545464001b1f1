import { captionOf, workLine } from '../../debate/attribution.ts';
import type { Reading, ShownQuotation, ShownWork } from '../../debate/gate.ts';
import { shownWords } from '../../debate/quote.ts';
import type { Quote } from '../../debate/quote.ts';
import { PAGE_SIZE, pageOf, pagesFor } from '../../debate/reply.ts';
import type { ComparisonReply, PositionReply, Reply, SourcesReply } from '../../debate/reply.ts';
import type { Source } from '../../debate/source.ts';
import { helpSections, messages, noticeText } from '../../messages.ts';
import type { Answer } from '../../request.ts';
import { INDENT, laidOut, logicalLines } from './layout.ts';
import type { Layout, Style } from './layout.ts';

/** Opens the line of a thesis, which is the editor's sentence and no quotation. */
const THESIS = '→ ';
const CAPTION = '— ';

type Line = readonly [text: string, style?: Style, lead?: string];

/** The text of an answer as it is printed. */
export function render({ reply }: Answer, layout: Layout): string {
  return linesOf(reply)
    .map(([text, style = 'plain', lead = '']) => laidOut(text, style, lead, layout))
    .join('\n');
}

function linesOf(reply: Reply): readonly Line[] {
  switch (reply.kind) {
    case 'quotes': {
      const { subject, total, filters, ranked, page } = reply;
      const first = (page - 1) * PAGE_SIZE + 1;
      return [
        [messages.quotes(subject, total, filters), 'heading'],
        ...pageOf(ranked, page).flatMap((quote, index) => quoteLines(quote, lead(first + index))),
        ...pageLines(page, ranked.length),
      ];
    }
    case 'position':
      return positionLines(reply);
    case 'comparison':
      return comparisonLines(reply);
    case 'citation': {
      const { day, subject, quote } = reply;
      const heading = day === null ? messages.citation(subject) : messages.citationOfTheDay();
      return [[heading, 'heading'], ...quoteLines(quote, INDENT)];
    }
    case 'context':
      return [
        [messages.context(), 'heading'],
        ...reply.quotes.flatMap((quote, index) =>
          quoteLines(quote, INDENT, index === reply.focus ? 'heading' : 'quotation'),
        ),
      ];
    case 'sources':
      return sourcesLines(reply);
    case 'help':
      return helpSections(reply.sources, reply.passages).flatMap(
        ({ title, lines }, index): Line[] => [
          ...(index === 0 ? [] : [[''] as const]),
          [title, 'heading'],
          ...lines.map((line): Line => [line, 'plain', INDENT]),
        ],
      );
    case 'notice':
      return [[noticeText(reply.notice)]];
  }
}

function quoteLines(quote: Quote, opening: string, style: Style = 'quotation'): Line[] {
  return [
    [''],
    [shownWords(quote), style, opening],
    [`${CAPTION}${captionOf(quote.passage)}`, 'plain', INDENT],
    addressLine(quote.passage.source),
  ];
}

function addressLine({ url }: Source): Line {
  return [url ?? messages.unknownAddress(), 'faint', INDENT];
}

function positionLines({ speaker, subject, total, groups, page }: PositionReply): Line[] {
  const points = groups.flatMap(({ topic, quotes }) => quotes.map((quote) => ({ topic, quote })));
  let shownTopic = '';
  const lines = pageOf(points, page).flatMap(({ topic, quote }): Line[] => {
    const heading: Line[] = topic === shownTopic ? [] : [[''], [topic, 'heading']];
    shownTopic = topic;
    const [blank = [''], ...quoted] = quoteLines(quote, INDENT);
    return [...heading, blank, [`${THESIS}${quote.passage.thesis}`, 'plain', INDENT], ...quoted];
  });
  return [
    [messages.position(speaker.label, subject, total), 'heading'],
    ...lines,
    ...pageLines(page, points.length),
  ];
}

function comparisonLines({ subject, topics, sides }: ComparisonReply): Line[] {
  const [one, other] = sides;
  const pairs = one.quotes.flatMap((quote, index): Line[] => {
    const topic = topics[index];
    const facing = [quote, ...other.quotes.slice(index, index + 1)];
    return [
      ...(topic === undefined ? [] : ([[''], [topic, 'heading']] as const)),
      ...facing.flatMap((each) => quoteLines(each, INDENT)),
    ];
  });
  return [
    [messages.comparison(one.speaker.label, other.speaker.label, subject), 'heading'],
    ...pairs,
  ];
}

function sourcesLines({ speaker, entries }: SourcesReply): Line[] {
  return [
    [messages.sources(entries.length, speaker?.label ?? null), 'heading'],
    ...entries.flatMap(({ source, passages, voices }, index): Line[] => [
      [''],
      [workLine(source), 'plain', lead(index + 1)],
      addressLine(source),
      [messages.work(passages, voices), 'plain', INDENT],
    ]),
  ];
}

function pageLines(page: number, entries: number): Line[] {
  const pages = pagesFor(entries);
  if (pages === 1) return [];
  const next = page < pages ? ` · ${messages.nextPage(page + 1)}` : '';
  return [[''], [`${messages.page(page, pages)}${next}`, 'faint']];
}

function lead(number: number): string {
  return `${number}. `.padEnd(INDENT.length);
}

/** Reads a printed answer back: what opens with a guillemet is a quotation and must be followed by its caption and address. */
export function read(screen: string): Reading {
  const lines = logicalLines(screen);
  const quotations: ShownQuotation[] = [];
  const works: ShownWork[] = [];
  const texts: string[] = [];
  let thesis: string | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.startsWith(THESIS)) thesis = line.slice(THESIS.length);
    else if (line.startsWith('«')) {
      const caption = (lines[index + 1] ?? '').slice(CAPTION.length);
      quotations.push({ words: line, caption, url: addressIn(lines[index + 2]), thesis });
      thesis = null;
      index += 2;
    } else if (line.includes(' — «')) {
      works.push({ line, url: addressIn(lines[index + 1]) });
      index += 1;
    } else texts.push(line);
  }
  if (thesis !== null) texts.push(thesis);
  return { quotations, works, documents: [], texts };
}

function addressIn(line: string | undefined): string | null {
  return line === undefined || line === messages.unknownAddress() ? null : line;
}
