import { weekdayName, weekdayOf } from './weekdays.ts';

/**
 * A date known to the year, the month or the day.
 *
 * `edtf` is the date as the corpus writes it (Extended Date/Time Format, level 1: `2011-04-01`,
 * `2011-12`, `2012~`, `2014?`); `month` and `day` count from 1 and are absent where unknown.
 */
export interface PartialDate {
  readonly edtf: string;
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly approximate: boolean;
  readonly uncertain: boolean;
}

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** The date to its true precision and no further: « 1er avril 2011 », « décembre 2011 », « vers 2012 ». */
export function formatDate(date: PartialDate): string {
  const month = date.month === undefined ? undefined : MONTHS[date.month - 1];
  // Intl writes « 1 avril »: the first of a month takes « er ».
  const day = date.day === 1 ? '1er' : date.day?.toString();
  const known = [day, month, String(date.year)].filter((part) => part !== undefined).join(' ');
  const dated = date.approximate ? `vers ${known}` : known;
  return date.uncertain ? `${dated} (date incertaine)` : dated;
}

/** « lundi 23 novembre », from `2026-11-23`. */
export function formatDay(date: string): string {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  return `${weekdayName(weekdayOf(date))} ${day === 1 ? '1er' : day} ${MONTHS[month - 1] ?? ''}`;
}

/** Orders dates by what is known of them: a bare year comes before its months, a month before its days. */
export function compareDates(a: PartialDate, b: PartialDate): number {
  return a.year - b.year || (a.month ?? 0) - (b.month ?? 0) || (a.day ?? 0) - (b.day ?? 0);
}
