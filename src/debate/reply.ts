import type { Filters } from './filters.ts';
import type { DebateMap } from './graph.ts';
import type { Notice } from './notice.ts';
import type { RelationKind, Source } from './passage.ts';
import type { CommonPoint, ToldRelation } from './relation.ts';
import type { Summary } from './summary.ts';
import type { Quote } from './quote.ts';
import type { Speaker } from './speaker.ts';

/** Passages on a subject. */
export interface QuotesReply {
  readonly kind: 'quotes';
  readonly subject: string | null;
  /** The word that was looked for in place of a subject that gives nothing. */
  readonly synonym?: string;
  readonly filters: Filters;
  /** Absent where the question was answered as it was understood first. */
  readonly otherwise?: Otherwise;
  /** How many passages match, shown or not. */
  readonly total: number;
  /** Whether they bear on the subject without answering to all of it. */
  readonly isLoose: boolean;
  /** Best first, `LONGEST_RANKING` at most. */
  readonly ranked: readonly Quote[];
  /** From 1. */
  readonly page: number;
  /** Absent where none was asked for; null where no passage found has a thesis. */
  readonly summary?: Summary | null;
}

/** How else a question was answered: by what these voices say and what is said of them, or by all where nothing passes the filters. */
export type Otherwise =
  | { readonly code: 'about'; readonly speakers: readonly Speaker[] }
  | { readonly code: 'unfiltered'; readonly filters: Filters };

/** What one voice holds: every quotation that its summary does not tell is preceded by its passage's thesis. */
export interface PositionReply {
  readonly kind: 'position';
  readonly speaker: Speaker;
  readonly subject: string | null;
  readonly filters: Filters;
  readonly total: number;
  /** As of passages on a subject. */
  readonly isLoose: boolean;
  /** Best first, `LONGEST_RANKING` at most; without a subject, what is most the voice's own. */
  readonly ranked: readonly Quote[];
  /** All of them, in the order in which they are shown: that of the best of each. */
  readonly groups: readonly TopicGroup[];
  readonly page: number;
  readonly summary: Summary | null;
}

export interface TopicGroup {
  readonly topic: string;
  /** Best first. */
  readonly quotes: readonly Quote[];
}

/** Two voices on the same points, as many quotations each; the n-th of one side faces the n-th of the other. */
export interface ComparisonReply {
  readonly kind: 'comparison';
  readonly subject: string | null;
  readonly filters: Filters;
  /** What the n-th of each side are on together. */
  readonly points: readonly CommonPoint[];
  readonly sides: readonly [Side, Side];
  readonly summary: Summary | null;
}

export interface Side {
  readonly speaker: Speaker;
  readonly quotes: readonly Quote[];
}

/**
 * One quotation on its own. `day` is the date of which it is the one, the same for everybody (`2026-11-22`);
 * null when a subject, a voice or a time was asked for. `next` is the place of another, from 1, if any.
 */
interface CitationReply {
  readonly kind: 'citation';
  readonly quote: Quote;
  readonly subject: string | null;
  readonly filters: Filters;
  readonly day: string | null;
  readonly next?: number | null;
  /** Whether it was asked for as a picture too; absent where it was not. */
  readonly isPictured?: boolean;
}

/** A quotation among those around it in its work. */
interface ContextReply {
  readonly kind: 'context';
  /** In the order of the work. */
  readonly quotes: readonly Quote[];
  /** Which of them was asked for, from 0. */
  readonly focus: number;
  /** Before which of them words of the work are left out. */
  readonly gaps: readonly boolean[];
  readonly related: readonly Related[];
}

/** A passage that an editor reads with the one that was asked for. */
export interface Related extends ToldRelation {
  readonly quote: Quote;
}

