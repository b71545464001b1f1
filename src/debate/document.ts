import { formatDate } from '../french/typography.ts';
import type { Corpus, Passage, Source } from './passage.ts';
import { textOf, type Quote } from './quote.ts';
import { LONGEST_RANKING, quotesOf, type Reply, type Side, type SourceEntry } from './reply.ts';
import type { Chooser } from './summary.ts';

/** An answer for programs: the whole ranking, not one page. Fields are added, never renamed or removed. */
export interface AnswerDocument {
  readonly version: 1;
  readonly kind: 'quotes' | 'position' | 'comparison' | 'summary' | 'sources' | 'help' | 'notice';
  readonly command: string | null;
  readonly query: string;
  /** How many passages (for `sources`, works) answer the question, listed or not. */
  readonly total: number;
  /** The French notice or help, when there is one. */
  readonly message: string | null;
  readonly summary: SummaryDocument | null;
  readonly sides: readonly SideDocument[] | null;
  readonly works: readonly WorkDocument[] | null;
  /** In ranked order, 50 at most, and after them those that the summary rests on. */
  readonly quotes: readonly QuoteDocument[];
  readonly corpus: { readonly hash: string; readonly sources: number; readonly passages: number };
  /** Why each quotation has its place, when it is asked for. */
  readonly explanations?: readonly ExplanationDocument[];
}

/** What a score is made of, by name; the names are those of the search. */
interface ExplanationDocument {
  readonly ref: string;
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly terms: readonly TermDocument[];
}

/** What stands in the passage for one word of the question, all of them folded. */
interface TermDocument {
  readonly typed: string;
  /** What it is taken for: itself, or the words a mistyping may stand for. */
  readonly readAs: readonly string[];
  /** Whether anything in the corpus stands for it. */
  readonly isKnown: boolean;
  /** By the way it was found: word, inflection, spelling, synonym, joined. */
  readonly matched: Readonly<Record<string, readonly string[]>>;
}

/** Why a passage has its place in the last ranking that held it; undefined for one that was not ranked. */
export type ExplanationOf = (passage: Passage) => Omit<ExplanationDocument, 'ref'> | undefined;

interface SummaryDocument {
  /** Each sentence tells the theses of these passages, in their order, and who holds each. */
  readonly points: readonly { readonly sentence: string; readonly refs: readonly string[] }[];
  readonly by: Chooser;
}

interface SideDocument {
  readonly author: string;
  readonly quotes: readonly QuoteDocument[];
}

interface WorkDocument extends ReturnType<typeof sourceDocument> {
  readonly passages: number;
  readonly voices: SourceEntry['voices'];
}

type QuoteDocument = ReturnType<typeof quoteDocument>;

/** A quotation with everything that is computed from its passage. */
export function quoteDocument(quote: Quote) {
  const { passage } = quote;
  return {
    ref: passage.id,
    text: textOf(quote),
    voice: passage.voice.name,
    role: passage.role,
    deduced: passage.deduction !== null,
    reportedBy: passage.reportedBy,
    stance: passage.stance,
    flags: passage.flags,
    thesis: passage.thesis?.text ?? null,
    /** False for a thesis that a model proposed and no person has read; null where there is none. */
    thesisRead: passage.thesis?.isRead ?? null,
    topics: passage.topics,
    source: sourceDocument(passage.source),
  };
}

/** A work with everything a reader may need to find it. */
export function sourceDocument(source: Source) {
  return {
    id: source.id,
    title: source.title,
    author: source.author?.name ?? null,
    publisher: source.publisher,
    date: source.date.edtf,
    dateText: formatDate(source.date),
    url: source.url,
  };
}

/** The work of a passage as `/sources` lists it. */
function workDocument({ source, passages, voices }: SourceEntry): WorkDocument {
  return { ...sourceDocument(source), passages, voices };
}

/** The document of a reply; `message` is what the platform-neutral texts say of a notice or help. */
export function answerDocument(
  { asked, query, reply }: { asked: { command: string } | null; query: string; reply: Reply },
  message: string | null,
  corpus: Corpus,
  explanationOf?: ExplanationOf,
): AnswerDocument {
  const quotes = listedIn(reply);
  return {
    version: 1,
    kind: kindOf(reply),
    command: asked?.command ?? null,
    query,
    total: totalOf(reply),
    message,
    summary: summaryOf(reply),
    sides: reply.kind === 'comparison' ? reply.sides.map(sideDocument) : null,
    works: reply.kind === 'sources' ? reply.entries.map(workDocument) : null,
    quotes: quotes.map(quoteDocument),
    corpus: {
      hash: corpus.hash,
      sources: corpus.sources.length,
      passages: corpus.passages.length,
    },
    ...(explanationOf === undefined ? {} : { explanations: explained(quotes, explanationOf) }),
  };
}

function listedIn(reply: Reply): readonly Quote[] {
  const first = quotesOf(reply).slice(0, LONGEST_RANKING);
  const listed = new Set(first.map(({ passage }) => passage));
  const evidence = 'summary' in reply ? (reply.summary?.evidence ?? []) : [];
  return [...first, ...evidence.filter(({ passage }) => !listed.has(passage))];
}

function explained(
  quotes: readonly Quote[],
  explanationOf: ExplanationOf,
): readonly ExplanationDocument[] {
  return quotes.flatMap(({ passage }) => {
    const explanation = explanationOf(passage);
    return explanation === undefined ? [] : [{ ref: passage.id, ...explanation }];
  });
}

function kindOf(reply: Reply): AnswerDocument['kind'] {
  if (reply.kind === 'citation' || reply.kind === 'context') return 'quotes';
  return reply.kind === 'quotes' && reply.summary != null ? 'summary' : reply.kind;
}

function summaryOf(reply: Reply): SummaryDocument | null {
  const { summary = null } = 'summary' in reply ? reply : {};
  if (summary === null) return null;
  const points = summary.points.map(({ sentence, evidence }) => ({
    sentence,
    refs: evidence.map(({ passage }) => passage.id),
  }));
  return { points, by: summary.by };
}

function totalOf(reply: Reply): number {
  switch (reply.kind) {
    case 'quotes':
    case 'position':
      return reply.total;
    case 'sources':
      return reply.entries.length;
    case 'comparison':
    case 'citation':
    case 'context':
    case 'help':
    case 'notice':
      return quotesOf(reply).length;
  }
}

function sideDocument({ speaker, quotes }: Side): SideDocument {
  return { author: speaker.label, quotes: quotes.map(quoteDocument) };
}

/** Whether both say the same, in whatever order their fields come. */
export function isSame(shown: object, known: object): boolean {
  return JSON.stringify(shown, inOrder) === JSON.stringify(known, inOrder);
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
