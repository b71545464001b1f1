import { formatDate, MONTHS } from './typography.ts';
import { foldText, isStopWord, wordsOf } from './words.ts';

/** From one date to another, both included; null where it is open. Dates are written `2012`, `2012-03` or `2012-03-15`. */
export interface Period {
  readonly since: string | null;
  readonly until: string | null;
}

/** A period that words name, and the other words. */
interface PeriodIn {
  readonly period: Period;
  /** Whether the words can mean nothing else: « depuis 2012 »; « la crise en 2008 » may be a subject. */
  readonly isSure: boolean;
  readonly rest: string;
}

const MONTH_NAMES =
  'janv(?:ier)?|f[eé]v(?:r(?:ier)?)?|mars|avril|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[eé]c(?:embre)?';
const YEAR = String.raw`[12]\d{3}(?![\p{L}\d%€])(?![.,]\d)`;
const MONTH = String.raw`(?:(?:le\s+)?(?:1er|\d{1,2})\s+)?(?:le\s+mois\s+de\s+|d['’])?(?:${MONTH_NAMES})\.?`;
const DATE = String.raw`(?:${MONTH}\s+${YEAR}|(?:0?[1-9]|1[0-2])\/${YEAR}|[12]\d{3}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\p{L}\d-])|(?:l['’]an(?:n[eé]e)?\s+)?${YEAR}(?!-\d))`;
const START = String.raw`(?<![\p{L}\p{N}'’-])`;

/** How French names a period, « from » and « to » being its dates. */
const FORMS: readonly {
  readonly words: string;
  readonly reads: Reads;
  readonly isSure: boolean;
}[] = [
  {
    words: `entre\\s+(?<from>${DATE}|${MONTH})\\s+et\\s+(?<to>${DATE})`,
    reads: range,
    isSure: true,
  },
  {
    words: `(?:de\\s+|d['’]|du\\s+)(?<from>${DATE}|${MONTH})\\s+(?:à|a|au|jusqu['’](?:en|à|a|au))\\s+(?<to>${DATE})`,
    reads: range,
    isSure: true,
  },
  {
    words: `(?:depuis|d[eè]s|[aà]\\s+(?:partir|compter)\\s+d(?:e\\s|['’]))\\s*(?:le\\s+d[eé]but\\s+(?:de\\s+|d['’])?|d[eé]but\\s+)?(?<from>${DATE})`,
    reads: ({ from }) => ({ since: from, until: null }),
    isSure: true,
  },
  {
    words: `apr[eè]s\\s+(?<from>${DATE})`,
    reads: ({ from }) => ({ since: neighbour(from, 1), until: null }),
    isSure: true,
  },
  {
    words: `avant\\s+(?<to>${DATE})`,
    reads: ({ to }) => ({ since: null, until: neighbour(to, -1) }),
    isSure: true,
  },
  {
    words: `jusqu(?:['’](?:en|[aà]|au)|e\\s+en)\\s+(?:(?:la\\s+)?fin\\s+(?:de\\s+|d['’])?)?(?<to>${DATE})`,
    reads: ({ to }) => ({ since: null, until: to }),
    isSure: true,
  },
  {
    words: `(?:en|courant|durant|pendant|au\\s+cours\\s+d(?:e\\s|['’]))\\s*(?<from>${DATE})`,
    reads: ({ from }) => ({ since: from, until: from }),
    isSure: false,
  },
  {
    words: `le\\s+(?<from>(?:1er|\\d{1,2})\\s+(?:${MONTH_NAMES})\\.?\\s+${YEAR})`,
    reads: ({ from }) => ({ since: from, until: from }),
    isSure: false,
  },
  {
    words: String.raw`(?:en\s+)?(?<from>[12]\d{3})\s?[-–—]\s?(?<to>[12]\d{3})(?![\p{L}\d-])`,
    reads: range,
    isSure: false,
  },
];

type Reads = (dates: { readonly from: string; readonly to: string }) => Period | null;

const PATTERNS = FORMS.map(({ words, ...form }) => {
  return { ...form, pattern: new RegExp(`${START}${words}`, 'iu') };
});
/** « de 1000 à 2000 fans »: round numbers, and those of no recent year, count what follows them. */
const RECENT = /^(?:19|20)(?!00)\d\d/u;
const COUNTED =
  /^\s+(?!(?:l[ea]s?|un|une|des?|du|à|au|aux|en|et|ou|pour|sur|par|dans|chez|selon)\s)\p{Ll}/u;

