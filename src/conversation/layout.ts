import type { Catalogue } from '../debate/catalogue.ts';
import { pagesFor, pairsOn, shownOf, summaryOn } from '../debate/paging.ts';
import type { Notice } from '../debate/notice.ts';
import type {
  ComparisonReply,
  ExchangeReply,
  MapReply,
  PositionReply,
  QuotesReply,
  Reply,
  SourceEntry,
  SummarisedReply,
} from '../debate/reply.ts';
import { debateLine, headingOf, severalHelp } from '../messages/choice.ts';
import { messages, noticeText, type HelpSection } from '../messages/messages.ts';
import type { Manner } from '../messages/examples.ts';
import type { Answer } from '../ask/request.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { summaryShown, type ShownSummary } from './sentences.ts';
import { shownMap, type MapArrow, type MapNode } from './map.ts';
import { pointLine, relationLine } from '../debate/relation.ts';
import { CUT, type Quote, thesisText } from '../debate/quote.ts';

/** One quotation and what stands over it. */
export interface ShownQuote {
  readonly quote: Quote;
  /** Our own words: a theme, that something is left out, how it goes with the one before. */
  readonly above: string | null;
  readonly thesis: string | null;
  /** The one that was asked for, among its neighbours. */
  readonly isFocus: boolean;
  /** What the sentences of a summary call it by; null where there can be none. */
  readonly number: number | null;
}

/** What one message shows of an answer, before it is made to fit. */
export interface Layout {
  readonly heading: string | null;
  /** Stands between the heading and the quotations. */
  readonly summary: ShownSummary | null;
  readonly quotes: readonly ShownQuote[];
  /** The passages of a map that their theses tell; those without are among the quotations. */
  readonly nodes: readonly MapNode[];
  readonly arrows: readonly MapArrow[];
  readonly works: readonly SourceEntry[];
  /** Our own words: help, or the one sentence of a notice. */
  readonly sections: readonly HelpSection[];
  /** Both from 1. */
  readonly page: number;
  readonly pages: number;
}

/** The works a message of `/sources` shows: with the longest titles and addresses of a corpus, they fit. */
export const WORKS_A_PAGE = 5;
/** The line that counts the passages of each voice of a work. */
export const LONGEST_VOICES_LINE = 300;
/** One sentence of ours: a corpus may have more voices than a notice can name. */
export const LONGEST_SENTENCE = 1_200;

/** What a platform says in its own way, and what its messages have room for. */
export interface Looks {
  readonly help: (catalogue: Catalogue) => readonly HelpSection[];
  /** How questions are put there. */
  readonly manner: Manner;
  readonly heading: (text: string) => string;
  readonly sentence: (text: string) => string;
  /** The works of each message of `/sources`: the command does not page it, because a terminal scrolls. */
  readonly pagesOfWorks: (entries: readonly SourceEntry[]) => readonly (readonly SourceEntry[])[];
}

const NOTHING = {
  heading: null,
  summary: null,
  quotes: [],
  nodes: [],
  arrows: [],
  works: [],
  sections: [],
  page: 1,
  pages: 1,
};

/** What a message shows of an answer. */
export function layoutOfAnswer(answer: Answer, looks: Looks): Layout {
  const { aside, from = NO_DEBATE } = answer;
  const layout = searchedLayout(answer, looks, from);
  const beside = aside === undefined ? [] : noticeSections(aside, looks, from.catalogue);
  return { ...layout, sections: [...layout.sections, ...beside] };
}

function searchedLayout(answer: Answer, looks: Looks, from: OpenDebate): Layout {
  const { excerpt, reply } = answer;
  if (excerpt === undefined) return headed(layoutOf(answer, looks, from), looks, from);
  const layout = layoutOf({ ...answer, reply: withoutSubject(reply) }, looks, from);
  const { heading, sections } = layout;
  if (heading !== null)
    return headed({ ...layout, heading: messages.within(heading, excerpt) }, looks, from);
  const searched = { title: '', lines: [looks.sentence(messages.searched(excerpt))] };
  return reply.kind === 'notice' ? { ...layout, sections: [searched, ...sections] } : layout;
}

/** Of several debates, an answer says which it is of. */
function headed(layout: Layout, looks: Looks, { key, catalogue: { debate } }: OpenDebate): Layout {
  const { heading } = layout;
  if (heading === null) return layout;
  const named = key === '' ? heading : headingOf(heading, { ...debate, key });
  return { ...layout, heading: looks.heading(named) };
}

/** What was looked for is said once. */
function withoutSubject(reply: Reply): Reply {
  if (reply.kind === 'quotes' && reply.synonym !== undefined) return reply;
  return 'subject' in reply ? { ...reply, subject: null } : reply;
}

