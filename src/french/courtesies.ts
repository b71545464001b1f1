import { CALLS_FOR_HELP, COURTESIES, WITH_COURTESIES, type Courtesy } from './lists/courtesies.ts';
import { cleaned, hasSmiley } from './typed-text.ts';
import { utterancesOf } from './utterances.ts';

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
  if (hasSmiley(text) && !SAYS_SOMETHING.test(cleaned(text))) return ['assent'];
  if (!SAYS_SOMETHING.test(text)) return PICTURE.test(text) ? ['assent'] : null;
  return courtesies(text);
}

/** Whether help is asked for and nothing else: « ? » is enough. */
export function callsForHelp(text: string): boolean {
  if (!SAYS_SOMETHING.test(text)) return text.includes('?') && !PICTURE.test(text);
  return calls(text) !== null;
}

/** What a mail program or a phone puts below a message, on its own line or after « -- »; a few lines that ask nothing. */
const SIGNATURE =
  /(?:^--|(?:^|(?<=\s)-- ?)(?:envoyé (?:de|depuis|à partir) |sent from |(?:get|téléchargez) outlook )[^?\n]{0,80})(?:\n[^?\n]{0,80}){0,6}$(?!\n)/imu;

/** Between what is said to somebody and what is asked. */
const AFTER_OPENING = /[,.!…\n]+\s*/u;
const BEFORE_CLOSING = /[,.!?…\n]+\s*/gu;
const OPENINGS: ReadonlySet<Courtesy> = new Set(['greeting', 'thanks', 'regret']);
const CLOSINGS: ReadonlySet<Courtesy> = new Set(['greeting', 'thanks', 'parting']);
const PARTING: ReadonlySet<Courtesy> = new Set(['parting']);
/** Those that need no mark beside them; any other may be a part of the subject. « CC BY » is a licence. */
const CALL = /^(?:cc|hey|hé)\s(?!by(?!\p{L}))(?=\S)/iu;
const PLEASE =
  /(?<=\S)[\s,]{1,3}(?:stp|svp|s['’]il (?:te|vous) pla[iî]t|merci d['’]avance)[\s.!…]{0,5}$/iu;

/**
 * What is asked, without what is said to whom it is asked of: a greeting before it, thanks and a signature
 * after it. Words that are all so, or stand in quotation marks, stay.
 */
export function withoutCourtesies(text: string): string {
  if (courtesiesIn(text) !== null) return text;
  const unsigned = text.replace(SIGNATURE, '').trim();
  const asked = withoutOpening(withoutClosing(unsigned).replace(PLEASE, ''));
  return SAYS_SOMETHING.test(asked) ? asked : text;
}

function withoutOpening(text: string): string {
  let left = text;
  for (;;) {
    const { 0: mark = '', index = 0 } = AFTER_OPENING.exec(left) ?? {};
    const rest = left.slice(index + mark.length);
    if (rest === '' || mark === '' || !areAll(OPENINGS, left.slice(0, index))) break;
    left = rest;
  }
  return left.replace(CALL, '');
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
