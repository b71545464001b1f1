/** Fewer words between quotation marks are a term or an irony of whoever writes. */
export const FEWEST_WORDS = 4;
/** Words that nobody is said to have said are somebody else's where they make a sentence, or are as many. */
const [FEWEST_OF_SENTENCE, FEWEST_OF_OTHERS] = [5, 12];

const SOMEBODY_SAYS =
  /(?<!\p{L})(?:j['’]|c['’]est|(?:je|tu|ils?|elles?|on|nous|vous|ça)(?!\p{L}))/iu;

/** Whether words are a sentence rather than a title: « La Liberté guidant le peuple » (Eugène Delacroix). */
export function isSentence(words: string, clause: string): boolean {
  // « Vous partirez demain », chante Anne Roux; « Vous partirez demain » (Anne Roux) is a book.
  const isSpoken = /^\p{Ll}/u.test(clause) && SOMEBODY_SAYS.test(words);
  return isSpoken || /^\p{Ll}|[.…!]$/u.test(words) || wordsIn(words) >= FEWEST_OF_OTHERS;
}

/** Whether words are somebody else's rather than a term or an irony of whoever writes. */
export function isOthers(words: string, count: number, isSaid: boolean): boolean {
  if (count >= FEWEST_WORDS && isSaid) return true;
  return count >= FEWEST_OF_OTHERS || (isWhole(words) && count >= FEWEST_OF_SENTENCE);
}

function isWhole(words: string): boolean {
  return /^\p{Lu}/u.test(words) && /[.?!…]$/u.test(words);
}

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
