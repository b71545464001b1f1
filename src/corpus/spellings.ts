import { nearForms } from '../french/spelling.ts';
import { foldText } from '../french/words.ts';

/** Shorter names, one letter apart, are often those of two people. */
const SHORTEST_MISTYPED = 5;

/** Names that differ from another by accents or capitals alone, each with that one, which is written more often. */
export function respelled(counts: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const groups = Map.groupBy([...counts], ([name]) => foldText(name));
  return new Map(
    [...groups.values()].flatMap((group) => {
      const [[most] = [''], ...others] = group.toSorted(([, a], [, b]) => b - a);
      return others.map(([name]) => [name, most] as const);
    }),
  );
}

/**
 * Names that seem to be another one, written without its accents, without its first name or one letter
 * apart; each with that other, which is written more often. Two names that are told apart on purpose are
 * two people.
 */
export function doubtfulSpellings(
  counts: ReadonlyMap<string, number>,
  apart: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const names = [...counts]
    .toSorted(([a, manyA], [b, manyB]) => manyB - manyA || b.length - a.length)
    .map(([name]) => ({ name, folded: foldText(name) }));
  return new Map(
    names.flatMap((each, place) => {
      const other = names.slice(0, place).find(({ name, folded }) => {
        const areApart = apart.has(name) && apart.has(each.name);
        return !areApart && isLike(folded, each.folded);
      });
      return other === undefined ? [] : [[each.name, other.name] as const];
    }),
  );
}

function isLike(a: string, b: string): boolean {
  // « Participant 3 » is not « Participant 4 », and initials a letter apart are those of two people.
  const areTold = numbersIn(a) !== numbersIn(b) || !/\p{L}{3}/u.test(a) || !/\p{L}{3}/u.test(b);
  if (areTold) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === long || long.startsWith(`${short} `) || long.endsWith(` ${short}`)) return true;
  const isNear = short.length >= SHORTEST_MISTYPED && long.length - short.length <= 1;
  return isNear && nearForms([long], short, 1).length > 0;
}

/** Every pair of near names that nobody has told apart: each name with one that is written more often. */
export function nearNames(
  counts: ReadonlyMap<string, number>,
  declared: ReadonlySet<string>,
): readonly (readonly [string, string])[] {
  const apart = new Set(declared);
  const pairs: (readonly [string, string])[] = [];
  for (;;) {
    // A name is told with one other only: those that are told let the next be found.
    const found = [...doubtfulSpellings(counts, apart)];
    if (found.length === 0) return pairs;
    pairs.push(...found);
    for (const name of found.flat()) apart.add(name);
  }
}

function numbersIn(name: string): string {
  return name.match(/\d+/gu)?.join(' ') ?? '';
}
