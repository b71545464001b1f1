import { foldText } from '../french/words.ts';

/** The beginnings by which months are known, in French, then in English; each is one month’s. */
const MONTHS: readonly RegExp[] = [
  ...[/^jan/u, /^f[e]v|^feb/u, /^mar(?:s|ch)/u, /^avr|^apr/u, /^ma[iy]/u, /^juin|^june?/u],
  ...[/^jui?l/u, /^ao?u[tg]/u, /^sep/u, /^oct/u, /^nov/u, /^dec/u],
];
const MONTH =
  '(?<month>janv(?:ier)?|january|jan|fevr?(?:ier)?|feb(?:ruary)?|mars|march|avr(?:il)?|apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?|aout|aug(?:ust)?|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember|embre)?)';
const WRITTEN = new RegExp(
  `(?<![\\d\\p{L}])(?:(?<day>\\d{1,2})(?:er|st|nd|rd|th|\\.)?\\s+)?${MONTH}\\.?,?\\s+(?<year>\\d{4})(?!\\d)`,
  'u',
);
/** « April 3, 2011 » */
const AMERICAN = new RegExp(
  `(?<!\\p{L})${MONTH}\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d)`,
  'u',
);
const FIGURES = /(?<!\d)(?<year>\d{4})(?<sign>[-/.])(?<month>\d{2})\k<sign>(?<day>\d{2})(?!\d)/u;
const SHORT =
  /(?<![\d./-])(?<day>\d{1,2})(?<sign>[./-])(?<month>\d{1,2})\k<sign>(?<year>\d{4}|\d{2})(?![\d./-])/u;

/**
 * The first date that a text writes in French or in English, or as `2011-04-01`, in EDTF; null where there is
 * none. `03/04/2011` is a date where it can be only one, or where `isDayFirst` says how its source writes.
 */
export function dateIn(text: string, isDayFirst = false): string | null {
  const folded = foldText(text);
  const match = [FIGURES, AMERICAN, WRITTEN].map((each) => each.exec(folded)).find(Boolean);
  const { day, month = '', year } = (match ?? shortDate(folded, isDayFirst))?.groups ?? {};
  if (year === undefined) return null;
  const two = (value: string | number) => String(value).padStart(2, '0');
  const number = /^\d/u.test(month) ? month : MONTHS.findIndex((each) => each.test(month)) + 1;
  const whole = year.length === 2 ? `20${year}` : year;
  const date = [whole, two(number), ...(day === undefined ? [] : [two(day)])].join('-');
  const isDate = day === undefined || isRealDay(date);
  return isDate ? date : null;
}

/** Whether figures in a text write a day before a month, as a day past the twelfth alone can tell. */
export function writesDayFirst(text: string): boolean {
  const dates = [...text.matchAll(new RegExp(SHORT, 'gu'))].map(({ groups }) => groups ?? {});
  const isPast = (name: string) => dates.some((each) => Number(each[name]) > 12);
  return isPast('day') && !isPast('month');
}

function shortDate(text: string, isDayFirst: boolean): RegExpExecArray | null {
  const match = SHORT.exec(text);
  const { day, month, year = '' } = match?.groups ?? {};
  const isSure = year.length === 4 && (Number(day) > 12 || day === month);
  return isDayFirst || isSure ? match : null;
}

/**
 * The date that a text begins with as programs write it (« 2011-04-01 10:20:30 »), to the precision it is written
 * in; null for what is none, zeroes included.
 */
export function dateAt(written = ''): string | null {
  const date = /^(?!0000)\d{4}(?:-\d{2}){0,2}(?=[T\s]|$)/u.exec(written)?.[0] ?? '';
  return isRealDay(date + '-01-01'.slice(date.length - '2011'.length)) ? date : null;
}

/** The day of a moment, in UTC; null for what is no moment of our era. */
export function dayOf(moment: string | number): string | null {
  const date = new Date(moment);
  const year = Number.isNaN(date.getTime()) ? 0 : date.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/** JavaScript takes 2011-02-29 for the day after it. */
function isRealDay(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}
