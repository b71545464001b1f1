import type { Quote } from '../../debate/quote.ts';
import { pageOf, pagesFor } from '../../debate/reply.ts';
import type { ComparisonReply, PositionReply, Reply, SourceEntry } from '../../debate/reply.ts';
import { discordHelp } from '../../messages-discord.ts';
import { messages, noticeText } from '../../messages.ts';
import type { HelpSection } from '../../messages.ts';
import type { Answer } from '../../request.ts';
import { shortened } from './components.ts';
import { LONGEST_HEADING, LONGEST_SENTENCE } from './limits.ts';
import { pagesOfWorks } from './works.ts';

/** One quotation and what stands over it. */
export interface ShownQuote {
  readonly quote: Quote;
  readonly topic: string | null;
  readonly thesis: string | null;
  /** The one that was asked for, among its neighbours. */
  readonly isFocus: boolean;
}

/** What one message shows of an answer, before it is made to fit. */
export interface Layout {
  readonly heading: string | null;
  readonly quotes: readonly ShownQuote[];
  readonly works: readonly SourceEntry[];
  /** Our own words: help, or the one sentence of a notice. */
  readonly sections: readonly HelpSection[];
  /** Both from 1. */
  readonly page: number;
  readonly pages: number;
}

const NOTHING = { heading: null, quotes: [], works: [], sections: [], page: 1, pages: 1 };

/** What a message with one sentence of ours shows. */
export function sentenceLayout(sentence: string): Layout {
  return { ...NOTHING, sections: [{ title: '', lines: [shortened(sentence, LONGEST_SENTENCE)] }] };
}

/** What a message shows of an answer. */
export function layoutOf({ reply, asked }: Answer): Layout {
  switch (reply.kind) {
    case 'quotes': {
      const { subject, total, filters, ranked, page } = reply;
      const heading = headed(messages.quotes(subject, total, filters));
      const quotes = pageOf(ranked, page).map((quote) => bare(quote));
      return { ...NOTHING, heading, quotes, page, pages: pagesFor(ranked.length) };
    }
    case 'position':
      return positionLayout(reply);
    case 'comparison':
      return comparisonLayout(reply);
    case 'citation': {
      const { day, subject, quote } = reply;
      const heading = day === null ? messages.citation(subject) : messages.citationOfTheDay();
      return { ...NOTHING, heading: headed(heading), quotes: [bare(quote)] };
    }
    case 'context': {
      const quotes = reply.quotes.map((quote, index) => {
        return { ...bare(quote), isFocus: index === reply.focus };
      });
      return { ...NOTHING, heading: messages.context(), quotes };
    }
    case 'sources': {
      const heading = headed(messages.sources(reply.entries.length, reply.speaker?.label ?? null));
      return { ...NOTHING, heading, ...worksOf(reply.entries, Number(asked?.options.page ?? 1)) };
    }
    case 'help':
      return { ...NOTHING, sections: discordHelp(reply.sources, reply.passages) };
    case 'notice':
      return sentenceLayout(noticeText(reply.notice));
  }
}

/** Whether a reply holds something worth showing to others. */
export function isWorthSharing({ kind }: Reply): boolean {
  return kind !== 'help' && kind !== 'notice';
}

function headed(heading: string): string {
  return shortened(heading, LONGEST_HEADING);
}

function bare(quote: Quote): ShownQuote {
  return { quote, topic: null, thesis: null, isFocus: false };
}

function positionLayout({ speaker, subject, total, groups, page }: PositionReply): Layout {
  const points = groups.flatMap(({ topic, quotes }) => quotes.map((quote) => ({ topic, quote })));
  const shown = pageOf(points, page);
  const quotes = shown.map(({ topic, quote }, index) => ({
    ...bare(quote),
    topic: topic === shown[index - 1]?.topic ? null : topic,
    thesis: quote.passage.thesis,
  }));
  const heading = headed(messages.position(speaker.label, subject, total));
  return { ...NOTHING, heading, quotes, page, pages: pagesFor(points.length) };
}

function comparisonLayout({ subject, topics, sides: [one, other] }: ComparisonReply): Layout {
  const quotes = one.quotes.flatMap((quote, index) => [
    { ...bare(quote), topic: topics[index] ?? null },
    ...other.quotes.slice(index, index + 1).map(bare),
  ]);
  const heading = headed(messages.comparison(one.speaker.label, other.speaker.label, subject));
  return { ...NOTHING, heading, quotes };
}

/** The works are not paged by the command, because a terminal scrolls; a message does not. */
function worksOf(
  entries: readonly SourceEntry[],
  asked: number,
): Pick<Layout, 'works' | 'page' | 'pages'> {
  const pages = pagesOfWorks(entries);
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages.length) : 1;
  return { works: pages[page - 1] ?? [], page, pages: pages.length };
}
