import { CALLS_FOR_HELP, COURTESIES, WITH_COURTESIES, type Courtesy } from './lists/courtesies.ts';
import { cleaned, hasSmiley } from './typed-text.ts';
import { LONGEST_UTTERANCE, utterancesOf } from './utterances.ts';

const courtesies = utterancesOf<Courtesy>(COURTESIES, WITH_COURTESIES);
const calls = utterancesOf({ help: CALLS_FOR_HELP }, [
  ...WITH_COURTESIES,
  ...Object.values(COURTESIES).flat(),
]);

/** A face, a thumb or a heart says as much as « ok », by its name on Slack too; figures, « # » and « * » are none. */
const PICTURE = /\p{Extended_Pictographic}|\p{RI}|:[\p{L}\p{N}_+’'-]{1,100}:/u;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** The courtesies that are all that is said, in their order; null where something else is, or nothing. */
export function courtesiesIn(text: string): readonly Courtesy[] | null {
  const words = cleaned(text);
  if (SAYS_SOMETHING.test(words)) return courtesies(words);
  return PICTURE.test(text) || hasSmiley(text) ? ['assent'] : null;
}

/** Whether help is asked for and nothing else: « ? » is enough. */
export function callsForHelp(text: string): boolean {
  if (!SAYS_SOMETHING.test(text)) return text.includes('?') && !PICTURE.test(text);
  return calls(text) !== null;
}

/** What a mail program or a phone puts below a message, on its own line or after « -- »; a few lines that ask nothing. */
const SIGNATURE =
  /(?:^--|(?:^|(?<=\s)-- ?)(?:envoyé (?:de|depuis|à partir) |sent from |(?:get|téléchargez) outlook )[^?\n]{0,80})(?:\n[^?\n]{0,80}){0,6}$(?!\n)/imu;

const OPENINGS: ReadonlySet<Courtesy> = new Set(['greeting', 'thanks', 'regret', 'plea']);
const CLOSINGS: ReadonlySet<Courtesy> = new Set(['greeting', 'thanks', 'parting', 'plea']);
const PARTING: ReadonlySet<Courtesy> = new Set(['parting']);
const PLEA: ReadonlySet<Courtesy> = new Set(['plea']);
/** Those that need no mark beside them; any other may be a part of the subject. « CC BY » is a licence. */
const CALL =
  /^(?:(?:cc|hey|hé|hi)\s(?!(?:by|fi)(?!\p{L}))(?=\S)|di(?:s|tes)(?:[ -]moi)?\s(?=(?:ce )?qu|comment |pourquoi |quand |combien ))+/iu;
/** Between what is said to somebody and what is asked. */
const AFTER_OPENING = /[,.!?…:\n]\s*$|\s[-–—]\s*$/u;
const BEFORE_CLOSING = /[,.!?…\n]+\s*/gu;
/** Words of a plea that no mark parts from what is asked, and those of any opening. */
const MOST_WORDS = { plea: 5, opening: 20 };

/**
 * What is asked, without what is said to whom it is asked of: a greeting before it, thanks and a signature
 * after it. Words that are all so, or stand in quotation marks, stay.
 */
export function withoutCourtesies(text: string): string {
  if (courtesiesIn(text) !== null) return text;
  const unsigned = text.replace(SIGNATURE, '').trim();
  const asked = withoutOpening(withoutClosing(withoutPlea(unsigned)));
  return SAYS_SOMETHING.test(asked) ? asked : text;
}

/**
 * What follows a greeting, whether or not a mark parts them: for what cannot be a part of one, as the name
 * of a command.
 */
export function afterGreeting(text: string): string {
  return text.slice(endOfOpening(text));
}

function withoutOpening(text: string): string {
  let left = text;
  for (let end = -1; end !== 0; left = left.slice(end)) end = endOfOpening(left, AFTER_OPENING);
  return left.replace(CALL, '');
}

/** Where the words end with which somebody is spoken to, a plea or any with such a mark after it; 0 where there are none. */
function endOfOpening(text: string, mark = /^/u): number {
  const ends = [...text.slice(0, LONGEST_UTTERANCE).matchAll(/\S+\s*/gu)]
    .slice(0, MOST_WORDS.opening)
    .map(({ 0: word, index }) => index + word.length);
  const isOpening = (end: number) => {
    const words = text.slice(0, end);
    if (end === text.length) return false;
    return areAll(PLEA, words) || (mark.test(words) && areAll(OPENINGS, words));
  };
  return ends.findLast(isOpening) ?? 0;
}

/** Without « s’il vous plaît » at its end. */
function withoutPlea(text: string): string {
  const starts = [...text.slice(-LONGEST_UTTERANCE).matchAll(/[\s,]+(?=\p{L})/gu)]
    .slice(-MOST_WORDS.plea)
    .map(({ index }) => Math.max(0, text.length - LONGEST_UTTERANCE) + index);
  return text.slice(
    0,
    starts.find((start) => areAll(PLEA, text.slice(start))),
  );
}

/** Characters at the end of a message, more than what takes leave and a name below it have. */
const LONGEST_CLOSING = 200;

/** Without the last sentences that thank or take leave, and the name below a line that does. */
function withoutClosing(text: string): string {
  const end = text.slice(-LONGEST_CLOSING);
  for (const { 0: mark, index } of end.matchAll(BEFORE_CLOSING)) {
    const after = end.slice(index + mark.length);
    const [line = '', ...signed] = after.split('\n');
    const takesLeave = mark.includes('\n') && !after.includes('?') && areAll(PARTING, line);
    if (!areAll(CLOSINGS, after) && !(takesLeave && signed.length <= MOST_SIGNED)) continue;
    const asked = text.slice(0, text.length - end.length + index);
    return courtesies(asked) === null ? asked + mark.replace(/[^?]/gu, '') : text;
  }
  return text;
}

/** Lines below one that takes leave: a name, a post, a place. */
const MOST_SIGNED = 3;

function areAll(kinds: ReadonlySet<Courtesy>, words: string): boolean {
  const said = /["«»“”„]/u.test(words) ? [] : (courtesies(words) ?? []);
  return said.length > 0 && said.every((each) => kinds.has(each));
}