function layoutOf({ reply, asked, picture }: Answer, looks: Looks, from: OpenDebate): Layout {
  const { catalogue } = from;
  switch (reply.kind) {
    case 'quotes':
      return {
        ...summarisedLayout(reply),
        ...pagesLayout(reply),
        heading: messages.quotes({ ...reply, listed: reply.ranked.length }),
      };
    case 'position':
      return positionLayout(reply);
    case 'comparison':
      return comparisonLayout(reply);
    case 'citation': {
      const { day, filters, subject, quote } = reply;
      const heading =
        day === null ? messages.citation(subject, filters) : messages.citationOfTheDay();
      const isMissed = reply.isPictured === true && picture == null;
      const sections = isMissed ? [{ title: '', lines: [messages.notPictured()] }] : [];
      return { ...NOTHING, heading, quotes: [bare(quote)], sections };
    }
    case 'context': {
      const around = reply.quotes.map((quote, index) => {
        const above = reply.gaps[index] === true ? CUT : null;
        return { ...bare(quote), above, isFocus: index === reply.focus };
      });
      const readings = reply.related.map(relationLine);
      const related = reply.related.map(({ quote }, index) => {
        const reading = readings[index] ?? null;
        return { ...bare(quote), above: reading === readings[index - 1] ? null : reading };
      });
      return { ...NOTHING, heading: messages.context(), quotes: [...around, ...related] };
    }
    case 'map':
      return mapLayout(reply);
    case 'exchange':
      return exchangeLayout(reply, catalogue);
    case 'sources': {
      const heading = messages.sources(reply);
      const pages = looks.pagesOfWorks(reply.entries);
      return { ...NOTHING, heading, ...pageOfWorks(pages, Number(asked?.options.page ?? 1)) };
    }
    case 'help':
      return { ...NOTHING, sections: [...looks.help(catalogue), ...helpBeside(from)] };
    case 'notice':
      return { ...NOTHING, sections: noticeSections(reply.notice, looks, catalogue) };
  }
}

const helpBeside = ({ key }: OpenDebate) => (key === '' ? [] : [severalHelp]);

function noticeSections(notice: Notice, looks: Looks, { examples }: Catalogue) {
  const sentence = looks.sentence(noticeText(notice, examples, looks.manner));
  const listed = notice.code === 'debates' && notice.here !== '' ? notice.debates : [];
  const lists = listed.length === 0 ? [] : [{ title: '', lines: listed.map(debateLine) }];
  return [{ title: '', lines: [sentence] }, ...lists];
}

function bare(quote: Quote): ShownQuote {
  return { quote, above: null, thesis: null, isFocus: false, number: null };
}

function mapLayout(reply: MapReply): Layout {
  const { untold, ...map } = shownMap(reply.map);
  const quotes = untold.map(({ quote, number }) => ({ ...bare(quote), number }));
  return { ...NOTHING, ...map, heading: messages.map(reply), quotes };
}

/** Each pair under the line that says what is read between the two. */
function exchangeLayout(reply: ExchangeReply, catalogue: Catalogue): Layout {
  const quotes = pairsOn(reply).flatMap(({ kind, by, to }) => {
    const relation = { kind, isOfOther: false };
    const [one, other] = [catalogue.labelOf(by.passage), catalogue.labelOf(to.passage)];
    const above = pointLine({ relation, topics: [] }, [one, other]);
    return [{ ...bare(by), above }, bare(to)];
  });
  return { ...NOTHING, ...pagesLayout(reply), heading: messages.exchange(reply), quotes };
}

function positionLayout(reply: PositionReply): Layout {
  const topicOf = new Map(
    reply.groups.flatMap((group) => group.quotes.map(({ passage }) => [passage, group.topic])),
  );
  const layout = summarisedLayout(reply);
  // What the summary tells stands in its order, and is not told twice.
  const isTold = summaryOn(reply) !== null;
  const quotes = layout.quotes.map((shown, index) => {
    const { thesis, text } = shown.quote.passage;
    const topic = topicOf.get(shown.quote.passage) ?? '';
    const before = layout.quotes[index - 1]?.quote.passage;
    const isNew = before === undefined || topicOf.get(before) !== topic;
    return {
      ...shown,
      above: isNew && !isTold && topic !== '' ? topic : null,
      // Of a passage that is not quoted it is all that is told.
      thesis: isTold || text === null || thesis === null ? null : thesisText(thesis),
    };
  });
  return { ...layout, ...pagesLayout(reply), heading: messages.position(reply), quotes };
}

function comparisonLayout(reply: ComparisonReply): Layout {
  const { points, sides } = reply;
  const [one, other] = sides;
  const voices = [one.speaker.label, other.speaker.label] as const;
  const lineOf = new Map(points.map((point, n) => [one.quotes[n], pointLine(point, voices)]));
  const layout = summarisedLayout(reply);
  const quotes = layout.quotes.map((shown) => {
    return { ...shown, above: lineOf.get(shown.quote) ?? null };
  });
  return { ...layout, heading: messages.comparison(reply), quotes };
}

/** The quotations of a page, numbered where a summary may refer to them, and the summary. */
function summarisedLayout(reply: SummarisedReply): Layout {
  const isReferred = summaryOn(reply) !== null;
  const quotes = shownOf(reply).map(({ quote, number }) => ({
    ...bare(quote),
    number: isReferred ? number : null,
  }));
  return { ...NOTHING, quotes, summary: summaryShown(reply) };
}

type Paged = QuotesReply | PositionReply | ExchangeReply;
function pagesLayout(reply: Paged): Pick<Layout, 'page' | 'pages'> {
  return { page: reply.page, pages: pagesFor(reply) };
}

function pageOfWorks(works: readonly (readonly SourceEntry[])[], asked: number) {
  const pages = Math.max(1, works.length);
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  return { works: works[page - 1] ?? [], page, pages };
}
