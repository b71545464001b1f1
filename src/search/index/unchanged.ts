import type { Passage } from '../../debate/passage.ts';
import { FIELDS } from './fields.ts';
import type { PassageIndex } from './passage-index.ts';

/** Tells the number that a passage has in an index that holds one of the same words, all fields alike. */
export function unchangedIn({ passages }: PassageIndex): (passage: Passage) => number | undefined {
  const numbers = new Map(passages.map(({ id }, number) => [id, number]));
  return (passage) => {
    const number = numbers.get(passage.id);
    const before = number === undefined ? undefined : passages[number];
    if (before === undefined) return undefined;
    return FIELDS.every(({ read }) => read(before) === read(passage)) ? number : undefined;
  };
}
