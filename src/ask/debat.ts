import { Quote } from '../debate/quote.ts';
import { LONGEST_RANKING } from '../debate/reply.ts';
import { pagesFor } from '../debate/paging.ts';
import type { Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
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
    return isBare ? helpOn(knowledge) : notice({ code: 'subject missing' });
  }
  if (typeof subject === 'object') return notice(subject);
  const filters = readFilters(options, knowledge.speakers);
  if ('code' in filters) return notice(filters);
  const { retriever } = knowledge;
  const accepts = acceptsFor(filters);
  const { total, hits } = retriever.search({ text: subject, accepts, limit: LONGEST_RANKING });
  if (total === 0) {
    const suggestions = retriever.suggest(subject, SUGGESTIONS);
    return notice({ code: 'no passage', subject, suggestions });
  }
  const found = hits.map(({ passage }) => passage);
  const reply = {
    kind: 'quotes',
    subject,
    filters,
    total,
    ranked: found.map((passage) => Quote.at(passage)),
    page: 1,
    ...(options.resume === undefined ? {} : { summary: summaryOf(found, options) }),
  } as const;
  const page = readPage(options.page, pagesFor(reply));
  return typeof page === 'object' ? notice(page) : { ...reply, page };
}

/** Help with the size of the debate. */
export function helpOn({ corpus }: Knowledge): Reply {
  return { kind: 'help', sources: corpus.sources.length, passages: corpus.passages.length };
}
