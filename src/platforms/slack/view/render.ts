import type { types } from '@slack/bolt';
import { pageAddressOf } from '../../../debate/address.ts';
import type { Passage } from '../../../debate/passage.ts';
import type { SourceEntry } from '../../../debate/reply.ts';
import { labels, slackHelp } from '../../../messages/slack.ts';
import { messages } from '../../../messages/messages.ts';
import type { HelpSection } from '../../../messages/messages.ts';
import { TYPED } from '../../../messages/examples.ts';
import type { Answer } from '../../../ask/request.ts';
import { answerButtons, authorOf, quoteButtons } from '../../../conversation/buttons.ts';
import {
  escaped,
  context,
  fitsMarkup,
  header,
  introduced,
  line,
  link,
  list,
  plain,
  quotation,
  richText,
  LONGEST_HEADER,
  MESSAGE,
} from './blocks.ts';
import type { Block, SlackMessage, CommandNames } from './blocks.ts';
import type { Circumstances, Look } from '../../../conversation/composer.ts';
import { actionsBlock, numberedBlock } from './buttons.ts';
import { fallbackText } from './fallback.ts';
import { fitted, weightOf } from './fitting.ts';
import type { Surplus } from './fitting.ts';
import { arrowBlocks, nodeBlocks } from './map.ts';
import { picturedBy } from '../pictures.ts';
import { tableOf } from './table.ts';
import { cutTo } from '../../../debate/cutting.ts';
import { addressOfAll, runsOf, type Run } from '../../../conversation/runs.ts';
import { shortened, THESIS } from '../../../conversation/sentences.ts';
import {
  layoutOfAnswer,
  LONGEST_SENTENCE,
  LONGEST_VOICES_LINE,
  WORKS_A_PAGE,
  type Layout,
  type Looks,
  type ShownQuote,
} from '../../../conversation/layout.ts';
import { readAroundOwnWords, withOwnWords } from './proposal.ts';
import { readMessage, readOwnWords } from './read.ts';
import {
  captionOf,
  linkOf,
  workLine,
  shownWords,
  UNQUOTED,
  type Quote,
} from '../../../debate/quote.ts';

/** What Slack's messages say in their own way; a heading is cut where it stands, and not in the plain text. */
const LOOKS: Looks = {
  help: slackHelp,
  manner: TYPED,
  heading: (text) => text,
  sentence: (text) => shortened(text, LONGEST_SENTENCE),
  pagesOfWorks: (entries) =>
    Array.from({ length: Math.ceil(entries.length / WORKS_A_PAGE) }, (_, page) =>
      entries.slice(page * WORKS_A_PAGE, (page + 1) * WORKS_A_PAGE),
    ),
};

export class Renderer implements Look<SlackMessage> {
  readonly read = readMessage;
  readonly readOwnWords = readOwnWords;
  readonly withOwn = withOwnWords;
  readonly readAround = readAroundOwnWords;
  readonly #names: CommandNames;

  constructor(names: CommandNames) {
    this.#names = names;
  }

  sentence(text: string): SlackMessage {
    const words = this.#names.written(LOOKS.sentence(text));
    return { text: escaped(words), blocks: [richText([line(words)])] };
  }

  render(answer: Answer, circumstances: Circumstances): SlackMessage {
    const layout = this.#renamed(layoutOfAnswer(answer, LOOKS));
    const opening =
      layout.heading === null ? [] : [header(shortened(layout.heading, LONGEST_HEADER))];
    const closing: readonly Block[] = [
      ...layout.works.flatMap(workBlocks),
      ...layout.sections.map(sectionBlock),
      ...closingBlocks(answer, layout, circumstances),
    ];
    const blocks = fitted(layout, (shown, surplus) => [
      ...opening,
      ...(surplus.hasSummary ? summaryBlocks(layout) : []),
      ...nodeBlocks(shown),
      ...runsOf(shown.quotes).flatMap((run) => this.#runBlocks(run, answer, surplus)),
      ...arrowBlocks(shown, answer, surplus.hasButtons),
      ...closing,
    ]);
    const text = fallbackText(layout);
    const facing = this.#facingBlocks(answer, layout);
    const tabled = [...opening, ...summaryBlocks(layout), ...facing, ...closing];
    const isTabled = facing.length > 0 && weightOf(tabled) <= MESSAGE.weight;
    const message = isTabled ? { text, blocks: tabled, withoutTable: blocks } : { text, blocks };
    return { ...message, ...picturedBy(answer) };
  }

  /** Two voices side by side, and what can be asked of each quotation; none where a table does not hold them. */
  #facingBlocks(answer: Answer, { quotes }: Layout): Block[] {
    const { reply } = answer;
    if (reply.kind !== 'comparison') return [];
    const table = tableOf(reply, quotes);
    if (table === null) return [];
    const buttons = quotes.flatMap(({ quote, number }, index) =>
      quoteButtons(quote, answer, null).map((each) => [number ?? index + 1, each] as const),
    );
    return [table, ...numberedBlock(buttons)];
  }