/** Passages that editors read with others, as a map. */
export interface MapReply {
  readonly kind: 'map';
  /** What was asked for by its reference; null where a subject, a voice or the whole debate was. */
  readonly of: 'passage' | 'work' | null;
  readonly subject: string | null;
  readonly filters: Filters;
  /** How many passages that are read with others match, drawn or not. */
  readonly total: number;
  /** As of passages on a subject. */
  readonly isLoose: boolean;
  /** Never empty. Beside those that match it holds what is read with them. */
  readonly map: DebateMap;
}

/** Who answers whom, as editors read it. */
export interface ExchangeReply {
  readonly kind: 'exchange';
  /** As of a map. */
  readonly of: MapReply['of'];
  readonly subject: string | null;
  readonly filters: Filters;
  /** How many pairs there are, listed or not. */
  readonly total: number;
  /** As of passages on a subject. */
  readonly isLoose: boolean;
  /** Best first, `MOST_EXCHANGES` at most; one passage may stand in several. */
  readonly pairs: readonly Exchanged[];
  /** From 1. */
  readonly page: number;
}

/** A passage that answers, joins, qualifies or rejects another, and that one. */
export interface Exchanged {
  readonly kind: RelationKind;
  readonly by: Quote;
  readonly to: Quote;
}

/** The works of the debate. */
interface SourcesReply {
  readonly kind: 'sources';
  /** What their titles, authors or publishers have in them; null where that was not asked for. */
  readonly words: string | null;
  readonly filters: Filters;
  readonly entries: readonly SourceEntry[];
}

export interface SourceEntry {
  readonly source: Source;
  readonly passages: number;
  readonly voices: readonly { readonly name: string; readonly passages: number }[];
}

interface HelpReply {
  readonly kind: 'help';
}

/** One sentence in place of an answer. */
interface NoticeReply {
  readonly kind: 'notice';
  readonly notice: Notice;
}

export type Reply =
  | QuotesReply
  | PositionReply
  | ComparisonReply
  | CitationReply
  | ContextReply
  | MapReply
  | ExchangeReply
  | SourcesReply
  | HelpReply
  | NoticeReply;

/** How many passages a page of an answer shows. */
export const PAGE_SIZE = 3;
/** The longest subject that is searched as it is; of more, what is most telling. */
export const LONGEST_SUBJECT = 300;
/** How many passages an answer holds at most, over all its pages. */
export const LONGEST_RANKING = 50;
/** How many pairs of passages an answer holds at most: no more passages than a ranking. */
export const MOST_EXCHANGES = LONGEST_RANKING / 2;
/** Matches beyond which a question is told of no more: counting a million would cost more than finding the best. */
export const COUNTED = 1000;

/** Replies that may have a summary. */
export type SummarisedReply = QuotesReply | PositionReply | ComparisonReply;

/** Whether a reply holds something worth showing to others. */
export function isWorthSharing({ kind }: Reply): boolean {
  return kind !== 'help' && kind !== 'notice';
}

/** Whether the passages of a reply have theses that could sum them up, and none does yet. */
export function canBeSummarised(reply: Reply): boolean {
  if (reply.kind !== 'quotes' || reply.summary !== undefined) return false;
  return reply.ranked.some(({ passage }) => passage.thesis !== null);
}

/** Every quotation a reply holds, in the order it holds them. */
export function quotesOf(reply: Reply): readonly Quote[] {
  switch (reply.kind) {
    case 'quotes':
      return reply.ranked;
    case 'context':
      return [...reply.quotes, ...reply.related.map(({ quote }) => quote)];
    case 'position':
      return reply.groups.flatMap(({ quotes }) => quotes);
    case 'comparison':
      return reply.sides.flatMap(({ quotes }) => quotes);
    case 'citation':
      return [reply.quote];
    case 'map':
      return reply.map.nodes;
    case 'exchange':
      return onceEach(reply.pairs.flatMap(({ by, to }) => [by, to]));
    case 'sources':
    case 'help':
    case 'notice':
      return [];
  }
}

/** One passage may stand in several pairs. */
function onceEach(quotes: readonly Quote[]): readonly Quote[] {
  return [...new Map(quotes.map((quote) => [quote.passage, quote])).values()];
}
