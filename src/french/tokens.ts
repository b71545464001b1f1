import { foldText } from './words.ts';

/** One word of a question, without the elision before it, which is a word of its own. */
export interface Token {
  readonly text: string;
  /** Folded, without what is no letter or figure at its ends. */
  readonly form: string;
}

const TOKEN = /(?:[cdjlmnst]|qu|jusqu)['’](?=\p{L})|\S+/giu;

export function tokensOf(words: string): readonly Token[] {
  return (words.match(TOKEN) ?? []).map((text) => ({ text, form: formOf(text) }));
}

function formOf(text: string): string {
  return foldText(text).replace(/^[^\p{L}\p{N}\p{Co}]+|[^\p{L}\p{N}\p{Co}]+$/gu, '');
}

/** An elided word is written with what follows it. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ text }) => (/['’]$/u.test(text) ? text : `${text} `))
    .join('')
    .replace(/[\s,;:?!…]+$/u, '');
}

/** What ties the words of one expression: « publicité en ligne ». */
export const TIES: ReadonlySet<string> = new Set('d de du des en a au aux l la le les'.split(' '));
