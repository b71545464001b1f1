import { CIVILITIES, partsOfName, type Speaker } from '../debate/speaker.ts';
import { foldText, isDiscourse } from '../french/words.ts';

/** One word of a question, without the elision before it, which is a word of its own. */
export interface Token {
  readonly text: string;
  /** Folded, without what is no letter or figure at its ends. */
  readonly form: string;
}

/** Names that follow each other: « Durand, Martin et Petit ». */
export interface Named {
  readonly speakers: readonly Speaker[];
  readonly from: number;
  /** After the last. */
  readonly to: number;
  /** Whether it is more than one small word, or a capital that no sentence explains. */
  readonly isMarked: boolean;
  /** Whether it is a name in small letters that is not the last of its person: « rose », « pierre ». */
  readonly isPlain: boolean;
  /** The one capital word that opens the question, where it is that; else empty. */
  readonly opening: string;
  /** As it was typed, with what closes it. */
  readonly closing: string;
}

const LONGEST_SPAN = 6;
/** A name that more people bear tells nobody. */
const MOST_NAMESAKES = 3;

/** Who bears each word of a name. */
const bearersKnown = new WeakMap<readonly Speaker[], ReadonlyMap<string, readonly Speaker[]>>();

function bearersOf(speakers: readonly Speaker[]): ReadonlyMap<string, readonly Speaker[]> {
  let bearers = bearersKnown.get(speakers);
  if (bearers === undefined) {
    const pairs = speakers
      .filter(({ kind }) => kind !== 'unnamed commenters')
      .flatMap((each) =>
        [...new Set(each.names.flatMap(partsOfName))].map((part) => ({ part, each })),
      );
    const byPart = Map.groupBy(pairs, ({ part }) => part);
    bearers = new Map([...byPart].map(([part, those]) => [part, those.map(({ each }) => each)]));
    bearersKnown.set(speakers, bearers);
  }
  return bearers;
}

