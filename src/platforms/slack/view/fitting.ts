import { cutTogether } from '../../../debate/cutting.ts';
import type { ShownQuote } from '../../../conversation/layout.ts';
import { MESSAGE, shownIn } from './blocks.ts';
import type { Block } from './blocks.ts';

/** What may stand around quotations. */
export interface Surplus {
  readonly hasButtons: boolean;
  /** Over each quotation. */
  readonly hasTheses: boolean;
  readonly hasSummary: boolean;
  /** Characters of a quotation, at least: two lines or so, while there is something else to give up. */
  readonly shortest: number;
}

const WHOLE: Surplus = { hasButtons: true, hasTheses: true, hasSummary: true, shortest: 160 };
/** What is given up, one after the other, where quotations would become too short to say anything. */
const SURPLUSES: readonly Surplus[] = [
  WHOLE,
  { ...WHOLE, hasButtons: false },
  { ...WHOLE, hasButtons: false, hasTheses: false },
  { hasButtons: false, hasTheses: false, hasSummary: false, shortest: 40 },
];

/**
 * The blocks of these quotations, all in full where they fit in one message; else the longest are cut
 * to make them fit, and none is left out.
 */
export function fitted(
  quotes: readonly ShownQuote[],
  build: (quotes: readonly ShownQuote[], surplus: Surplus) => readonly Block[],
): readonly Block[] {
  if (quotes.length === 0) return build(quotes, WHOLE);
  for (const surplus of SURPLUSES) {
    const room = { measure: (words: string) => words.length, shortest: surplus.shortest };
    const fits = (each: readonly ShownQuote[]) => weightOf(build(each, surplus)) <= MESSAGE.weight;
    const kept = cutTogether(quotes, room, fits);
    if (kept !== null) return build(kept, surplus);
  }
  throw new RangeError('these quotations have no room in a message');
}

/** What blocks count for against `MESSAGE.weight`: what is shown, the addresses, and each block itself. */
export function weightOf(blocks: readonly Block[]): number {
  let weight = blocks.length * MESSAGE.costOfBlock;
  for (const block of blocks) for (const text of shownIn(block)) weight += text.length;
  return weight;
}
