import { foldText } from '../../french/words.ts';
import { FULL_NAME } from '../quoting/names.ts';

export const INITIALED = 'ce sont les initiales de ce nom, que le texte donne';

/** « J.-P. D. », « JPD », « L. M. »: capitals alone, two to four. */
const IS_INITIALS = /^(?:\p{Lu}[.\- ]{0,3}){2,4}$/u;

/**
 * Whose initials a label is, of the names that stand before the words and in other labels; null where it is
 * none, or where several have them.
 */
export function nameOfInitials(label: string, texts: readonly string[]): string | null {
  if (!IS_INITIALS.test(label)) return null;
  const letters = lettersOf(label);
  const names = texts.flatMap((text) => text.match(new RegExp(FULL_NAME, 'gu')) ?? []);
  const whose = names.flatMap(partsOf).filter((name) => lettersOf(name) === letters);
  const [only, ...others] = new Map(whose.map((name) => [foldText(name), name])).values();
  return others.length === 0 ? (only ?? null) : null;
}

/** « Avec Paul Petit » has the name « Paul Petit » in it. */
function partsOf(name: string): string[] {
  const words = name.split(' ');
  return words.flatMap((_, from) =>
    words.slice(from + 1).map((__, more) => words.slice(from, from + more + 2).join(' ')),
  );
}

/** The first letter of each word that has a capital: of « Jean-Pierre de La Tour », JPLT. */
function lettersOf(name: string): string {
  const isLabel = IS_INITIALS.test(name);
  const words = isLabel ? name.match(/\p{Lu}/gu) : name.match(/(?<![\p{L}])\p{Lu}/gu);
  return foldText((words ?? []).join(''));
}