/** The period that the words name by a preposition, never a year alone: « la crise de 2008 » is a subject. */
export function periodIn(text: string): PeriodIn | null {
  for (const { pattern, reads, isSure } of PATTERNS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [{ length }, before] = [match[0], text.slice(0, match.index)];
    const after = text.slice(match.index + length);
    const { from = '', to = from } = match.groups ?? {};
    const dates = { from: readDate(from, yearIn(to)) ?? '', to: readDate(to) ?? '' };
    const isNumber = [from, to].some((date) => /^\d{4}$/u.test(date) && !RECENT.test(date));
    const isBare = /^[12]/u.test(match[0]);
    if ((isNumber && COUNTED.test(after)) || (isBare && isDependent(before))) continue;
    const period = dates.from === '' && dates.to === '' ? null : reads(dates);
    if (period === null || Object.values(period).includes('')) continue;
    return { period, isSure, rest: `${before} ${after}`.replace(/\s+/gu, ' ').trim() };
  }
  return null;
}

/** « le plan de 2012-2013 » */
function isDependent(before: string): boolean {
  return isStopWord(wordsOf(foldText(before)).at(-1)?.form ?? '');
}

function range({ from, to }: { readonly from: string; readonly to: string }): Period | null {
  if (from === '' || to === '') return null;
  return from <= to ? { since: from, until: to } : { since: to, until: from };
}

function yearIn(date: string): string {
  return /[12]\d{3}/u.exec(date)?.[0] ?? '';
}

/** « 2012 », « mars 2012 », « 15 mars 2012 », « 03/2012 », « 2012-03 » as `2012-03-15`; null for what is no date. */
export function readDate(typed: string, otherYear = ''): string | null {
  const folded = foldText(typed.trim());
  const year = yearIn(folded) || otherYear;
  const [, iso = ''] = /^[12]\d{3}(-\d\d(?:-\d\d)?)?$/u.exec(folded) ?? [];
  if (iso !== '' || folded === year) return isDate(year + iso) ? year + iso : null;
  const [, numbered = ''] = /^(\d\d?)\/\d{4}$/u.exec(folded) ?? [];
  const named =
    /^(?:(?:le )?(?:(?<day>\d\d?)(?:er)? )?(?:le mois de |d')?(?<month>[a-z]{3,})\.? ?|l'an(?:nee)? )(?:[12]\d{3})?$/u;
  const { day, month } = named.exec(folded)?.groups ?? {};
  if (year === '' || (numbered === '' && !named.test(folded))) return null;
  if (numbered === '' && month === undefined) return year;
  const place = numbered === '' ? monthNamed(month ?? '') : Number(numbered);
  const date = [year, place, ...(day === undefined ? [] : [Number(day)])].map(padded).join('-');
  return isDate(date) ? date : null;
}

function monthNamed(folded: string): number {
  return MONTHS.findIndex((month) => foldText(month).startsWith(folded)) + 1;
}

function padded(part: string | number): string {
  return String(part).padStart(2, '0');
}

function isDate(date: string): boolean {
  const first = firstDay(date);
  const time = Date.parse(`${first}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(first);
}

/** The day, month or year before or after. */
function neighbour(date: string, by: 1 | -1): string {
  if (date === '') return '';
  const [year = 0, month, day] = date.split('-').map(Number);
  const next = new Date(0);
  next.setUTCFullYear(
    year + (month === undefined ? by : 0),
    (month ?? 1) - 1 + (month !== undefined && day === undefined ? by : 0),
    (day ?? 1) + (day === undefined ? 0 : by),
  );
  return next.toISOString().slice(0, date.length);
}

/** `2012-01-01` of `2012`. */
export function firstDay(date: string): string {
  return date + '-01-01'.slice(date.length - 4);
}

/** A day that none of the same month or year comes after: `2012-12-31` of `2012`. */
export function lastDay(date: string): string {
  return date + '-12-31'.slice(date.length - 4);
}

/** « en 2011 », « de mars 2012 à 2013 », « depuis le 15 mars 2012 », « jusqu’en 2012 »; empty where all times are meant. */
export function formatPeriod({ since, until }: Period): string {
  if (since !== null && since === until) return `${isDay(since) ? 'le' : 'en'} ${written(since)}`;
  if (since !== null && until !== null) {
    const [from, to] = [articled('de', since), articled('à', until)];
    return `${from} ${to}`;
  }
  if (since !== null) return `depuis ${isDay(since) ? 'le ' : ''}${written(since)}`;
  if (until === null) return '';
  return isDay(until) ? `jusqu’au ${written(until)}` : `jusqu’en ${written(until)}`;
}

function articled(preposition: 'de' | 'à', date: string): string {
  if (isDay(date)) return `${preposition === 'de' ? 'du' : 'au'} ${written(date)}`;
  const name = written(date);
  return preposition === 'de' && /^[ao]/u.test(name) ? `d’${name}` : `${preposition} ${name}`;
}

function isDay(date: string): boolean {
  return date.length > '2012-03'.length;
}

function written(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number);
  const known = { ...(month !== undefined && { month }), ...(day !== undefined && { day }) };
  return formatDate({ edtf: date, year, ...known, approximate: false, uncertain: false });
}
