import { inFigures } from './numerals.ts';
import { NO_BREAK_SPACE } from './typography.ts';

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** « 9 h », « 9 h 05 », « 18 h 30 ». */
export function formatTime(hour: number, minute: number): string {
  const minutes = minute === 0 ? '' : `${NO_BREAK_SPACE}${String(minute).padStart(2, '0')}`;
  return `${hour}${NO_BREAK_SPACE}h${minutes}`;
}

const NAMED: Readonly<Record<string, number>> = { midi: 12, minuit: 0 };
const PARTS: Readonly<Record<string, number>> = {
  quart: 15,
  demi: 30,
  demie: 30,
};
const HALVES = /(?: (?<half>(?:du|le) mat(?:in)?|de l'apres[- ]midi|(?:du|le) soir))?/u.source;
const MINUTES = [
  /(?:(?<minute>\d{1,2})(?: ?(?:mn|min|minutes?))?)/u,
  /(?:et (?<part>quart|demie?))/u,
  /(?:moins (?:le (?<before>quart)|(?<less>\d{1,2})(?: minutes?)?))/u,
]
  .map(({ source }) => source)
  .join('|');
const HOUR =
  /(?:(?<name>midi|minuit)|(?<hour>\d{1,2})(?: ?(?:[h:.]|heures?)| (?=et |moins )|(?= du | de | le |$)))/u
    .source;
const TIME = new RegExp(`^${HOUR}(?: ?(?:${MINUTES}))?${HALVES}$`, 'u');

/**
 * Reads « 9h30 », « 09:30 », « 9 h 30 », « 9 », « midi et demi », « 6 heures du soir », « dix heures moins le
 * quart »; folded. Null for what is no time of day.
 */
export function readTime(folded: string): TimeOfDay | null {
  const isNamed = /heure|minuit|midi/u.test(folded);
  const groups = TIME.exec(isNamed ? inFigures(folded) : folded)?.groups;
  if (groups === undefined) return null;
  const { name = '', hour, minute, part = '', before = '', less = '0', half = '' } = groups;
  const isAfternoon = /soir|midi/u.test(half);
  const said = Number(hour ?? NAMED[name]) + (isAfternoon && Number(hour) < 12 ? 12 : 0);
  const minutes = Number(minute ?? PARTS[part] ?? 0);
  // Whether « 12 h du soir » is noon or midnight nobody can tell.
  if (said > 23 || minutes > 59 || (said === 12 && half.endsWith('soir'))) return null;
  const all = said * 60 + minutes - (PARTS[before] ?? Number(less)) + DAY_MINUTES;
  return { hour: Math.floor(all / 60) % 24, minute: all % 60 };
}

const DAY_MINUTES = 24 * 60;