  #runBlocks(run: Run, answer: Answer, surplus: Surplus): Block[] {
    const url = sharedAddress(run);
    return run.quotes.flatMap((shown, index) => {
      const { passage } = shown.quote;
      const source = run.line === null ? plain(captionOf(passage)) : null;
      const isFirst = index === 0 && run.line !== null;
      const buttons = surplus.hasButtons
        ? quoteButtons(shown.quote, answer, authorOf(passage, answer.from))
        : [];
      return [
        ...(isFirst ? runOpening(run, url) : []),
        quoteBlock(isFirst ? { ...shown, above: null } : shown, surplus),
        ...(url === undefined ? addressed(source, linkOf(passage)) : []),
        ...pageBlock(passage),
        ...actionsBlock(buttons),
      ];
    });
  }

  #renamed(layout: Layout): Layout {
    const sections = layout.sections.map(({ title, lines }) => {
      return { title, lines: lines.map(this.#names.written) };
    });
    return { ...layout, sections };
  }
}

const BOLD = { bold: true } as const;

function quoteBlock(
  { quote, above, number, thesis, isFocus }: ShownQuote,
  { hasTheses }: Surplus,
): Block {
  return richText([
    ...(above === null ? [] : [line(above, BOLD)]),
    ...(number === null ? [] : [line(`[${number}]`)]),
    ...(thesis === null || !hasTheses ? [] : [line(THESIS + thesis)]),
    wordsOf(quote, isFocus ? BOLD : undefined),
  ]);
}

/** The address of all of a run that markup can hold; undefined where each has its own. */
function sharedAddress(run: Run): string | null | undefined {
  const url = run.line === null ? undefined : addressOfAll(run, linkOf);
  return typeof url === 'string' && !fitsMarkup(url) ? undefined : url;
}

/** The source of quotations that follow each other, with their address where all have the same. */
function runOpening({ quotes, line: told }: Run, url: string | null | undefined): Block[] {
  const above = quotes[0]?.above ?? null;
  const source = plain(told ?? '');
  return [
    ...(above === null ? [] : [richText([line(above, BOLD)])]),
    ...(url === undefined ? [context(source)] : addressed(source, url)),
  ];
}

/** One quotation, as far as there is room, with whose it is and where it stands, under a line of ours. */
export function quotationBlocks(quote: Quote, above: string, room: number): Block[] {
  const cut = cutTo(quote, room, ({ length }) => length) ?? quote;
  const { passage } = quote;
  return [
    richText([line(above, BOLD), wordsOf(cut)]),
    ...addressed(plain(captionOf(passage)), linkOf(passage)),
    ...pageBlock(passage),
  ];
}

/** Our own words stand in italics, and not as a quotation does. */
function wordsOf(quote: Quote, style?: typeof BOLD): types.RichTextQuote | types.RichTextSection {
  const words = shownWords(quote);
  if (quote.passage.text !== null) return quotation(words, style);
  return introduced(UNQUOTED, words.slice(UNQUOTED.length), style);
}

/** A list under no title: so it is read back as sentences, each to be compared with what it cites. */
function summaryBlocks({ summary }: Layout): Block[] {
  if (summary === null) return [];
  const { line: opening, sentences } = summary;
  return [richText([line(opening), ...(sentences.length === 0 ? [] : [list(sentences)])])];
}

function workBlocks({ source, passages, voices }: SourceEntry): Block[] {
  const shares = shortened(messages.work(passages, voices), LONGEST_VOICES_LINE);
  return [richText([line(workLine(source))]), ...addressed(plain(shares), source.url)];
}

/** A small grey line with its address; one that markup cannot hold stands as a link of its own. */
function addressed(text: types.PlainTextElement | null, url: string | null): Block[] {
  const before = text === null ? [] : [text];
  if (url === null) return [context(...before, plain(messages.unknownAddress()))];
  if (fitsMarkup(url)) return [context(...before, link(url, labels.original))];
  const address: types.RichTextLink = { type: 'link', url, text: labels.original };
  return [
    ...(text === null ? [] : [context(text)]),
    richText([{ type: 'rich_text_section', elements: [address] }]),
  ];
}

/** Leads to the passage in its place, where the pages of the debate are shown. */
function pageBlock(passage: Passage): Block[] {
  const page = pageAddressOf(passage);
  return page === null || !fitsMarkup(page) ? [] : [context(link(page, labels.page))];
}

/** Help under its title, or the one sentence of a notice. */
export function sectionBlock({ title, lines }: HelpSection): Block {
  if (title === '') return richText(lines.map((text) => line(text)));
  return richText([line(title, BOLD), list(lines)]);
}

function closingBlocks(answer: Answer, layout: Layout, circumstances: Circumstances): Block[] {
  const { page, pages } = layout;
  const { sharedBy } = circumstances;
  return [
    ...(pages > 1 ? [context(plain(messages.page(page, pages)))] : []),
    ...(sharedBy === null ? [] : [sharedBlock(sharedBy)]),
    ...actionsBlock(answerButtons(answer, layout, circumstances)),
  ];
}

/** Names the person who shares; a mention notifies the one it names, and nobody else. */
function sharedBlock(person: string): Block {
  const words: types.RichTextText = { type: 'text', text: labels.sharedBy };
  const mention: types.RichTextUserMention = { type: 'user', user_id: person };
  return richText([{ type: 'rich_text_section', elements: [words, mention] }]);
}
