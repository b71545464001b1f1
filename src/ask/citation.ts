import { choose, standsAlone } from '../daily/choose.ts';
import { Quote } from '../debate/quote.ts';
import { LONGEST_RANKING } from '../debate/reply.ts';
import type { Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
import { SUGGESTIONS } from './debat.ts';
import { acceptsFor, readFilters, readSubject } from './arguments.ts';

/** `/citation [auteur:X] [sujet]`: one quotation fit to stand alone; bare, today's, the same for everyone. */
export const citation: Command = {
  read: ({ options, parts }) => ({ sujet: parts.join(' '), ...options }),
  answer: answerCitation,
};

function answerCitation(options: Options, knowledge: Knowledge): Reply {
  const filters = readFilters(options, knowledge.speakers);
  if ('code' in filters) return notice(filters);
  const accepts = acceptsFor(filters);
  const { corpus, retriever, today } = knowledge;
  const { speaker } = filters;
  const subject = readSubject(options.sujet);
  if (subject === null) {
    const day = today();
    const passage = choose(corpus.passages.filter(accepts), day);
    if (passage === null) return notice({ code: 'no citation', suggestions: [] });
    return { kind: 'citation', quote: Quote.at(passage), subject, speaker, day };
  }
  if (typeof subject === 'object') return notice(subject);
  const { total, hits } = retriever.search({ text: subject, accepts, limit: LONGEST_RANKING });
  const suggestions = retriever.suggest(subject, SUGGESTIONS);
  if (total === 0) return notice({ code: 'no passage', subject, suggestions });
  const hit = hits.find(({ passage }) => standsAlone(passage));
  if (hit === undefined) return notice({ code: 'no citation', suggestions });
  return { kind: 'citation', quote: Quote.at(hit.passage), subject, speaker, day: null };
}

/** How many passages of the same work are shown on either side. */
const NEIGHBOURS = 2;

/** `/contexte ref`: a passage among its neighbours in the work. Buttons ask it; it has no entry in the help. */
export const contexte: Command = {
  read: ({ options, parts }) => ({ ref: parts.join(' '), ...options }),
  answer: answerContexte,
};

function answerContexte({ ref = '' }: Options, { corpus }: Knowledge): Reply {
  const index = corpus.passages.findIndex(({ id }) => id === ref);
  const focus = corpus.passages[index];
  if (focus === undefined) return notice({ code: 'passage gone' });
  const around = corpus.passages
    .slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1)
    .filter(({ source }) => source === focus.source);
  return {
    kind: 'context',
    focus: around.indexOf(focus),
    quotes: around.map((passage) => Quote.at(passage)),
  };
}
