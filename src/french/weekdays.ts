import { enumeration } from './typography.ts';

/** From Monday, as ISO 8601 counts them. */
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORKING_DAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

const GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ['tous les jours', EVERY_DAY],
  ['chaque jour', EVERY_DAY],
  ['quotidien', EVERY_DAY],
  ['7j/7', EVERY_DAY],
  ['en semaine', WORKING_DAYS],
  ['semaine', WORKING_DAYS],
  ['jours ouvres', WORKING_DAYS],
  ['week-end', WEEKEND],
  ['week end', WEEKEND],
  ['weekend', WEEKEND],
]);
const RANGE = /^(\p{L}+)-(\p{L}+)$/u;
/** « lu », « lun », « lundi », « lundis ». */
const SHORTEST_DAY = 2;

/** Which day of the week a date (`2026-11-22`) is, from 1, Monday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || EVERY_DAY.length;
}

export function weekdayName(day: number): string {
  return WEEKDAYS[day - 1] ?? '';
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

/**
 * Reads « lun-ven », « lundi au vendredi », « lun,mer,ven », « le week-end », « tous les jours », folded:
 * the days in order, or null for what names none.
 */
export function readDays(folded: string): readonly number[] | null {
  const whole = groupOf(folded);
  if (whole !== null) return whole;
  const ranged = folded.replace(/ ?(?:-| au? | jusqu'au ) ?/gu, '-');
  const parts = ranged.split(/[\s,;]+/u).filter((part) => !FILLERS.has(part));
  const read = parts.map((part) => groupOf(part) ?? rangeOf(part) ?? dayOf(part));
  const days = new Set(read.flatMap((part) => part ?? []));
  return days.size === 0 || read.includes(null) ? null : [...days].sort((a, b) => a - b);
}

/** Whether a word, folded, belongs to what `readDays` reads. */
export function isDayWord(folded: string): boolean {
  return FILLERS.has(folded) || GROUP_WORDS.has(folded) || readDays(folded) !== null;
}

const GROUP_WORDS: ReadonlySet<string> = new Set(
  ['au', "jusqu'au", ...GROUPS.keys()].flatMap((name) => name.split(' ')),
);
const FILLERS: ReadonlySet<string> = new Set(['', 'le', 'les', 'du', 'de', 'chaque', 'et']);

function groupOf(folded: string): readonly number[] | null {
  return GROUPS.get(folded.replace(/^les? /u, '')) ?? null;
}

/** « ven-lun » goes round the end of the week. */
function rangeOf(folded: string): readonly number[] | null {
  const [, from = '', to = ''] = RANGE.exec(folded) ?? [];
  const [first] = dayOf(from) ?? [];
  const [last] = dayOf(to) ?? [];
  if (first === undefined || last === undefined) return null;
  return EVERY_DAY.filter((day) =>
    first <= last ? day >= first && day <= last : day >= first || day <= last,
  );
}

function dayOf(folded: string): readonly number[] | null {
  const name = folded.replace(/s$|\.$/u, '');
  const day = WEEKDAYS.findIndex((each) => name.length >= SHORTEST_DAY && each.startsWith(name));
  return day < 0 ? null : [day + 1];
}
