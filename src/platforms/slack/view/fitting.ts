import { cutTo, type Measure } from '../../../conversation/cutting.ts';
import type { ShownQuote } from '../../../conversation/layout.ts';
import { MESSAGE, shownIn } from './blocks.ts';
import type { Block } from './blocks.ts';
import { shownWords } from '../../../debate/quote.ts';

const characters: Measure = (words) => words.length;

/** What may stand around quotations. */
export interface Surplus {
  readonly hasButtons: boolean;
  /** Over each quotation. */
  readonly hasTheses: boolean;
  readonly hasSummary: boolean;
}

/** What is given up, one after the other, where quotations would become too short to say anything. */
const SURPLUSES: readonly Surplus[] = [
  { hasButtons: true, hasTheses: true, hasSummary: true },
  { hasButtons: false, hasTheses: true, hasSummary: true },
  { hasButtons: false, hasTheses: false, hasSummary: true },
  { hasButtons: false, hasTheses: false, hasSummary: false },
];
/** Two lines or so. */
const SHORTEST_WORDS = 160;

/**
 * The blocks of these quotations, all in full where they fit in one message; else the longest are cut
 * to make them fit, and none is left out.
 */
export function fitted(
  quotes: readonly ShownQuote[],
  build: (quotes: readonly ShownQuote[], surplus: Surplus) => readonly Block[],
): readonly Block[] {
  // What is told of a passage that is not quoted stays whole.
  const lengths = quotes.map(({ quote }) =>
    quote.passage.text === null ? 0 : shownWords(quote).length,
  );
  for (const surplus of SURPLUSES) {
    const isLast = surplus === SURPLUSES.at(-1);
    const blocks = build(quotes, surplus);
    const excess = weightOf(blocks) - MESSAGE.weight;
    if (excess <= 0 || quotes.length === 0) return blocks;
    const shares = sharesOf(lengths, excess);
    const isEnough = shares.every(
      (share, index) => share >= Math.min(SHORTEST_WORDS, lengths[index] ?? 0),
    );
    if (isEnough || isLast) return build(cutTogether(quotes, shares), surplus);
  }
  return [];
}

function cutTogether(
  quotes: readonly ShownQuote[],
  shares: readonly number[],
): readonly ShownQuote[] {
  return quotes.map((shown, index) => {
    const quote = cutTo(shown.quote, shares[index] ?? 0, characters);
    if (quote === null) throw new RangeError(`${shown.quote.passage.id} has no room in a message`);
    return { ...shown, quote };
  });
}

/** What blocks count for against `MESSAGE.weight`: what is shown, the addresses, and each block itself. */
export function weightOf(blocks: readonly Block[]): number {
  let weight = blocks.length * MESSAGE.costOfBlock;
  for (const block of blocks) for (const text of shownIn(block)) weight += text.length;
  return weight;
}

/**
 * How long each of these lengths may stay so that together they lose `excess`: the longest give first,
 * until they are as long as the next ones.
 */
export function sharesOf(lengths: readonly number[], excess: number): readonly number[] {
  let room = lengths.reduce((sum, length) => sum + length, 0) - excess;
  let level = Infinity;
  const ascending = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(room / (ascending.length - index));
    if (length > share) {
      level = share;
      break;
    }
    room -= length;
  }
  return lengths.map((length) => Math.min(length, level));
}
