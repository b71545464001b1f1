import { quoteDocument } from '../debate/document.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import { Quote } from '../debate/quote.ts';
import { BotError } from '../errors.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';

const USAGE = 'usage: npm run --silent corpus -- passages --json';

/** `corpus passages --json`: every passage of the corpus, a JSON document a line, for people's own tools. */
export function passagesCommand(
  typed: readonly string[],
  { passages }: Corpus,
  { output }: Pick<Surroundings, 'output'>,
): number {
  const isAsked = typed.every((option) => option === '--json');
  if (!isAsked) throw new BotError('usage', USAGE);
  for (const passage of passages) output.write(`${JSON.stringify(passageDocument(passage))}\n`);
  return ANSWERED;
}

function passageDocument(passage: Passage) {
  const certainty = passage.deduction === null ? 'stated' : 'deduced';
  return { ...quoteDocument(Quote.at(passage)), certainty };
}
