import { MOVES, WITH_MOVES } from '../french/lists/follow-up-words.ts';
import { NUMBERS } from '../french/numerals.ts';
import { LONGEST_UTTERANCE, utterancesOf } from '../french/utterances.ts';
import { foldText } from '../french/words.ts';

// What people say in plain words that is no question of its own, told by what it says from its first word
// to its last: what says more is a question.

/** Where an answer is gone on with; `page` is the one that is asked for by its number. */
export interface Move {
  readonly to: keyof typeof MOVES;
  readonly page: string;
}

const moves = utterancesOf<keyof typeof MOVES>(MOVES, WITH_MOVES);

/** « la suite », « page 2 », « pourquoi ? »; null for what says anything else, or two of them. */
export function moveIn(text: string): Move | null {
  if (text.length > LONGEST_UTTERANCE) return null;
  const figured = foldText(text).replace(/(?<=\bpage )\p{L}+|\p{L}+(?= page\b)/gu, (word) => {
    return NUMBERS.get(word) ?? word;
  });
  const said = moves(figured) ?? [];
  // « Retour à la première page »
  const named = said.filter((each) => each === 'first' || each === 'numbered');
  const [to, ...others] = named.length > 0 ? named : said;
  const [page = '', ...numbers] = figured.match(/\d+/gu) ?? [];
  return to === undefined || others.length + numbers.length > 0 ? null : { to, page };
}
