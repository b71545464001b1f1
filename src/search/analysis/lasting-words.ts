import { LONGEST_FORM } from '../../french/compounds.ts';
import { isInNumber } from '../../french/numerals.ts';
import { foldText } from '../../french/words.ts';

/** What may be read as the ending of the word before, in inclusive spelling: « mot·rices », « mot(esses) ». */
const MAY_BE_ENDING = /^.{0,6}[esx]$/u;
/** What is left out before an apostrophe. */
const ELIDED = new Set(['jusqu', 'lorsqu', 'puisqu', 'quoiqu']);
const FEWEST_LETTERS = 4;

/**
 * The words of a text, each once, folded, that stand in a form of whatever passage holds them, whatever signs
 * stand around them there: perhaps as a part of it, or cut off it. Not so beside signs of `OFTEN_LOST`.
 */
export function lastingWords(text: string): readonly string[] {
  const runs = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(runs)].filter(isLasting);
}

/** Whether letters may be cut off a form of such a length: a word that it held may be among them. */
export function mayBeCut(length: number): boolean {
  return length >= LONGEST_FORM;
}

function isLasting(word: string): boolean {
  return (
    word.length >= FEWEST_LETTERS &&
    /^\p{L}+$/u.test(word) &&
    !MAY_BE_ENDING.test(word) &&
    !ELIDED.has(word) &&
    !isInNumber(word)
  );
}

const UNUSUAL = '[^ -~À-ɏ«»“”‘’–—…\u00A0\u202F]';

/**
 * Signs of addresses, hashtags and names of emoji, words of which are left out of what is searched; and of a
 * Roman numeral beside a sign that may not be seen. Read alike by JavaScript and PostgreSQL.
 */
export const OFTEN_LOST = [
  String.raw`(://|ww\.|@|#|\.[a-z]+/|:[a-z0-9_+-]{1,40}:|`,
  `${UNUSUAL}[IVX]|[IVX][eèimsᵉ]{0,4}${UNUSUAL})`,
].join('');
