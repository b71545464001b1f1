import { periodIn, type Period } from '../french/periods.ts';
import { LONGEST_SUBJECT } from '../debate/reply.ts';
import type { Options } from './request.ts';

/** What is between quotation marks is looked for as it is: a letter of its own stands for it meanwhile. */
export function masking(typed: string) {
  const phrases: string[] = [];
  const masked = typed
    .replace(/\p{Co}/gu, '')
    .replace(/"[^"]{0,300}"|“[^”]{0,300}”|«[^»]{0,300}»/gu, (phrase) => {
      phrases.push(phrase);
      return String.fromCodePoint(FIRST_MASK + phrases.length - 1);
    });
  const unmasked = (text: string) =>
    text.replace(/\p{Co}/gu, (mask) => phrases[(mask.codePointAt(0) ?? 0) - FIRST_MASK] ?? '');
  return { masked, unmasked };
}

/** The first character that Unicode leaves to whoever wants one. */
const FIRST_MASK = 0xe000;

/** Every period that the words name, taken together; a message is too long a text for one to be meant. */
export function timesIn(
  text: string,
): Period & { readonly rest: string; readonly isLoose: boolean } {
  let [since, until, isLoose]: [string | null, string | null, boolean] = [null, null, false];
  if (text.length > LONGEST_SUBJECT) return { since, until, isLoose, rest: text };
  let rest = text;
  for (;;) {
    const found = periodIn(rest);
    if (found === null) return { since, until, isLoose, rest };
    since = latest(since, found.period.since);
    until = earliest(until, found.period.until);
    isLoose ||= !found.isSure;
    rest = tidied(found.rest);
  }
}

export function latest(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one;
}

export function earliest(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other < one) ? other : one;
}

/** The words without the period that they name, and that period as options; phrases stay as they are. */
export function timesApart(typed: string): { readonly rest: string; readonly options: Options } {
  const { masked, unmasked } = masking(typed);
  const { rest, ...period } = timesIn(masked);
  return { rest: unmasked(rest), options: periodAsked(period) };
}

/** A period as options tell it. */
export function periodAsked({ since, until }: Period): Options {
  return {
    ...(since === null ? {} : { depuis: since }),
    ...(until === null ? {} : { jusqua: until }),
  };
}

/** Options whose names stand alone: « Martin depuis 2012 » is Martin, since 2012. */
export function namesApart({ auteur = '', auteur2, ...options }: Options): Options {
  const [one, other] = [auteur, auteur2 ?? ''].map(timesIn);
  if (one === undefined || other === undefined) return { auteur, ...options };
  const since = latest(one.since, other.since);
  const until = earliest(one.until, other.until);
  return {
    ...periodAsked({ since, until }),
    ...options,
    auteur: one.rest,
    ...(auteur2 === undefined ? {} : { auteur2: other.rest }),
  };
}

/** The parts of a line, without those that only name a time: these end the last of the others. */
export function withTimesLast(parts: readonly string[]): readonly string[] {
  const isTime = (part: string) => part.trim() !== '' && timesIn(part).rest === '';
  const others = parts.filter((part) => !isTime(part));
  const last = others.pop();
  return last === undefined ? parts : [...others, [last, ...parts.filter(isTime)].join(' ')];
}

/** Without the punctuation and the spaces that were around what was taken away. */
export function tidied(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/ (?=,)/gu, '')
    .replace(/^[\s,;:]+|[\s,;:]+$/gu, '');
}
