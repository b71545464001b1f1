import { rootOf, stem as stemText } from '../../french/stem.ts';
import { isKnown, type Lexis } from '../index/passage-index.ts';
import { FAMILY, RELATIVE } from '../scoring/weights.ts';

/** How something that stands for a word of the question was found. */
export type Way = 'word' | 'inflection' | 'family' | 'spelling' | 'synonym' | 'joined';

/** Something posted that stands for a word of the question. */
export interface Alternative {
  readonly by: Way;
  readonly stem: number;
  /** What a match adds to the score, beside one of the word itself. */
  readonly weight: number;
  /** How far it covers the word, from 0 to 1. */
  readonly credit: number;
}

/** Words of one family that stand for one: in a large vocabulary some roots have hundreds. */
const MOST_RELATIVES = 24;

/** The stem of a word, other forms of its verb, and other words of its family, as far as passages have them; best credit first. */
export function alternativesOf(form: string, lexis: Lexis): Alternative[] {
  const { vocabulary, ownCounts } = lexis;
  const text = stemText(form);
  const root = rootOf(text);
  const alternatives = [...vocabulary.familyOf(text)]
    .filter((stem) => isKnown(stem, lexis))
    .map((stem): Alternative => {
      const other = vocabulary.stems.at(stem);
      if (other === text) return { by: 'word', stem, weight: 1, credit: 1 };
      return rootOf(other) === root
        ? { by: 'inflection', stem, ...RELATIVE }
        : { by: 'family', stem, ...FAMILY };
    });
  const frequency = ({ stem }: Alternative): number => ownCounts[stem] ?? 0;
  // In the order of the alphabet where nothing else tells them apart: a debate that changed met them in another.
  const name = ({ stem }: Alternative): string => vocabulary.stems.at(stem);
  return alternatives
    .sort(
      (a, b) => b.credit - a.credit || frequency(b) - frequency(a) || (name(a) < name(b) ? -1 : 1),
    )
    .slice(0, MOST_RELATIVES);
}
