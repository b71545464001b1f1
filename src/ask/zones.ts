import { CITY_ZONES } from '../french/lists/city-names.ts';
import { foldText } from '../french/fold.ts';
import { allowedSlips, spellingDistance } from '../french/spelling.ts';

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
export function zonesLike(typed: string): readonly string[] {
  const name = cityName(typed.slice(0, LONGEST_NAME)).split('/').at(-1) ?? '';
  const slips = allowedSlips(name);
  const near = [...cities()].filter(([city]) => spellingDistance(name, city, slips) <= slips);
  return [...new Set(near.map(([, zone]) => zone))].slice(0, SUGGESTIONS);
}

/** The name with its capitals; null for what is no IANA zone. An abbreviation has no changes of hour. */
function zoneNamed(typed: string): string | null {
  if (!typed.includes('/')) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: typed });
  } catch {
    return null;
  }
  const folded = typed.toLowerCase();
  const known = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === folded);
  // Newer and older names are not listed: Europe/Kyiv, America/Montreal.
  return known ?? folded.replace(/(?<![a-z])[a-z]/gu, (letter) => letter.toUpperCase());
}

let byCity: ReadonlyMap<string, string> | null = null;

/** Worked out once, when it is first asked for. */
function cities(): ReadonlyMap<string, string> {
  byCity ??= new Map([
    ...Intl.supportedValuesOf('timeZone').map((zone): [string, string] => [cityOf(zone), zone]),
    ...CITY_ZONES,
  ]);
  return byCity;
}

function cityOf(zone: string): string {
  return cityName(zone.split('/').at(-1) ?? '');
}

function cityName(typed: string): string {
  return foldText(typed)
    .trim()
    .replace(/[_\s]+/gu, ' ');
}
