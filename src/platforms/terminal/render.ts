import { captionOf, thesisText, workLine } from '../../debate/attribution.ts';
import type { Reading, ShownQuotation, ShownWork } from '../../debate/reading.ts';
import { shownWords } from '../../debate/quote.ts';
import type { Quote } from '../../debate/quote.ts';
import type { Thesis, Source } from '../../debate/passage.ts';
import { pagesFor, shownOf, summaryOn } from '../../debate/reply.ts';
import type {
  ComparisonReply,
  PositionReply,
  QuotesReply,
  Reply,
  SourcesReply,
  SummarisedReply,
} from '../../debate/reply.ts';
import { helpSections, messages, noticeText } from '../../messages/messages.ts';
import type { Answer } from '../../ask/request.ts';
import { isNumbered, StatementReader, summaryShown } from '../../conversation/sentences.ts';
import { INDENT, laidOut, logicalLines } from './layout.ts';
import type { Layout, Style } from './layout.ts';

/** Opens the line of a thesis, which is the editor's sentence and no quotation. */
const THESIS = '→ ';
const CAPTION = '— ';
/** Opens a sentence of a summary. */
const SENTENCE = '• ';

type Line = readonly [text: string, style?: Style, lead?: string];

/** The text of an answer as it is printed. */
export function render({ reply }: Answer, layout: Layout): string {
  return linesOf(reply)
    .map(([text, style = 'plain', lead = '']) => laidOut(text, style, lead, layout))
    .join('\n');
}

function linesOf(reply: Reply): readonly Line[] {
  switch (reply.kind) {
    case 'quotes':
      return quotesLines(reply);
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

function quotesLines(reply: QuotesReply): Line[] {
  const { subject, total, filters } = reply;
  return [
    [messages.quotes(subject, total, filters), 'heading'],
    ...summaryLines(reply),
    ...shownOf(reply).flatMap(({ quote, number }) => quoteLines(quote, lead(number))),
    ...pageLines(reply),
  ];
}

function positionLines(reply: PositionReply): Line[] {
  const { speaker, subject, total, groups } = reply;
  const topicOf = new Map(
    groups.flatMap(({ topic, quotes }) => quotes.map(({ passage }) => [passage, topic])),
  );
  // What the summary tells stands in its order, and is not told twice.
  const isTold = summaryOn(reply) !== null;
  let shownTopic = '';
  const lines = shownOf(reply).flatMap(({ quote, number }): Line[] => {
    const { thesis } = quote.passage;
    const topic = topicOf.get(quote.passage) ?? '';
    const isNew = !isTold && topic !== '' && topic !== shownTopic;
    shownTopic = topic;
    const [blank = [''], ...quoted] = quoteLines(quote, isTold ? lead(number) : INDENT);
    const argued = isTold || thesis === null ? [] : [thesisLine(thesis)];
    return [...(isNew ? ([[''], [topic, 'heading']] as const) : []), blank, ...argued, ...quoted];
  });
  return [
    [messages.position(speaker.label, subject, total), 'heading'],
    ...summaryLines(reply),
    ...lines,
    ...pageLines(reply),
  ];
}

function comparisonLines(reply: ComparisonReply): Line[] {
  const { subject, topics, sides } = reply;
  const [one, other] = sides;
  const topicOf = new Map(topics.map((topic, index) => [one.quotes[index], topic]));
  const quotations = shownOf(reply).flatMap(({ quote, number }): Line[] => {
    const topic = topicOf.get(quote);
    return [
      ...(topic === undefined ? [] : ([[''], [topic, 'heading']] as const)),
      ...quoteLines(quote, isNumbered(reply) ? lead(number) : INDENT),
    ];
  });
  return [
    [messages.comparison(one.speaker.label, other.speaker.label, subject), 'heading'],
    ...summaryLines(reply),
    ...quotations,
  ];
}

function thesisLine(thesis: Thesis): Line {
  return [`${THESIS}${thesisText(thesis)}`, 'plain', INDENT];
}

function summaryLines(reply: SummarisedReply): Line[] {
  const shown = summaryShown(reply);
  if (shown === null) return [];
  const sentences = shown.sentences.map((line): Line => [`${SENTENCE}${line}`, 'plain', INDENT]);
  return [[''], [shown.line, 'heading'], ...sentences];
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

function pageLines(reply: QuotesReply | PositionReply): Line[] {
  const { page } = reply;
  const pages = pagesFor(reply);
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
  const textAt = (index: number) => lines[index]?.text ?? '';
  const quotations: ShownQuotation[] = [];
  const works: ShownWork[] = [];
  const texts: string[] = [];
  const statements = new StatementReader({ thesis: THESIS, sentence: SENTENCE });
  for (let index = 0; index < lines.length; index += 1) {
    const line = textAt(index);
    if (statements.reads(line)) continue;
    if (line.startsWith('«')) {
      const thesis = statements.takeThesis();
      const caption = textAt(index + 1).slice(CAPTION.length);
      const label = lines[index]?.number ?? null;
      const url = addressIn(lines[index + 2]?.text);
      quotations.push({ words: line, caption, url, thesis, ...(label === null ? {} : { label }) });
      index += 2;
    } else if (line.includes(' — «')) {
      works.push({ line, url: addressIn(lines[index + 1]?.text) });
      index += 1;
    } else texts.push(line);
  }
  statements.end();
  return { quotations, works, documents: [], sentences: statements.sentences, texts };
}

function addressIn(line: string | undefined): string | null {
  return line === undefined || line === messages.unknownAddress() ? null : line;
}
