import { foldText } from '../french/words.ts';
import { readTime } from '../french/time-of-day.ts';
import { isDayWord, readDays } from '../french/weekdays.ts';
import { isTimeZone, type SubscriptionNotice, type Schedule } from '../debate/subscription.ts';
import type { Options } from './request.ts';
import { CITY_ZONES } from '../french/lists/city-names.ts';
import { isMistyping } from '../french/spelling.ts';

/** What can be done with a subscription, as it is typed. */
export const GESTURES = ['activer', 'desactiver', 'etat', 'essai', 'effacer'] as const;
export type Gesture = (typeof GESTURES)[number];

const GESTURE_WORDS: ReadonlyMap<string, Gesture> = new Map([
  ...wordsFor('activer', 'abonner', 'reprendre'),
  ...wordsFor('desactiver', 'desabonner', 'arreter', 'stop'),
  ...wordsFor('etat', 'statut', 'reglages'),
  ...wordsFor('essai', 'essayer', 'test', 'tester'),
  ...wordsFor('effacer', 'oublier', 'supprimer'),
]);
/** Follows « effacer » when it is meant. */
const CONFIRMATION = 'oui';
/** What says how often, and is more than we can do. */
const FREQUENCY =
  /^(?:jours?|semaines?|mois|fois|chaque|tou(?:s|te|tes)|mensuel\p{L}*|hebdo\p{L}*)$/u;