const TOKEN = /(?:[cdjlmnst]|qu|jusqu)['’](?=\p{L})|\S+/giu;

export function tokensOf(words: string): readonly Token[] {
  return (words.match(TOKEN) ?? []).map((text) => ({ text, form: formOf(text) }));
}

function formOf(text: string): string {
  return foldText(text).replace(/^[^\p{L}\p{N}\p{Co}]+|[^\p{L}\p{N}\p{Co}]+$/gu, '');
}

/** Whether the words are a name and nothing else; « rose » alone is a flower. */
export function isWhollyName(words: string, speakers: readonly Speaker[]): boolean {
  return nameOpening(words, speakers)?.rest === '';
}

/** The name with which the words begin, and the others. */
export function nameOpening(
  words: string,
  speakers: readonly Speaker[],
): { readonly name: string; readonly rest: string } | null {
  const tokens = tokensOf(words);
  const named = nameAt(0, tokens, speakers);
  if (named === null || named.isPlain) return null;
  const textOf = (those: readonly Token[]) => those.map(({ text }) => text).join(' ');
  return { name: textOf(tokens.slice(0, named.to)), rest: textOf(tokens.slice(named.to)) };
}

/** The names in a question, those that are listed together as one. */
export function namesIn(tokens: readonly Token[], speakers: readonly Speaker[]): readonly Named[] {
  const groups: Named[] = [];
  for (let place = 0; place < tokens.length;) {
    const named = nameAt(place, tokens, speakers);
    const last = groups.at(-1);
    if (named === null) place += 1;
    else {
      if (last !== undefined && isListed(tokens, last, named))
        groups.push(joined(groups.pop(), named));
      else groups.push(named);
      place = named.to;
    }
  }
  return groups;
}

/** « X et Y », « X, Y », « X, et Y », « de X et de Y ». */
function isListed(tokens: readonly Token[], before: Named, after: Named): boolean {
  const hasComma = tokens[before.to - 1]?.text.endsWith(',') === true;
  const between = tokens.slice(before.to, after.from).map(({ text }) => text.toLowerCase());
  const [link, ...others] = between.filter((word) => !/^d(?:e|['’])$/u.test(word));
  return others.length === 0 && (link === undefined ? hasComma : /^(?:et|ou|&|\+|\/)$/u.test(link));
}

function joined(before: Named | undefined, after: Named): Named {
  if (before === undefined) return after;
  return {
    speakers: [...new Set([...before.speakers, ...after.speakers])],
    from: before.from,
    to: after.to,
    isMarked: before.isMarked || after.isMarked,
    isPlain: before.isPlain && after.isPlain,
    opening: '',
    closing: after.closing,
  };
}

/** The longest name that begins at a place. */
function nameAt(
  place: number,
  tokens: readonly Token[],
  speakers: readonly Speaker[],
): Named | null {
  const bearers = bearersOf(speakers);
  const hasCivility = CIVILITIES.has(tokens[place]?.form ?? '');
  for (let length = LONGEST_SPAN; length > (hasCivility ? 1 : 0); length -= 1) {
    const span = tokens.slice(place, place + length);
    if (span.length < length || !isOneName(span)) continue;
    const found = bearing(span, bearers);
    if (found.length === 0 || found.length > MOST_NAMESAKES) continue;
    const isCapital = /^\p{Lu}/u.test(span[0]?.text ?? '');
    const parts = partsOfName(span.map(({ form }) => form).join(' '));
    const isLast = found.some(({ names }) =>
      names.some((name) => partsOfName(name).at(-1) === parts[0]),
    );
    return {
      speakers: found,
      from: place,
      to: place + length,
      isMarked: hasCivility || parts.length > 1 || (isCapital && place > 0),
      isPlain: !hasCivility && parts.length === 1 && !isCapital && !isLast,
      opening: isCapital && place === 0 && parts.length === 1 ? (parts[0] ?? '') : '',
      closing: span.at(-1)?.text ?? '',
    };
  }
  return null;
}

/** Whether nothing but a full stop parts the words, and the first and the last may belong to a name. */
function isOneName(span: readonly Token[]): boolean {
  const isWhole = span.slice(0, -1).every(({ text }) => /[\p{L}\p{N}'’]\.?$/u.test(text));
  const opening = span.find(({ form }) => !CIVILITIES.has(form));
  const mayOpen = isOfName(opening) || (span.length > 1 && /^\p{Lu}/u.test(opening?.text ?? ''));
  return isWhole && mayOpen && isOfName(span.at(-1));
}

function isOfName(token: Token | undefined): boolean {
  return partsOfName(token?.form ?? '').length > 0;
}

/** Those who have a name of all these words; one alone must be no word that asks or says nothing. */
function bearing(
  span: readonly Token[],
  bearers: ReadonlyMap<string, readonly Speaker[]>,
): readonly Speaker[] {
  const typed = foldText(span.map(({ text }) => text).join(' ')).replace(/[^\p{L}\p{N}.]+$/u, '');
  const parts = span.flatMap(({ form }) => (CIVILITIES.has(form) ? [] : partsOfName(form)));
  const [first = ''] = parts;
  if (parts.length === 0 || (parts.length === 1 && (first.length < 2 || isDiscourse(first))))
    return [];
  const found = (bearers.get(first) ?? []).filter((each) => mayBeCalled(each, parts, span));
  const called = found.filter(({ names }) => names.some((name) => foldText(name) === typed));
  if (called.length > 0) return called;
  // « Le Roux » is whoever is called so, « Les Roux » nobody.
  const isArticled = !CIVILITIES.has(span[0]?.form ?? '') && !isOfName(span[0]);
  const holds = (name: string) => ` ${foldText(name)} `.includes(` ${typed} `);
  return isArticled ? found.filter(({ names }) => names.some(holds)) : found;
}

/** An unsigned work is called by the whole name of its publisher, of two words at least, with a capital. */
function mayBeCalled(
  { kind, names }: Speaker,
  parts: readonly string[],
  span: readonly Token[],
): boolean {
  if (kind === 'unnamed author') {
    const publisher = names.flatMap(partsOfName).filter((part) => !OF_UNNAMED.has(part));
    const isCapital = span.some(({ text }) => /^\p{Lu}/u.test(text));
    return parts.length > 1 && isCapital && publisher.join(' ') === parts.join(' ');
  }
  return names.map(partsOfName).some((name) => parts.every((part) => name.includes(part)));
}

/** What a label says of an author whom nothing names. */
const OF_UNNAMED = new Set(['auteur', 'identifie']);
