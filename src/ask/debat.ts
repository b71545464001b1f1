import { Quote } from '../debate/quote.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import { topicsOf } from '../debate/topics.ts';
import { LONGEST_RANKING } from '../debate/reply.ts';
import { pagesFor } from '../debate/paging.ts';
import type { Filters, Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
import { areWhole, findBySynonym, findOn } from './finding.ts';
import { acceptsFor, readFilters, readPage, readSubject } from './arguments.ts';
import { summaryOf } from './summarising.ts';

/** How many other subjects are offered when one gives nothing. */
export const SUGGESTIONS = 3;

/** `/debat sujet [auteur:X] [depuis:2011] [jusqua:2014] [page:2] [resume] [prive]`: the passages on a subject. */
export const debat: Command = {
  read: ({ options, parts }) => ({ sujet: parts.join(' '), ...options }),
  answer: answerDebat,
};

function answerDebat(options: Options, knowledge: Knowledge): Reply {
  const subject = readSubject(options.sujet);
  if (subject === null) {
    const { auteur, depuis, jusqua } = options;
    const isBare = (auteur ?? depuis ?? jusqua) === undefined;
    return isBare ? HELP : notice({ code: 'subject missing' });
  }
  if (typeof subject === 'object') return notice(subject);
  const filters = readFilters(options, knowledge.speakers);
  if ('code' in filters) return notice(filters);
  const accepts = acceptsFor(filters);
  const asked = findOn(subject, accepts, LONGEST_RANKING, knowledge);
  const isFound = asked.total > 0;
  const other = isFound ? null : findBySynonym(subject, accepts, LONGEST_RANKING, knowledge);
  if (!isFound && other === null) return notice(nothingOn(subject, filters, knowledge));
  const { total, isLoose, passages: found } = other ?? asked;
  const reply = {
    kind: 'quotes',
    subject,
    ...(other === null ? {} : { synonym: other.synonym }),
    filters,
    total,
    isLoose,
    ranked: found.map((passage) => Quote.at(passage)),
    page: 1,
    ...(options.resume === undefined ? {} : { summary: summaryOf(found, options) }),
  } as const;
  const page = readPage(options.page, pagesFor(reply));
  return typeof page === 'object' ? notice(page) : { ...reply, page };
}

/** What is said where nothing answers, of what is held and of nothing else: what it proposes has an answer. */
export function nothingOn(
  subject: string,
  filters: Filters,
  knowledge: Knowledge,
  isFit: (passage: Passage) => boolean = () => true,
) {
  const { corpus, retriever } = knowledge;
  const accepts = acceptsFor(filters);
  const isShown = (passage: Passage) => accepts(passage) && isFit(passage);
  const held = corpus.passages.filter(accepts);
  const near = retriever.suggest(subject, SUGGESTIONS + 1);
  const suggestions = nearThenHeld(near, held, corpus)
    .filter((each) => findOn(each, isShown, 1, knowledge).total > 0)
    .take(SUGGESTIONS)
    .toArray();
  const isWhole = areWhole(held, corpus);
  return { code: 'no passage', subject, filters, isWhole, suggestions } as const;
}

/** Counting the topics of a large debate takes long: they come once those that are near are used up. */
function* nearThenHeld(near: readonly string[], held: readonly Passage[], corpus: Corpus) {
  yield* near;
  for (const topic of topicsOf(held, corpus)) if (!near.includes(topic)) yield topic;
}

/** What can be asked, what is stored, how quotations are verified. */
export const HELP: Reply = { kind: 'help' };