/** « En image », « avec son image », « sans image », « pas d’image ». */
const PICTURE = /^(?:[dl]['’])?images?$/u;
const WITHOUT = /^(?:sans|pas)$/u;
const FILLERS = new Set(
  'a au en avec une son vers heure fuseau horaire matin soir le les du de des et inclus compris'.split(
    ' ',
  ),
);

/** What the words after the command can be. */
type Kind = 'geste' | 'heure' | 'jours' | 'fuseau' | 'image';

/** « Désactive » and « désactivez » are told by their infinitive. */
function gestureOf(form: string): Gesture | undefined {
  return GESTURE_WORDS.get(form) ?? GESTURE_WORDS.get(form.replace(/e[sz]?$/u, 'er'));
}

/** A gesture, and whether it was confirmed; null for a word that names none. */
export function readGesture(words: string): { gesture: Gesture; isConfirmed: boolean } | null {
  const [first = '', ...others] = foldText(words.trim()).split(/\s+/u);
  const gesture = gestureOf(first);
  return gesture === undefined ? null : { gesture, isConfirmed: others.includes(CONFIRMATION) };
}

/** What is beyond is no schedule. */
const LONGEST_LINE = 300;

/**
 * Tells the words of a line apart, in whatever order they come: « 9 h 30 », « lundi à vendredi », « New York ».
 * What is neither gesture, time nor day is the zone, or was meant to be.
 */
export function tellApart(line: string): Options {
  const tokens = joined(line.slice(0, LONGEST_LINE)).split(/\s+/u);
  const ofTimes = wordsOfTimes(tokens);
  const ofDays = wordsOfDays(tokens.map((token, place) => (ofTimes.has(place) ? '' : token)));
  const kinds = tokens.map((token, place) => {
    if (ofTimes.has(place)) return 'heure';
    return ofDays.has(place) ? 'jours' : kindOf(token, tokens);
  });
  const isFrequency = tokens.some(
    (token, place) => kinds[place] === 'fuseau' && FREQUENCY.test(foldText(token)),
  );
  const words = Map.groupBy(tokens.keys(), (place) =>
    // « Un jour sur deux » is no zone.
    kinds[place] === 'fuseau' && isFrequency ? 'jours' : (kinds[place] ?? null),
  );
  const options = [...words].flatMap(([kind, places]) =>
    kind === null ? [] : [[kind, places.map((place) => tokens[place]).join(' ')] as const],
  );
  return Object.fromEntries(options);
}

/** Words that say days, one after the other, beyond which they begin anew: a pasted page must not cost its square. */
const MOST_WORDS_OF_DAYS = 40;

/**
 * The places of words that name days, with those that tie them: « du lundi au vendredi sauf le mercredi ». What
 * follows the last day is another's: « lundi à 9 h ».
 */
function wordsOfDays(tokens: readonly string[]): ReadonlySet<number> {
  const places = new Set<number>();
  let [run, end, said]: [number[], number, string] = [[], 0, ''];
  for (const [place, token] of [...tokens, ''].entries()) {
    const isOfDays = token !== '' && isDayWord(foldText(token));
    if (!isOfDays || run.length === MOST_WORDS_OF_DAYS) {
      for (const each of run.slice(0, end)) places.add(each);
      [run, end, said] = [[], 0, ''];
    }
    if (!isOfDays) continue;
    run.push(place);
    const days = readDays(foldText(run.map((each) => tokens[each]).join(' ')))?.join('') ?? said;
    if (days !== said || readDays(foldText(token)) !== null) [end, said] = [run.length, days];
  }
  return places;
}

/** « Vingt et une heures et quart du soir ». */
const MOST_WORDS_OF_TIME = 8;

/** The places of words that say times of day, as many of them as say one: « 6 h », « 6 heures du soir ». */
function wordsOfTimes(tokens: readonly string[]): ReadonlySet<number> {
  const folded = tokens.map(foldText);
  const places = new Set<number>();
  for (let place = 0; place < tokens.length; place += 1) {
    if (places.has(place)) continue;
    for (let count = MOST_WORDS_OF_TIME; count > 0; count -= 1) {
      if (readTime(folded.slice(place, place + count).join(' ')) === null) continue;
      for (let each = place; each < place + count; each += 1) places.add(each);
      break;
    }
  }
  return places;
}

/** Without the spaces that some put inside a range. */
function joined(line: string): string {
  return line
    .trim()
    .replace(/[-–—=]+>/gu, '→')
    .replace(/(?<!\d)([57]) ?j(?:ours?)? ?(?:\/|sur) ?7(?!\d)/giu, '$1j/7')
    .replace(
      /(\p{L}+\.?)( ?[–—→-] ?)(?=(\p{L}+))/gu,
      (_, before: string, mark: string, after: string) =>
        before + (namesDays(`${before}-${after}`) ? '-' : mark),
    )
    .replace(/ [–—→-] /gu, ' ')
    .replace(/ ?[,;] ?/gu, ' , ');
}

function namesDays(word: string): boolean {
  return readDays(foldText(word)) !== null;
}

function kindOf(token: string, tokens: readonly string[]): Kind | null {
  const folded = foldText(token);
  if (!/[\p{L}\p{N}]/u.test(folded) || FILLERS.has(folded)) return null;
  // « Lundi sans » says nothing of a picture.
  const isOfPicture = WITHOUT.test(folded) && tokens.some((each) => PICTURE.test(foldText(each)));
  if (PICTURE.test(folded) || isOfPicture) return 'image';
  const isConfirmation = folded === CONFIRMATION && readGesture(tokens.join(' ')) !== null;
  if (gestureOf(folded) !== undefined || isConfirmation) return 'geste';
  return /^\d/u.test(folded) ? 'heure' : 'fuseau';
}

function wordsFor(gesture: Gesture, ...synonyms: readonly string[]): [string, Gesture][] {
  return [gesture, ...synonyms].map((word) => [word, gesture]);
}

/** Said of a picture that was asked for, and of nothing else. */
export const NO_LONGER = 'non, plus';

/** Whether what is said of a picture asks for one. */
export function isPicture(said: string): boolean {
  return !/^(?:non|sans|pas)(?!\p{L})/u.test(foldText(said.trim()));
}

/** Nine o'clock on working days: when a discussion among colleagues begins. */
export function standardSchedule(zone: string): Schedule {
  return { hour: 9, minute: 0, zone, days: [1, 2, 3, 4, 5] };
}

/** The schedule that the options ask for, the rest as it was; or why it cannot be understood. */
export function readSchedule(
  { heure, fuseau, jours, image }: Options,
  before: Schedule,
): Schedule | SubscriptionNotice {
  const time = heure === undefined ? before : readTime(foldText(heure.trim()));
  if (time === null) return { code: 'not a time', value: heure ?? '' };
  const days = jours === undefined ? before.days : readDays(foldText(jours.trim()));
  if (days === null) return { code: 'not days', value: jours ?? '' };
  const zone = fuseau === undefined ? before.zone : findZone(fuseau);
  if (zone === null) {
    return { code: 'not a schedule', value: fuseau ?? '', suggestions: zonesLike(fuseau ?? '') };
  }
  const isPictured = image === undefined ? before.isPictured === true : isPicture(image);
  return { hour: time.hour, minute: time.minute, zone, days, ...(isPictured && { isPictured }) };
}

/** Longer than any zone's name. */
const LONGEST_NAME = 60;
const SUGGESTIONS = 3;

/** The zone of `Europe/Paris`, `paris`, « New York » or « Montréal »; null for what is none. */
export function findZone(typed: string): string | null {
  if (typed.length > LONGEST_NAME) return null;
  const name = cityName(typed);
  const whole = zoneNamed(typed.trim().replace(/\s+/gu, '_'));
  return whole ?? cities().get(name) ?? cities().get(name.replaceAll('-', ' ')) ?? null;
}

/** Zones whose city is spelt nearly so. */
function zonesLike(typed: string): readonly string[] {
  const name = lastName(typed.slice(0, LONGEST_NAME));
  const near = [...cities()].filter(([city]) => isMistyping(name, city));
  return [...new Set(near.map(([, zone]) => zone))].slice(0, SUGGESTIONS);
}

/** The name with its capitals; null for what is no IANA zone. An abbreviation has no changes of hour. */
function zoneNamed(typed: string): string | null {
  if (!typed.includes('/') || !isTimeZone(typed)) return null;
  const folded = typed.toLowerCase();
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === folded);
  // Newer and older names are not listed: Europe/Kyiv, America/Montreal.
  return known ?? folded.replace(/(?<![a-z])[a-z]/gu, (letter) => letter.toUpperCase());
}

let byCity: ReadonlyMap<string, string> | null = null;

/** Worked out once, when it is first asked for. */
function cities(): ReadonlyMap<string, string> {
  byCity ??= new Map([
    ...Intl.supportedValuesOf('timeZone').map((zone) => [lastName(zone), zone] as const),
    ...CITY_ZONES,
  ]);
  return byCity;
}

function lastName(zone: string): string {
  return cityName(zone).split('/').at(-1) ?? '';
}

function cityName(typed: string): string {
  return foldText(typed)
    .trim()
    .replace(/[_\s]+/gu, ' ');
}
