import { foldText } from '../../french/fold.ts';
import { CHOICES } from './limits.ts';

/** One entry of a menu: what is read, what is chosen, and how it may be typed. */
export interface Entry {
  readonly name: string;
  readonly value: string;
  /** Each word of its names, folded, with what follows it; whole names come first. */
  readonly wholes: readonly string[];
  readonly tails: readonly string[];
}

/** An entry that is found by its value or by any other name. */
export function entry(value: string, ...otherNames: readonly string[]): Entry {
  const wholes = [value, ...otherNames].map(typeable);
  const tails = wholes.flatMap((whole) => {
    return [...whole.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => whole.slice(index));
  });
  const name = otherNames.length === 0 ? value : `${value} (${otherNames.join(', ')})`;
  return { name, value, wholes, tails };
}

/** Those that begin as what was typed, then those with such a word in them; as many as Discord takes. */
export function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const beginning = typeable(typed.trim());
  const first: Entry[] = [];
  const others: Entry[] = [];
  for (const each of entries) {
    if (first.length === CHOICES.most) break;
    if (each.wholes.some((whole) => whole.startsWith(beginning))) first.push(each);
    else if (each.tails.some((tail) => tail.startsWith(beginning))) others.push(each);
  }
  return [...first, ...others].slice(0, CHOICES.most);
}

export function fitsMenu({ name, value }: Entry): boolean {
  return name.length <= CHOICES.name && value.length <= CHOICES.value;
}

/** « new york » is how `America/New_York` is typed. */
function typeable(name: string): string {
  return foldText(name).replace(/[_/]/gu, ' ');
}
