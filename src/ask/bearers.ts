import { CIVILITIES, partsOfName, type Speaker } from '../debate/speaker.ts';
import { isCommonWord, meantBy } from '../french/spelling.ts';
import { foldText, isDiscourse, isStopWord, wordsIn, wordsOf } from '../french/words.ts';
import { isCalledAlike } from './people.ts';
import type { Token } from '../french/tokens.ts';

/** How the passages write a folded word. */
export interface Writing {
  readonly isWritten: (word: string) => Promise<boolean>;
  /** Never in small letters. */
  readonly isOnlyName: (word: string) => Promise<boolean>;
}

export interface Bearers {
  /** By each word of a name. */
  readonly of: ReadonlyMap<string, readonly Speaker[]>;
  /** The last words of names, in alphabetical order. */
  readonly lasts: readonly string[];
  /** By what is said of all who speak in it, folded. */
  readonly roles: ReadonlyMap<string, Speaker>;
}
const bearersKnown = new WeakMap<readonly Speaker[], Bearers>();

export function bearersOf(speakers: readonly Speaker[]): Bearers {
  let bearers = bearersKnown.get(speakers);
  if (bearers === undefined) {
    const persons = speakers.filter(({ kind }) => kind === 'person');
    const pairs = speakers
      .filter(({ kind }) => kind === 'person' || kind === 'unnamed author')
      .flatMap((each) =>
        [...new Set(each.names.flatMap(partsOfName))].map((part) => ({ part, each })),
      );
    const byPart = Map.groupBy(pairs, ({ part }) => part);
    const lasts = new Set(persons.flatMap(({ names }) => names.flatMap(lastOf)));
    bearers = {
      of: new Map([...byPart].map(([part, those]) => [part, those.map(({ each }) => each)])),
      lasts: [...lasts].sort((a, b) => (a < b ? -1 : 1)),
      roles: new Map(
        speakers
          .filter(({ kind }) => kind === 'role')
          .flatMap((each) => each.names.map((name) => [foldText(name), each] as const)),
      ),
    };
    bearersKnown.set(speakers, bearers);
  }
  return bearers;
}

function lastOf(name: string): string[] {
  return partsOfName(name).slice(-1);
}

/** The letter of « l’avis » is of no name, that of « L. Martin » may be. */
export function partsIn(span: readonly Token[]): string[] {
  return span.flatMap(({ text, form }) => (CIVILITIES.has(form) ? [] : partsOfName(text)));
}

/** Those who have a name of all these words; one alone must be no word that asks or says nothing. */
export function bearing(span: readonly Token[], { of }: Bearers): readonly Speaker[] {
  const typed = foldText(span.map(({ text }) => text).join(' ')).replace(/[^\p{L}\p{N}.]+$/u, '');
  const parts = partsIn(span);
  const [first = ''] = parts;
  if (parts.length === 0 || (parts.length === 1 && (first.length < 2 || isDiscourse(first))))
    return [];
  const found = (of.get(first) ?? []).filter((each) => mayBeCalled(each, parts, span));
  const called = found.filter(({ names }) => names.some((name) => foldText(name) === typed));
  if (called.length > 0) return called;
  if (found.length === 0) {
    const namesakes = mayBegin(span) ? of.get(parts.at(-1) ?? '') : [];
    return (namesakes ?? []).filter((each) => isCalledAlike(parts, each));
  }
  // « Le Roux » is whoever is called so, « Les Roux » nobody.
  const isArticled = !CIVILITIES.has(span[0]?.form ?? '') && partsIn(span.slice(0, 1)).length === 0;
  const holds = (name: string) => ` ${foldText(name)} `.includes(` ${typed} `);
  return isArticled ? found.filter(({ names }) => names.some(holds)) : found;
}

/** What stands before several who speak in a role: « le commentateur » is one of whom something was said. */
const SEVERAL = /^(?:les|des|certaine?s|plusieurs|quelques|ces|tous|toutes) /u;
const LONGEST_ROLE = 5;

