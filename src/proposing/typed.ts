import { foldText } from '../french/words.ts';
import type { Draft } from './proposal.ts';

/** What follows `/proposer`, as it was typed. */
export type Typed =
  | { readonly kind: 'gesture'; readonly gesture: string }
  /** `isApart`: words stand beside an address, and nothing says that they are what is proposed. */
  | { readonly kind: 'proposal'; readonly draft: Draft; readonly isApart: boolean };

type Name = 'mots' | 'auteur' | 'source' | 'date';

const GESTURE = /^(?:etat|retirer(?:\s+(?:n\W{0,2}\s*)?\d{1,9})?)$/u;
/** An option reaches to the next one: a name or a title has spaces. « https://… » is none. */
const OPTION = /(?:^|(?<=\s))(?<name>mots|auteur|source|date)[ \u00A0]?:(?!\/\/)/giu;
const ADDRESS = /(?:^|(?<=\s))https?:\/\/\S+/iu;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['«', '»'],
  ['“', '”'],
  ['„', '”'],
  ['"', '"'],
]);
const OPENING = /[«“„"]/u;

/**
 * Takes a line apart: the words between quotation marks, an address, and what is named `auteur:`, `source:` and
 * `date:`. The words stay as they are, to the character.
 */
export function typedProposal(line: string): Typed {
  const text = line.trim();
  const gesture = foldText(text);
  if (GESTURE.test(gesture)) return { kind: 'gesture', gesture };
  const { words, rest } = quotedIn(text);
  const found = new Map<Name, string>();
  const matches = [...rest.matchAll(OPTION)];
  const free = rest.slice(0, matches[0]?.index ?? rest.length);
  for (const [at, { 0: opening, index, groups }] of matches.entries()) {
    const value = rest.slice(index + opening.length, matches[at + 1]?.index).trim();
    const name = foldText(groups?.['name'] ?? '') as Name;
    if (value !== '') found.set(name, unmarked(value));
  }
  const [address] = ADDRESS.exec(free) ?? [];
  if (address !== undefined && !found.has('source')) found.set('source', address);
  const others = free.replace(ADDRESS, ' ').trim();
  const said = words ?? (others === '' ? null : others);
  if (said !== null) found.set('mots', said);
  const isApart = words === null && others !== '' && address !== undefined;
  return { kind: 'proposal', draft: Object.fromEntries(found), isApart };
}

/** The first words between quotation marks that are no option's value; marks within them are theirs. */
function quotedIn(text: string): { readonly words: string | null; readonly rest: string } {
  for (let from = text.search(OPENING); from >= 0;) {
    const closing = PAIRS.get(text.charAt(from)) ?? '';
    const isNamed = /(?:auteur|source|date)\s?:\s*$/iu.test(text.slice(0, from));
    const to = isNamed ? text.indexOf(closing, from + 1) : lastClosing(text, from, closing);
    if (to < 0) break;
    if (!isNamed) {
      const before = text.slice(0, from).replace(/mots\s?:\s*$/iu, '');
      const rest = `${before}\n${text.slice(to + 1)}`.trim();
      return { words: text.slice(from + 1, to).trim(), rest };
    }
    const next = text.slice(to + 1).search(OPENING);
    from = next < 0 ? -1 : to + 1 + next;
  }
  return { words: null, rest: text };
}

/** The last mark after which nothing stands but options or an address. */
function lastClosing(text: string, from: number, closing: string): number {
  for (let at = text.lastIndexOf(closing); at > from; at = text.lastIndexOf(closing, at - 1)) {
    if (/^\s*(?:$|(?:auteur|source|date)[ \u00A0]?:|https?:\/\/)/iu.test(text.slice(at + 1)))
      return at;
  }
  return text.indexOf(closing, from + 1);
}

/** What stands between one pair of quotation marks, and nothing else. */
export function unmarked(text: string): string {
  const closing = PAIRS.get(text.charAt(0));
  const inner = text.slice(1, -1);
  const isPair = closing !== undefined && text.length > 1 && text.endsWith(closing);
  return isPair && !OPENING.test(inner) && !inner.includes(closing) ? inner.trim() : text;
}
