import { Quote } from '../debate/quote.ts';
import type { Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';

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
