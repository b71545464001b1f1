import { nearForms } from '../french/spelling.ts';
import { foldText } from '../french/words.ts';

/** Shorter names, one letter apart, are often those of two people. */
const SHORTEST_MISTYPED = 5;

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
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === long || long.startsWith(`${short} `) || long.endsWith(` ${short}`)) return true;
  const isNear = short.length >= SHORTEST_MISTYPED && long.length - short.length <= 1;
  return isNear && nearForms([long], short, 1).length > 0;
}
