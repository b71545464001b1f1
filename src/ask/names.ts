import { CIVILITIES, type Speaker } from '../debate/speaker.ts';
import {
  bearersOf,
  bearing,
  isOfAnother,
  mistyping,
  partsIn,
  roleAt,
  type Bearers,
  type Writing,
} from './bearers.ts';
import { textOf, tokensOf, type Token } from '../french/tokens.ts';

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
  /** Whether it is read so only where words ask for what somebody says: a role, or a name mistyped. */
  readonly isAskedOnly: boolean;
}

const LONGEST_SPAN = 6;
/** A name that more people bear tells nobody. */
const MOST_NAMESAKES = 3;

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
  return { name: textOf(tokens.slice(0, named.to)), rest: textOf(tokens.slice(named.to)) };
}

/** Those whom words name at their beginning; a small word that the passages have is no name. */
export async function namedFirst(
  tokens: readonly Token[],
  speakers: readonly Speaker[],
  writing: Writing,
): Promise<Named | null> {
  const named = await nameHeardAt(0, tokens, speakers, writing);
  if (named === null || named.isPlain) return null;
  return (await isSure(named, tokens, writing)) ? named : null;
}

/** Whether it is no small word that the passages have. */
export async function isSure(
  { from, to, isMarked }: Named,
  tokens: readonly Token[],
  writing: Writing,
): Promise<boolean> {
  const words = tokens.slice(from, to);
  if (isMarked || words.some(({ text }) => /^\p{Lu}/u.test(text))) return true;
  for (const { form } of words) if (!(await writing.isOnlyName(form))) return false;
  return true;
}

/** The names in a question, those that are listed together as one. */
export async function namesIn(
  tokens: readonly Token[],
  speakers: readonly Speaker[],
  writing: Writing,
): Promise<readonly Named[]> {
  const groups: Named[] = [];
  for (let place = 0; place < tokens.length;) {
    const named = await nameHeardAt(place, tokens, speakers, writing);
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
    isAskedOnly: before.isAskedOnly && after.isAskedOnly,
  };
}

/** The longest name that begins at a place. */
function nameAt(
  place: number,
  tokens: readonly Token[],
  speakers: readonly Speaker[],
): Named | null {
  const bearers = bearersOf(speakers);
  const role = roleNamed(place, tokens, bearers);
  if (role !== null) return role;
  for (const span of spansAt(place, tokens)) {
    const called = bearing(span, bearers);
    if (isTelling(called)) return namedBy(place, span, called, bearers);
  }
  return null;
}

/** The same, or one that may be mistyped, and nobody else’s. */
async function nameHeardAt(
  place: number,
  tokens: readonly Token[],
  speakers: readonly Speaker[],
  writing: Writing,
): Promise<Named | null> {
  const bearers = bearersOf(speakers);
  const role = roleNamed(place, tokens, bearers);
  if (role !== null) return role;
  for (const span of spansAt(place, tokens)) {
    const called = bearing(span, bearers);
    const isMistyped = called.length === 0;
    const found = isMistyped ? mistyping(span, tokens[place - 1], bearers) : called;
    if (!isTelling(found)) continue;
    const [first = '', ...others] = partsIn(span);
    // A word of these passages is itself.
    if (isMistyped && (await writing.isWritten(others.at(-1) ?? first))) continue;
    const isAlone = others.length === 0 && !hasCivility(span);
    const where = [place, place + span.length] as const;
    if (isAlone && (await isOfAnother(first, where, tokens, bearers, writing))) return null;
    return namedBy(place, span, found, bearers, isMistyped);
  }
  return null;
}

function roleNamed(place: number, tokens: readonly Token[], bearers: Bearers): Named | null {
  const role = roleAt(place, tokens, bearers);
  if (role === null) return null;
  const { speaker, ...where } = role;
  const how = { isMarked: true, isPlain: false, opening: '', isAskedOnly: true };
  return { ...where, ...how, speakers: [speaker] };
}

/** The words from a place on that may be one name, the most first. */
function* spansAt(place: number, tokens: readonly Token[]) {
  const least = CIVILITIES.has(tokens[place]?.form ?? '') ? 2 : 1;
  for (let length = LONGEST_SPAN; length >= least; length -= 1) {
    const span = tokens.slice(place, place + length);
    if (span.length === length && isOneName(span)) yield span;
  }
}

function isTelling(called: readonly Speaker[]): boolean {
  return called.length > 0 && called.length <= MOST_NAMESAKES;
}

function hasCivility([first]: readonly Token[]): boolean {
  return CIVILITIES.has(first?.form ?? '');
}

function namedBy(
  from: number,
  span: readonly Token[],
  speakers: readonly Speaker[],
  { lasts }: Bearers,
  isMistyped = false,
): Named {
  const isCapital = /^\p{Lu}/u.test(span[0]?.text ?? '');
  const [first = '', ...others] = partsIn(span);
  const isOne = others.length === 0;
  const isPolite = hasCivility(span);
  return {
    speakers,
    from,
    to: from + span.length,
    isMarked: isPolite || !isOne || (isCapital && from > 0),
    isPlain: !isPolite && isOne && !isCapital && !isMistyped && !lasts.includes(first),
    opening: isCapital && from === 0 && isOne ? first : '',
    closing: span.at(-1)?.text ?? '',
    isAskedOnly: isMistyped,
  };
}

/** Whether nothing but a full stop parts the words, and the first and the last may belong to a name. */
function isOneName(span: readonly Token[]): boolean {
  const isWhole = span.slice(0, -1).every(({ text }) => /[\p{L}\p{N}'’]\.?$/u.test(text));
  const opening = span.find(({ form }) => !CIVILITIES.has(form));
  const isOfName = (token: Token | undefined) => token !== undefined && partsIn([token]).length > 0;
  const mayOpen = isOfName(opening) || (span.length > 1 && /^\p{Lu}/u.test(opening?.text ?? ''));
  return isWhole && mayOpen && isOfName(span.at(-1));
}
