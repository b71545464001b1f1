import type { Catalogue } from './catalogue.ts';
import { formatDate } from '../french/typography.ts';
import type { Passage, RelationKind, Source } from './passage.ts';
import { pageAddressOf } from './address.ts';
import {
  captionOf,
  dateOf,
  linkOf,
  placeOf,
  Quote,
  shownWords,
  statementOf,
  textOf,
  thesisText,
  workLine,
} from './quote.ts';
import { LONGEST_RANKING, quotesOf, type Reply, type Side, type SourceEntry } from './reply.ts';

/** What stands in a passage for one word of the question, all of them folded. */
export interface TermMatches {
  readonly typed: string;
  /** What it is taken for: itself, or the words a mistyping may stand for. */
  readonly readAs: readonly string[];
  /** Whether anything in the corpus stands for it. */
  readonly isKnown: boolean;
  /** By the way it was found: word, inflection, spelling, synonym, joined. */
  readonly matched: Readonly<Record<string, readonly string[]>>;
}

/** Why a passage has its place, by the names of the search. */
export interface Explanation {
  /** They are summed, but for the coverage, by which the sum is multiplied. */
  readonly parts: Readonly<Record<string, number>>;
  readonly terms: readonly TermMatches[];
}

/** Why a passage has its place in the last ranking that held it; undefined for one that was not ranked. */
export type ExplanationOf = (
  passage: Passage,
) => (Explanation & { readonly score: number }) | undefined;

