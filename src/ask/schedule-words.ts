import { readTime } from '../french/clock.ts';
import { foldText } from '../french/fold.ts';
import { isDayWord, readDays } from '../french/weekdays.ts';

/** What can be done with a subscription, as it is typed. */
export const GESTURES = ['activer', 'desactiver', 'etat', 'essai', 'effacer'] as const;
export type Gesture = (typeof GESTURES)[number];

const GESTURE_WORDS: ReadonlyMap<string, Gesture> = new Map([
  ...wordsFor('activer', 'active', 'activez', 'abonner', 'reprendre'),
  ...wordsFor('desactiver', 'desactive', 'desactivez', 'desabonner', 'arreter', 'arrete', 'stop'),
  ...wordsFor('etat', 'statut', 'reglages'),
  ...wordsFor('essai', 'essayer', 'essayez', 'test', 'tester'),
  ...wordsFor('effacer', 'efface', 'effacez', 'oublier', 'supprimer'),
]);
/** Follows « effacer » when it is meant. */
const CONFIRMATION = 'oui';
const FILLERS: ReadonlySet<string> = new Set([
  'a',
  'vers',
  'heure',
  'fuseau',
  'horaire',
  'mn',
  'min',
  'minutes',
]);

/** The words after the command, told apart; absent where there are none. */
export interface ScheduleWords {
  readonly geste?: string;
  readonly heure?: string;
  readonly jours?: string;
  readonly fuseau?: string;
}

/** A gesture, and whether it was confirmed; null for a word that names none. */
export function readGesture(words: string): { gesture: Gesture; isConfirmed: boolean } | null {
  const [first = '', ...others] = foldText(words.trim()).split(/\s+/u);
  const gesture = GESTURE_WORDS.get(first);
  return gesture === undefined ? null : { gesture, isConfirmed: others.includes(CONFIRMATION) };
}

/**
 * Tells the words of a line apart, in whatever order they come: « 9 h 30 », « lun - ven », « New York ».
 * What is neither gesture, time nor day is the zone, or was meant to be.
 */
export function tellApart(line: string): ScheduleWords {
  const words: Record<keyof ScheduleWords, string[]> = {
    geste: [],
    heure: [],
    jours: [],
    fuseau: [],
  };
  for (const token of joined(line).split(/\s+/u)) {
    const kind = kindOf(token, words.geste.length > 0);
    if (kind !== null) words[kind].push(token);
  }
  // « le », « au » alone are no days.
  const days = [words.jours.join(' '), ...words.jours].map((each) => readDays(foldText(each)));
  const hasDays = days.some((each) => each !== null);
  const told = Object.entries({ ...words, jours: hasDays ? words.jours : [] });
  return Object.fromEntries(
    told.flatMap(([name, those]) => (those.length === 0 ? [] : [[name, those.join(' ')]])),
  );
}

/** Without the spaces that French puts inside a time and some put inside a range or a list. */
function joined(line: string): string {
  return line
    .trim()
    .replace(/(?<!\d)(\d{1,2})\s*(?:h|heures?|:)(?:\s*(\d{1,2})(?!\d))?(?!\p{L})/giu, '$1h$2')
    .replace(/\s*([,–—-])\s*/gu, (_, mark: string) => (mark === ',' ? ',' : '-'));
}

function kindOf(token: string, hasGesture: boolean): keyof ScheduleWords | null {
  const folded = foldText(token);
  if (folded === '' || FILLERS.has(folded)) return null;
  if (GESTURE_WORDS.has(folded) || (hasGesture && folded === CONFIRMATION)) return 'geste';
  if (isDayWord(folded)) return 'jours';
  return /^\d/u.test(folded) || readTime(folded) !== null ? 'heure' : 'fuseau';
}

function wordsFor(gesture: Gesture, ...synonyms: readonly string[]): [string, Gesture][] {
  return [gesture, ...synonyms].map((word) => [word, gesture]);
}
