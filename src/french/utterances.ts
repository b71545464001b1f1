import { foldText } from './words.ts';

/** Expressions, several to a line with bars between them, as the lists hold them. */
type Expressions = readonly string[];

/** In characters: more than any of them has with what goes with them. */
export const LONGEST_UTTERANCE = 120;

/** Reads what is said where nothing is said but known expressions; makes the reader of some. */
export function utterancesOf<Kind extends string>(
  kinds: Readonly<Record<Kind, Expressions>>,
  withThem: Expressions,
): (text: string) => readonly Kind[] | null {
  const kindOf = new Map<string, Kind>();
  for (const kind in kinds) {
    for (const each of kinds[kind].flatMap(parted)) kindOf.set(each, kind);
  }
  const others = withThem.flatMap(parted);
  const known = new Set([...kindOf.keys(), ...others]);
  const longest = Math.max(...[...known].map((each) => each.split(' ').length));
  return (text) => {
    const words = plainWords(text);
    const found = covered(words, { known, longest, isMeant: (each) => kindOf.has(each) });
    return found === null ? null : [...new Set(found.flatMap((each) => kindOf.get(each) ?? []))];
  };
}

/**
 * The words as the lists write them: without accents, capitals, marks and pictures, each figure as `n`, no
 * letter three times in a row, and no vowel but « e » twice at the end (« merciiii », « coucouu »).
 */
function plainWords(text: string): readonly string[] {
  if (text.length > LONGEST_UTTERANCE) return [];
  const folded = foldText(text).replace(/(\p{L})\1{2,}|([aiou])\2(?!\p{L})/gu, '$1$2');
  return folded.match(/\p{L}+|\d+/gu)?.map((word) => (/^\d/u.test(word) ? 'n' : word)) ?? [];
}

interface Covering {
  readonly known: ReadonlySet<string>;
  readonly longest: number;
  readonly isMeant: (expression: string) => boolean;
}

/**
 * The expressions of which all the words are made, one of them at least meant; null where there are none.
 * From the end, so that each place is looked at once: what covers the words after it is known already.
 */
function covered(words: readonly string[], by: Covering): readonly string[] | null {
  type Found = { readonly said: readonly string[]; readonly meant: number } | null;
  const from: Found[] = [{ said: [], meant: 0 }];
  for (let place = words.length - 1; place >= 0; place -= 1) {
    let best: Found = null;
    // The longest first: « une autre citation » is not « une autre » and more.
    for (let length = Math.min(by.longest, words.length - place); length > 0; length -= 1) {
      const expression = words.slice(place, place + length).join(' ');
      const after = by.known.has(expression) ? from[words.length - place - length] : null;
      if (after == null) continue;
      const meant = after.meant + (by.isMeant(expression) ? 1 : 0);
      if (best === null || (best.meant === 0 && meant > 0)) {
        best = { said: [expression, ...after.said], meant };
      }
    }
    from.push(best);
  }
  const whole = from.at(-1) ?? null;
  return whole === null || whole.meant === 0 ? null : whole.said;
}

function parted(line: string): readonly string[] {
  return line.split('|');
}
