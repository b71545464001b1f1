/** From Monday, as ISO 8601 counts them. */
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** « lu », « lun », « lun. », « lundi », « lundis ». */
const SHORTEST_DAY = 2;

/** Which day of the week a date (`2026-11-22`) is, from 1, Monday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || EVERY_DAY.length;
}

export function weekdayName(day: number): string {
  return WEEKDAYS[day - 1] ?? '';
}

/** What several words say, as one: folded, the longer before what is a part of it. */
const EXPRESSIONS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:toutes les|chaque) semaines?(?!\p{L})/gu, ' '],
  [/(?<!\p{L})(?:fins? de semaine|week[- ]?ends?)(?!\p{L})/gu, ' @weekend '],
  [
    /(?<!\p{L})(?:jours? (?:ouvres?|ouvrables?|de (?:la )?semaine)|(?:en |la )semaine|semaine)(?!\p{L})/gu,
    ' @working ',
  ],
  [
    /(?<!\p{L})(?:(?:tous les|chaque) (?:jours?|matins?|soirs?)(?: @working)?|quotidien\p{L}*|tlj)(?!\p{L})/gu,
    ' @every ',
  ],
  [/(?<!\d)7 ?j(?:ours?)? ?(?:\/|sur) ?7(?!\d)/gu, ' @every '],
  [/(?<!\d)5 ?j(?:ours?)? ?(?:\/|sur) ?7(?!\d)/gu, ' @working '],
  [/(?<!\p{L})(?:a part|a l'exception|en dehors|mais pas)(?!\p{L})/gu, ' sauf '],
  [/(?<!\p{L})jusqu'(?=au?(?!\p{L}))/gu, ' '],
  [/(?<!\p{L})lmmjv(?!\p{L})/gu, ' @working '],
  // « L-V »: by their initials, but M, which two days have.
  [/(?<!\p{L})([ljvsd]) ?[-–—→] ?([ljvsd])(?!\p{L})/gu, ' @$1 - @$2 '],
  [/[-–—→]+/gu, ' - '],
  [/[,;/&+]/gu, ' et '],
];
const GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ['@every', EVERY_DAY],
  ['@working', [1, 2, 3, 4, 5]],
  ['@weekend', [6, 7]],
]);
/** Between the first and the last day of several: « lundi à vendredi », « lun-ven ». */
const RANGING = new Set(['-', 'a', 'au', 'jusque']);
/** What follows is left out. */
const EXCEPTING = new Set('sauf hors hormis excepte exceptes sans pas'.split(' '));
const LISTING = new Set('et puis ainsi que'.split(' '));
const FILLERS = new Set(
  'le la les l du de des chaque tous toutes tout toute matin matins soir soirs inclus incluse compris'.split(
    ' ',
  ),
);

/**
 * Reads « lun-ven », « lundi à vendredi », « lun, mer et ven », « le week-end », « tous les jours sauf le
 * dimanche », folded: the days in order, or null for what names none.
 */
export function readDays(folded: string): readonly number[] | null {
  const [named, left] = [new Set<number>(), new Set<number>()];
  let isExcepting = false;
  let [first, isRanging, isRange]: [number | null, boolean, boolean] = [null, false, false];
  for (const word of wordsOf(folded)) {
    const day = dayOf(word);
    const group = GROUPS.get(word);
    if (day !== null || group !== undefined) {
      // « Lun-mer-ven » may be all or three of them.
      if (isRange && isRanging) return null;
      isRange = isRanging && first !== null && day !== null;
      const days = group ?? daysBetween(isRange ? (first ?? 0) : (day ?? 0), day ?? 0);
      for (const each of days) (isExcepting ? left : named).add(each);
      [first, isRanging] = [day, false];
    } else if (RANGING.has(word)) isRanging = true;
    else if (EXCEPTING.has(word)) [isExcepting, first, isRange] = [true, null, false];
    else if (LISTING.has(word)) [first, isRanging, isRange] = [null, false, false];
    else if (!FILLERS.has(word)) return null;
  }
  const kept = named.size === 0 && left.size > 0 ? EVERY_DAY : [...named].sort((a, b) => a - b);
  const days = kept.filter((day) => !left.has(day));
  return days.length === 0 ? null : days;
}

/** Whether a word, folded, names days or may stand between words that do. */
export function isDayWord(folded: string): boolean {
  if (folded.length > LONGEST_WORD) return false;
  if (readDays(folded) !== null) return true;
  return wordsOf(folded).every((word) => {
    return [RANGING, EXCEPTING, LISTING, FILLERS, PARTS].some((words) => words.has(word));
  });
}

/** More than the names of all days, one after the other. */
const LONGEST_WORD = 80;
/** Words of the expressions. */
const PARTS = new Set(
  "jour jours semaine semaines @working week end ends fin fins ouvre ouvres ouvrable ouvrables en jusqu'au jusqu'a part mais".split(
    ' ',
  ),
);

function wordsOf(folded: string): readonly string[] {
  const single = EXPRESSIONS.reduce(
    (text, [several, one]) => text.replaceAll(several, one),
    folded,
  );
  return single.split(/\s+/u).filter((word) => word !== '');
}

function dayOf(word: string): number | null {
  const name = word.replace(/s$|\.$/u, '');
  const place = WEEKDAYS.findIndex((each) => {
    return name.length >= SHORTEST_DAY && (each.startsWith(name) || name === `@${each[0] ?? ''}`);
  });
  return place < 0 ? null : place + 1;
}

/** « Vendredi à lundi » goes round the end of the week. */
function daysBetween(first: number, last: number): readonly number[] {
  return EVERY_DAY.filter((day) =>
    first <= last ? day >= first && day <= last : day >= first || day <= last,
  );
}
