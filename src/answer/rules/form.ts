import type { Token } from '../grammar/tokens.ts';
import type { Rule } from '../proposed.ts';

/** A sentence of a summary, in characters and words: more is no summary, fewer say nothing that can be compared. */
export const LENGTH = { least: 20, most: 320, fewestWords: 5, mostWords: 55 };

/** One whole sentence: a capital at its start, one full stop at its end, nothing asked or exclaimed. */
export const sentence: Rule = ({ text, own, tokens }) => {
  const words = tokens.filter(({ kind }) => kind !== 'mark').length;
  if (text.length < LENGTH.least || words < LENGTH.fewestWords) return 'too short';
  if (text.length > LENGTH.most || words > LENGTH.mostWords) return 'too long';
  if (!/^(?:\p{Lu}|«)/u.test(text)) return 'does not start with a capital';
  if (!/[^\s.?!…,;:]\.$/u.test(text)) return 'does not end in one full stop';
  const marks = own.filter(
    ({ text: mark }, at) => /^[.?!…]$/u.test(mark) && !isInitials(own[at - 1], own[at + 1]),
  );
  return marks.length > 1
    ? `more than one sentence: ${marks.map((mark) => mark.text).join(' ')}`
    : null;
};

/** « J.O. »: the last dot is theirs, unless the sentence ends there. */
function isInitials(before: Token | undefined, after: Token | undefined): boolean {
  return after !== undefined && /^\p{L}(?:\.\p{L})+$/u.test(before?.text ?? '');
}

/** French letters as one writes them, figures, and the marks of ordinary prose. */
const ORDINARY = /[a-zà-öø-ÿœA-ZÀ-ÖØ-ÞŒŸ0-9 \u00A0\u202F.,;:'’()«»“”"–—…%€&/+!?°-]/gu;

/** What is not seen, not French or not plain: controls, emoji, look-alikes, full width, piled-up accents. */
export const characters: Rule = ({ text }) => {
  const strange = text.replace(ORDINARY, '');
  if (strange !== '')
    return Array.from(strange, (each) => `U+${hexadecimal(each)}`)
      .slice(0, 8)
      .join(' ');
  return text.normalize('NFC') === text ? null : 'decomposed letters';
};

function hexadecimal(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Links, domains, addresses, mentions, channels, commands, emphasis, HTML, entities, LaTeX, own references, lists. */
const MARKUP = [
  /:\/\//u,
  /\bwww\./iu,
  /\bmailto:/iu,
  // A letter or figure, a dot, and two letters: a domain, wherever it is not the end of a sentence.
  /[\p{L}\p{N}]\.\p{L}{2,}/u,
  /[@#*_`~|<>[\]{}\\^=$]/u,
  /&(?:\p{L}+|#\d+);/u,
  /:[\w+-]+:/u,
  /(?:^|\s)\/\p{L}/u,
  /\(\s*\d{1,2}\s*\)/u,
  /^\s*(?:[-–—•]|\d+[.)])\s/u,
  /[«»]\s*[«]/u,
  /--/u,
] as const;

export const markup: Rule = ({ text }) => {
  const found = MARKUP.map((pattern) => pattern.exec(text)?.[0]).find((each) => each !== undefined);
  return found ?? null;
};
