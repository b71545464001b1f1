import { foldText } from '../../text/fold.ts';
import { isStopWord } from '../../text/stop-words.ts';
import { rootOf } from './root.ts';

/** A word, a number or a mark of punctuation of a text, in order. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** As written. */
  readonly text: string;
  /** Folded: lower case, no accents; an elided word ends in an apostrophe (« n' », « qu' »). */
  readonly form: string;
  /** What the forms of one family of words share; for a word only. */
  readonly root: string;
  /** Whether it says something of a matter: neither grammar nor punctuation nor a figure. */
  readonly isContent: boolean;
  /** UTF-16 offsets in the text, end excluded. */
  readonly start: number;
  readonly end: number;
}

const WORD = String.raw`\p{L}[\p{L}\p{M}]*`;
const TOKENS = new RegExp(
  [
    // 16.000, 100 000, 14,2
    String.raw`(?<number>\p{N}{1,3}(?:[.,'\u00A0\u202F ]\p{N}{3}(?!\p{N}))+(?:,\p{N}+)?|\p{N}+(?:[.,]\p{N}+)?)`,
    // B2B, J.O., P&G, AT&T
    String.raw`(?<word>${WORD}(?:[.&]\p{L}(?!\p{L}))+|aujourd['’]hui|quelqu['’]une?|${WORD}\p{N}[\p{L}\p{N}]*|${WORD}['’]?)`,
    String.raw`(?<mark>[^\s\p{L}\p{N}])`,
  ].join('|'),
  'giu',
);

/** The words, numbers and marks of a text; elided words are words of their own, parts of compounds too. */
export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKENS), ({ index, groups, 0: found }) => {
    const kind = groups?.['word'] === undefined ? (groups?.['number'] ? 'number' : 'mark') : 'word';
    const form = foldText(found);
    return {
      kind,
      text: found,
      form,
      root: kind === 'word' ? rootOf(form) : '',
      isContent: kind === 'word' && saysSomething(form, found),
      start: index,
      end: index + found.length,
    };
  });
}

/** Prepositions and adverbs that the search takes for words of a subject. */
const PLACES = new Set(
  'ont devant derriere dessus dessous autour sein travers face grace lors pres ailleurs afin des quasi presque simplement surtout lorsque'.split(
    ' ',
  ),
);

function saysSomething(form: string, text: string): boolean {
  if (form.endsWith("'") || isStopWord(form) || PLACES.has(form)) return false;
  return form.length > 2 || /^\p{Lu}{2}$/u.test(text);
}

export function isContent(token: Token): boolean {
  return token.isContent;
}

/** Whether the token begins with a capital letter. */
export function isCapitalised({ kind, text }: Token): boolean {
  return kind === 'word' && /^\p{Lu}/u.test(text);
}

/** The folded words in a row, to be searched for an expression. */
export function joined(tokens: readonly Token[]): string {
  return tokens.map(({ form }) => form).join(' ');
}
