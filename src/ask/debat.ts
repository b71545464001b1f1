import { Quote } from '../debate/quote.ts';
import type { Selection } from '../debate/holdings.ts';
import { hasFilters, NO_FILTERS, type Filters } from '../debate/filters.ts';
import { LONGEST_RANKING } from '../debate/reply.ts';
import { pagesFor } from '../debate/paging.ts';
import type { QuotesReply, Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
import { areWhole, findBySynonym, findOn, isSameSubject, type Finding } from './finding.ts';
import { readPage } from './arguments.ts';
import { answerComparer } from './comparer.ts';
import { answerPosition } from './position.ts';
import { readQuestion, type Question } from './question.ts';
import { summaryOf } from './summarising.ts';
import { leavingOut, periodAsked } from './narrowing.ts';

/** How many other subjects are offered when one gives nothing. */
export const SUGGESTIONS = 3;

/** `/debat sujet [auteur:X] [depuis:2011] [jusqua:2014] [page:2] [resume] [prive]`: the passages on a subject. */
export const debat: Command = {
  read: ({ options, parts }) => ({ sujet: parts.join(' '), ...options }),
  answer: answerDebat,
};

async function answerDebat(options: Options, knowledge: Knowledge): Promise<Reply> {
  const question = await readQuestion(options, knowledge);
  if ('code' in question) return notice(question);
  const { subject, opinionOf } = question;
  if (subject !== null) return answerQuestion({ ...question, subject }, options, knowledge);
  const [one, other, ...others] = opinionOf.map(({ label }) => label);
  if (others.length > 0) {
    const voices = opinionOf.map(({ label }) => label);
    return notice({ code: 'two voices at a time', voices, subject: '' });
  }
  if (one !== undefined) {
    const { filters } = question;
    const sujet = leavingOut({ others: [], without: filters.without }).join(' ');
    const voices = { ...options, ...periodAsked(filters), auteur: one, sujet };
    return other === undefined
      ? answerPosition(voices, knowledge)
      : answerComparer({ ...voices, auteur2: other }, knowledge);
  }
  const { auteur, depuis, jusqua, sujet = '' } = options;
  const isBare = (auteur ?? depuis ?? jusqua) === undefined && sujet.trim() === '';
  return isBare ? HELP : notice({ code: 'subject missing' });
}

type Subject = Question & { readonly subject: string };

async function answerQuestion(
  question: Subject,
  options: Options,
  knowledge: Knowledge,
): Promise<Reply> {
  const found = await foundFor(question, knowledge);
  if (found === null) return notice(await nothingOn(question.subject, question.filters, knowledge));
  const { total, passages, ...understood } = found;
  const reply = {
    kind: 'quotes',
    ...understood,
    total,
    ranked: passages.map((passage) => Quote.at(passage)),
    page: 1,
    ...(options.resume === undefined ? {} : { summary: summaryOf(passages, options) }),
  } as const;
  const page = readPage(options.page, pagesFor(reply));
  return typeof page === 'object' ? notice(page) : { ...reply, page };
}

type Found = Finding & Pick<QuotesReply, 'subject' | 'synonym' | 'filters' | 'otherwise'>;

/** What answers the question; where its filters may be a part of the subject and leave nothing, what answers without them. */
async function foundFor(
  { subject, filters, loose, about }: Subject,
  knowledge: Knowledge,
): Promise<Found | null> {
  const selection = { filters };
  const names = about.map(({ label }) => label).join(' ');
  for (const text of about.length === 0 ? [subject] : [subject, names]) {
    const found = await findOn(text, selection, LONGEST_RANKING, knowledge);
    const otherwise =
      about.length === 0 ? {} : { otherwise: { code: 'about', speakers: about } as const };
    if (found.total > 0) return { ...found, subject: text, filters, ...otherwise };
  }
  const other = await findBySynonym(subject, selection, LONGEST_RANKING, knowledge);
  if (other !== null) return { ...other, subject, filters };
  if (loose === null) return null;
  const { others, without } = filters;
  const open: Filters = { ...NO_FILTERS, others, without };
  const all = await findOn(loose, { filters: open }, LONGEST_RANKING, knowledge);
  if (all.total === 0) return null;
  const filtered = await findOn(loose, selection, 0, knowledge);
  const otherwise =
    filtered.total === 0 ? { otherwise: { code: 'unfiltered', filters } as const } : {};
  return { ...all, subject: loose, filters: open, ...otherwise };
}

/** What is said where nothing answers, of what is held and of nothing else: what it proposes has an answer. */
export async function nothingOn(
  subject: string,
  filters: Filters,
  knowledge: Knowledge,
  fit: Omit<Selection, 'filters'> = {},
) {
  const { catalogue, holdings, retriever } = knowledge;
  const isAnswered = async (each: string) =>
    (await findOn(each, { filters, ...fit }, 0, knowledge)).total > 0;
  const isOther = (each: string) => !isSameSubject(each, subject);
  const near = await retriever.suggest(subject, SUGGESTIONS + 1);
  const suggestions = await firstWhere(near.filter(isOther), isAnswered, SUGGESTIONS);
  // Counting the topics of a large debate takes long: they come once those that are near are used up.
  if (suggestions.length < SUGGESTIONS) {
    const topics = hasFilters(filters)
      ? catalogue.topics.of(await holdings.selected({ filters }, Infinity))
      : catalogue.topics.all;
    const others = topics.filter((each) => isOther(each) && !near.includes(each));
    suggestions.push(...(await firstWhere(others, isAnswered, SUGGESTIONS - suggestions.length)));
  }
  const held = await holdings.counted({ filters });
  const isWhole = areWhole(held.keys(), catalogue);
  return { code: 'no passage', subject, filters, isWhole, suggestions } as const;
}

/** The first so many for which it holds; no more are asked about than must be, those at once. */
async function firstWhere(
  subjects: readonly string[],
  holds: (subject: string) => Promise<boolean>,
  most: number,
): Promise<string[]> {
  const found: string[] = [];
  for (let place = 0; place < subjects.length && found.length < most;) {
    const next = subjects.slice(place, place + most - found.length);
    const held = await Promise.all(next.map(holds));
    found.push(...next.filter((_, at) => held[at]));
    place += next.length;
  }
  return found;
}

/** What can be asked, what is stored, how quotations are verified. */
export const HELP: Reply = { kind: 'help' };
