import { cutTogether } from '../../../debate/cutting.ts';
import type { Layout } from '../../../conversation/layout.ts';
import { firstOf } from '../../../conversation/map.ts';
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
 * The blocks of what a message shows, all in full where they fit in one; else the longest quotations are cut
 * to make them fit, and none is left out; of a map, those that are least connected are.
 */
export function fitted(
  layout: Layout,
  build: (layout: Layout, surplus: Surplus) => readonly Block[],
): readonly Block[] {
  const all = layout.nodes.length + layout.quotes.length;
  if (all === 0) return build(layout, WHOLE);
  for (let count = all; count > 0; count -= 1) {
    const shown = firstOf(layout, count);
    for (const surplus of SURPLUSES) {
      const room = { measure: (words: string) => words.length, shortest: surplus.shortest };
      const built = (quotes: Layout['quotes']) => build({ ...shown, quotes }, surplus);
      const fits = (quotes: Layout['quotes']) => weightOf(built(quotes)) <= MESSAGE.weight;
      const kept = cutTogether(shown.quotes, room, fits);
      if (kept !== null) return built(kept);
    }
    if (layout.nodes.length === 0) break;
  }
  throw new RangeError('these quotations have no room in a message');
}

/** What blocks count for against `MESSAGE.weight`: what is shown, the addresses, and each block itself. */
export function weightOf(blocks: readonly Block[]): number {
  let weight = blocks.length * MESSAGE.costOfBlock;
  for (const block of blocks) for (const text of shownIn(block)) weight += text.length;
  return weight;
}