/** A role that is named at a place: « les commentateurs », « un président de séance »; bare after « et » or « hors ». */
export function roleAt(place: number, tokens: readonly Token[], { roles }: Bearers) {
  const mayBeBare = place === 0 || /^(?:et|ou)$/u.test(tokens[place - 1]?.form ?? '');
  for (let length = roles.size === 0 ? 0 : LONGEST_ROLE; length > 0; length -= 1) {
    const span = tokens.slice(place, place + length);
    // « Les commentateur·rice·s »
    const typed = span.flatMap(({ text }) => wordsIn(text)[0]?.form ?? '').join(' ');
    const [several] = SEVERAL.exec(typed) ?? [];
    const speaker = roles.get(several === undefined ? typed : typed.slice(several.length));
    const isBare = several === undefined && !/^une? /u.test(typed);
    if (span.length < length || speaker === undefined || (isBare && !mayBeBare)) continue;
    // « L’avis des commentateurs » is read as « l’avis de Durand ».
    const from = several === 'des ' ? place + 1 : place;
    return { speaker, from, to: place + length, closing: span.at(-1)?.text ?? '' };
  }
  return null;
}

/** An initial has a capital or a full stop: « a » and « y » are words. */
function mayBegin(span: readonly Token[]): boolean {
  const [first] = span.filter(({ form }) => !CIVILITIES.has(form));
  return first !== undefined && (first.form.length > 1 || isInitial(first));
}

function isInitial({ text }: Token): boolean {
  return /^\p{Lu}\.?$|^\p{L}\.$/u.test(text);
}

/** A noun has one before it, a name seldom. */
const DETERMINER =
  /^(?:l|les?|la|une?|d[eu]s|du|au|aux|c(?:e|es|et|ette)|[mts](?:on|a|es)|nos|notre|vos|votre|leurs?)$/u;

/** The one person whose last name is mistyped so, by a word that is none of everyday French. */
export function mistyping(
  span: readonly Token[],
  before: Token | undefined,
  { of, lasts }: Bearers,
): readonly Speaker[] {
  const parts = partsIn(span);
  const last = parts.at(-1) ?? '';
  const isNoun = DETERMINER.test(before?.form ?? '') && !/^\p{Lu}/u.test(span.at(-1)?.text ?? '');
  const isEveryday = isStopWord(last) || isDiscourse(last) || isCommonWord(last);
  if (isNoun || isEveryday || !mayBegin(span)) return [];
  const found = meantBy(last, lasts).flatMap((name) => {
    const isMeant = (each: Speaker) =>
      parts.length === 1
        ? each.names.flatMap(lastOf).includes(name)
        : isCalledAlike([...parts.slice(0, -1), name], each);
    return (of.get(name) ?? []).filter(isMeant);
  });
  return new Set(found).size === 1 ? found.slice(0, 1) : [];
}

/**
 * Whether one word of a name is a part of somebody else’s: « Jean Durand » where only Fred is called
 * Durand, « Fred Moreau » where no passage speaks of a Moreau.
 */
export async function isOfAnother(
  word: string,
  [from, to]: readonly [number, number],
  tokens: readonly Token[],
  { of, lasts }: Bearers,
  { isWritten }: Writing,
): Promise<boolean> {
  const [before, first, after] = [tokens[from - 1], tokens[from], tokens[to]];
  const follows = (one: Token | undefined) => /\p{L}\.?$/u.test(one?.text ?? '');
  const isNamed = async (token: Token) =>
    (of.has(token.form) && lasts.includes(token.form) !== lasts.includes(word)) ||
    !((await isWritten(token.form)) || token.form.endsWith('ment'));
  if (lasts.includes(word)) {
    if (before === undefined || !follows(before)) return false;
    if (isInitial(before)) return from > 1 || before.text.endsWith('.');
    // « Que reproche Durand à… »
    const isVerb = !isCapital(before) && isStopWord(tokens[from - 2]?.form ?? '');
    return !isVerb && mayName(before) && (await isNamed(before));
  }
  if (after === undefined || !follows(first)) return false;
  // « Ce que Fred reproche à… »
  const isVerb =
    !isCapital(after) && /^(?:qu|que|ou|si|quand|comment|pourquoi)$/u.test(before?.form ?? '');
  return !isVerb && mayName(after) && (await isNamed(after));
}

function isCapital({ text }: Token): boolean {
  return /^\p{Lu}/u.test(text);
}

function mayName({ form }: Token): boolean {
  const isEmpty = (word: string) => isStopWord(word) || isDiscourse(word) || CIVILITIES.has(word);
  return wordsOf(form).some((word) => !word.joined && !isEmpty(word.form));
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
