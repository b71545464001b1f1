import { EVERY_DAY, weekdayName, weekdayOf } from './weekdays.ts';

/** Inside guillemets and before a colon. */
export const NO_BREAK_SPACE = '\u00A0';
/** Before ; ! and ?. */
export const NARROW_NO_BREAK_SPACE = '\u202F';

/**
 * Words between guillemets. A text that brings its own opening guillemet keeps it and is given no
 * second one; its closing one is added only where it is missing.
 */
export function inGuillemets(words: string): string {
  if (!words.startsWith('«')) return `«${NO_BREAK_SPACE}${words}${NO_BREAK_SPACE}»`;
  return words.endsWith('»') ? words : `${words}${NO_BREAK_SPACE}»`;
}

/** The text with every run of white space folded to one space, no-break spaces included, and none at either end. */
export function foldWhiteSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** « 1 passage », « 2 passages »: zero and one are singular in French (CLDR plural rules). */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)}${NO_BREAK_SPACE}${count < 2 ? singular : plural}`;
}

/** 1234567 as « 1 234 567 », with narrow no-break spaces. */
export function formatNumber(value: number): string {
  // Nothing separates fewer than four figures, and loading the French formats takes 15 ms.
  const isShort = Number.isInteger(value) && value >= 0 && value < 1000;
  return isShort ? String(value) : value.toLocaleString('fr-FR');
}

const ELIDING = /^(?:[aâàeéèêëhiîïoôuûœæ]|y(?![aâàeéèêëiîïoôuû]))/iu;

/**
 * « de Camille », « d’Hervé », « d’Yves » but « de Yann », and with an article « de l’auteur »,
 * « des commentateurs ». Names in h are elided: of those in use (Hervé, Henri, Hélène, Hugo) most are.
 */
export function withDe(name: string): string {
  if (name.startsWith('les ')) return `des ${name.slice('les '.length)}`;
  return ELIDING.test(name) ? `d’${name}` : `de ${name}`;
}

/** « a, b ou c » */
export function alternatives(items: readonly string[]): string {
  return listed(items, 'disjunction');
}

/** « a, b et c » */
export function enumeration(items: readonly string[]): string {
  return listed(items, 'conjunction');
}

/** Made at the first use: each takes longer than the rest of a short answer. */
const LISTS: Partial<Record<'conjunction' | 'disjunction', Intl.ListFormat>> = {};

function listed(items: readonly string[], type: keyof typeof LISTS): string {
  return (LISTS[type] ??= new Intl.ListFormat('fr', { type })).format(items);
}

/** The name with a capital, as at the start of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** Every quotation mark, paired or not: what stands between two promises exact words. */
export const QUOTATION_MARKS = /[«»“”„‟"‹›]/gu;

/** Gives our own words French spacing: no-break before a colon, narrow no-break before ; ! and ?. */
export function typeset(text: string): string {
  return text.replaceAll(' :', `${NO_BREAK_SPACE}:`).replace(/ (?=[;!?])/gu, NARROW_NO_BREAK_SPACE);
}

/** A template whose own words are typeset; what is put into it stays as it is. */
export function french(
  strings: TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  const raw = TYPESET.get(strings) ?? strings.map(typeset);
  TYPESET.set(strings, raw);
  return String.raw({ raw }, ...values);
}

/** By template: each is typeset once. */
const TYPESET = new WeakMap<TemplateStringsArray, readonly string[]>();

const LONGEST_ECHO = 80;
/** What is beyond is not even looked at: a pasted page must not cost its square to strip. */
const LONGEST_READ = 500;

/** What a person typed, as it may be said back: no guillemets, no address, nothing invisible, not too long. */
export function shown(typed: string): string {
  return shownUpTo(LONGEST_ECHO, typed);
}

/** The same, up to another length. */
export function shownUpTo(longest: number, typed: string): string {
  const plain = foldWhiteSpace(
    typed
      .slice(0, LONGEST_READ)
      .toWellFormed()
      .replace(/\p{C}/gu, ' ')
      .replace(QUOTATION_MARKS, '')
      .replace(/\S+:\/\/\S*/gu, '[adresse]'),
  );
  return plain.length > longest ? `${plain.slice(0, longest).toWellFormed()}…` : plain;
}

/**
 * A date known to the year, the month or the day, or not at all.
 *
 * `edtf` is the date as the corpus writes it (Extended Date/Time Format, level 1: `2011-04-01`,
 * `2011-12`, `2012~`, `2014?`, `XXXX`); `month` and `day` count from 1 and are absent where unknown.
 */
export interface PartialDate {
  readonly edtf: string;
  /** Null where nobody knows when. */
  readonly year: number | null;
  readonly month?: number;
  readonly day?: number;
  readonly approximate: boolean;
  readonly uncertain: boolean;
}

export const MONTHS =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

/** The date to its true precision and no further: « 1er avril 2011 », « décembre 2011 », « vers 2012 ». */
export function formatDate(date: PartialDate): string {
  if (date.year === null) return 'date inconnue';
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

/** Orders dates by what is known: a year comes before its months, a month before its days, no date last. */
export function compareDates(a: PartialDate, b: PartialDate): number {
  // No year that the corpus can write is later.
  const years = (a.year ?? 10_000) - (b.year ?? 10_000);
  return years || (a.month ?? 0) - (b.month ?? 0) || (a.day ?? 0) - (b.day ?? 0);
}

/** « tous les jours », « du lundi au vendredi », « le lundi, le mercredi et le vendredi ». */
export function formatDays(days: readonly number[]): string {
  const [first = 1] = days;
  const last = days.at(-1) ?? first;
  if (days.length === EVERY_DAY.length) return 'tous les jours';
  if (days.length > 2 && last - first === days.length - 1) {
    return `du ${weekdayName(first)} au ${weekdayName(last)}`;
  }
  return enumeration(days.map((day) => `le ${weekdayName(day)}`));
}