/** A quotation with everything that is computed from its passage. */
export function quoteDocument(quote: Quote) {
  const { passage } = quote;
  return {
    ref: passage.id,
    /** Null where the passage is not quoted: its thesis tells it, its place says where it stands. */
    text: textOf(quote),
    place: placeOf(passage),
    /** Whether nothing is left out between the passage before it in the work and this one. */
    followsOn: passage.followsOn,
    voice: passage.voice.name,
    quality: passage.voice.quality,
    role: passage.writtenRole,
    deduced: passage.deduction !== null,
    reportedBy: passage.reportedBy,
    stance: passage.stance,
    flags: passage.flags,
    thesis: passage.thesis?.text ?? null,
    /** False for a thesis that a model proposed and no person has read; null where there is none. */
    thesisRead: passage.thesis?.isRead ?? null,
    topics: passage.topics,
    /** What it says of other passages, as an editor reads them. */
    answers: passage.relations.map(({ kind, ref }) => ({ relation: kind, ref })),
    date: dateOf(passage).edtf,
    link: linkOf(passage),
    /** Its own page among ours; null where nobody shows them. */
    page: pageAddressOf(passage),
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

/** What may be said of a whole passage in a file that has its own fields. */
export function passageFacts(passage: Passage) {
  const quote = Quote.at(passage);
  const document = quoteDocument(quote);
  const [shown, caption] = [shownWords(quote), captionOf(passage)];
  return {
    ...document,
    shown,
    caption,
    credited: credited(quote),
    /** What stands for it where its words do not. */
    tellings: [statementOf(passage), caption],
    shownThesis: passage.thesis === null ? null : thesisText(passage.thesis),
    dateText: formatDate(dateOf(passage)),
    addresses: [document.link, document.page],
  };
}

/** A quotation and whose it is, on one line. */
export function credited(quote: Quote): string {
  return `${shownWords(quote)} — ${captionOf(quote.passage)}`;
}

/** The same of a work. */
export function workFacts(source: Source) {
  return { ...sourceDocument(source), line: workLine(source) };
}

/** An answer for programs. Fields are added, never renamed or removed. */
export type AnswerDocument = ReturnType<typeof answerDocument>;

/** What a document is made of. */
interface Documented {
  readonly asked: { readonly command: string } | null;
  readonly query: string;
  readonly reply: Reply;
  readonly from?: { readonly key: string };
}

/** The whole ranking, not one page; `message` is the French notice or help, when there is one. */
export function answerDocument(
  { asked, query, reply, from: { key } = { key: '' } }: Documented,
  message: string | null,
  catalogue: Catalogue,
  explanationOf?: ExplanationOf,
) {
  const quotes = listedIn(reply);
  return {
    version: 1 as const,
    kind: kindOf(reply),
    command: asked?.command ?? null,
    /** The debate, by its key; absent where there is only one. */
    ...(key !== '' && { debat: key }),
    query,
    /** The word that was looked for in place of a subject that gives nothing; null where the subject was. */
    synonym: reply.kind === 'quotes' ? (reply.synonym ?? null) : null,
    /** The subject and the filters, as the question was understood; null where it has neither. */
    understood: understoodIn(reply),
    /** How many passages (for `sources`, works; for `exchange`, pairs) answer the question, listed or not. */
    total: totalOf(reply),
    message,
    summary: summaryOf(reply),
    sides: reply.kind === 'comparison' ? reply.sides.map(sideDocument) : null,
    works: reply.kind === 'sources' ? reply.entries.map(workDocument) : null,
    /** What a map draws and what an exchange tells, in its order, between quotes of this document; null elsewhere. */
    arrows: arrowsOf(reply),
    /** In ranked order, 50 at most, and after them those that the summary rests on. */
    /** Whether the passages bear on the subject without answering to all of it. */
    loose: 'isLoose' in reply && reply.isLoose,
    quotes: quotes.map(quoteDocument),
    corpus: catalogue.state,
    /** Why each quotation has its place, when it is asked for. */
    ...(explanationOf && { explanations: explained(quotes, explanationOf) }),
  };
}

function understoodIn(reply: Reply) {
  if (!('filters' in reply)) return null;
  const { otherwise } = reply.kind === 'quotes' ? reply : {};
  const isMet = otherwise?.code !== 'unfiltered';
  const { speakers, others, since, until, without } = isMet ? reply.filters : otherwise.filters;
  const [voices, notBy] = [speakers, others].map((those) => those.map(({ label }) => label));
  const subject = 'subject' in reply ? reply.subject : reply.words;
  /** False where no passage passes the filters, and the answer is of all that answer the subject. */
  return { subject, voices, notBy, since, until, without, isMet };
}

/** Which passage answers, joins, qualifies or rejects which. */
function arrowsOf(reply: Reply) {
  const arrow = (relation: RelationKind, from: Quote | undefined, to: Quote | undefined) => ({
    relation,
    from: from?.passage.id ?? '',
    to: to?.passage.id ?? '',
  });
  if (reply.kind === 'exchange') return reply.pairs.map(({ kind, by, to }) => arrow(kind, by, to));
  if (reply.kind !== 'map') return null;
  const { nodes, arrows } = reply.map;
  return arrows.map(({ kind, from, to }) => arrow(kind, nodes[from], nodes[to]));
}

function listedIn(reply: Reply): readonly Quote[] {
  const first = quotesOf(reply).slice(0, LONGEST_RANKING);
  const listed = new Set(first.map(({ passage }) => passage));
  const evidence = 'summary' in reply ? (reply.summary?.evidence ?? []) : [];
  return [...first, ...evidence.filter(({ passage }) => !listed.has(passage))];
}

function explained(quotes: readonly Quote[], explanationOf: ExplanationOf) {
  return quotes.flatMap(({ passage }) => {
    const explanation = explanationOf(passage);
    return explanation === undefined ? [] : [{ ref: passage.id, ...explanation }];
  });
}

function kindOf(reply: Reply) {
  if (reply.kind === 'citation' || reply.kind === 'context') return 'quotes';
  return reply.kind === 'quotes' && reply.summary != null ? 'summary' : reply.kind;
}

/** Each sentence tells the theses of these passages, in their order, and who holds each. */
function summaryOf(reply: Reply) {
  const { summary = null } = 'summary' in reply ? reply : {};
  if (summary === null) return null;
  const points = summary.points.map(({ sentence, evidence }) => ({
    sentence,
    refs: evidence.map(({ passage }) => passage.id),
  }));
  return { points, by: summary.by };
}

function totalOf(reply: Reply): number {
  if (reply.kind === 'sources') return reply.entries.length;
  return 'total' in reply ? reply.total : quotesOf(reply).length;
}

/** A work as `/sources` lists it. */
function workDocument({ source, passages, voices }: SourceEntry) {
  return { ...sourceDocument(source), passages, voices };
}

function sideDocument({ speaker, quotes }: Side) {
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
