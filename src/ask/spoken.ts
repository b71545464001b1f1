import {
  CALLS_FOR_HELP,
  COURTESIES,
  WITH_COURTESIES,
  type Courtesy,
} from '../french/lists/courtesies.ts';
import { MOVES, WITH_MOVES } from '../french/lists/follow-up-words.ts';
import { NUMBERS } from '../french/numerals.ts';
import { LONGEST_UTTERANCE, utterancesOf } from '../french/utterances.ts';
import { foldText } from '../french/words.ts';

// What people say in plain words that is no question of its own, told by what it says from its first word
// to its last: what says more is a question.

const courtesies = utterancesOf<Courtesy>(COURTESIES, WITH_COURTESIES);
const calls = utterancesOf({ help: CALLS_FOR_HELP }, [
  ...WITH_COURTESIES,
  ...Object.values(COURTESIES).flat(),
]);

/** A face, a thumb or a heart says as much as « ok »; figures, « # » and « * » may be of such a picture and are none. */
const PICTURE = /\p{Extended_Pictographic}|\p{RI}/u;
/** The names that Slack writes for them. */
const NAMED_PICTURES = /^\s*(?::[\p{L}\p{N}_+’'-]{1,100}:\s*)+$/u;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** The courtesies that are all that is said, in their order; null where something else is, or nothing. */
export function courtesiesIn(text: string): readonly Courtesy[] | null {
  if (NAMED_PICTURES.test(text)) return ['assent'];
  if (!SAYS_SOMETHING.test(text)) return PICTURE.test(text) ? ['assent'] : null;
  return courtesies(text);
}

/** Whether help is asked for and nothing else: « ? » is enough. */
export function callsForHelp(text: string): boolean {
  if (!SAYS_SOMETHING.test(text)) return text.includes('?') && !PICTURE.test(text);
  return calls(text) !== null;
}

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
