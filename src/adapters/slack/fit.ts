import { Quote, shownWords, textOf } from '../../debate/quote.ts';
import type { ShownQuote } from './layout.ts';
import { MESSAGE } from './limits.ts';
import { shownIn } from './blocks.ts';
import type { Block } from './blocks.ts';

/** How much of a limit some words use up. */
export type Measure = (words: string) => number;

export const characters: Measure = (words) => words.length;

/**
 * The blocks of these quotations, all in full where they fit in one message; else the longest are cut
 * to make them fit.
 */
export function fitted(
  quotes: readonly ShownQuote[],
  build: (quotes: readonly ShownQuote[]) => readonly Block[],
): readonly Block[] {
  const blocks = build(quotes);
  const excess = weightOf(blocks) - MESSAGE.weight;
  if (excess <= 0 || quotes.length === 0) return blocks;
  const shares = sharesOf(
    quotes.map(({ quote }) => shownWords(quote).length),
    excess,
  );
  const cut = quotes.map((shown, index) => {
    const quote = cutTo(shown.quote, shares[index] ?? 0);
    if (quote === null) throw new RangeError(`${shown.quote.passage.id} has no room in a message`);
    return { ...shown, quote };
  });
  return build(cut);
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

/**
 * The quotation, or as much of its beginning as `limit` holds with its guillemets and « […] »: whole
 * sentences where they are most of it, else whole words; null when not even one word has room.
 */
export function cutTo(quote: Quote, limit: number, measure: Measure = characters): Quote | null {
  if (measure(shownWords(quote)) <= limit) return quote;
  const { passage, start } = quote;
  const fits = (end: number) => measure(shownWords(Quote.at(passage, start, end))) <= limit;
  const last = lastFitting(wordEnds(quote), fits);
  if (last === null) return cutInsideWord(quote, fits);
  const sentence = lastSentenceEnd(passage.text.slice(start, last));
  const isMost = sentence * 2 >= last - start;
  return Quote.at(passage, start, isMost ? start + sentence : last);
}

/** Offsets in the passage after which a space comes, the whole quotation left out. */
function wordEnds(quote: Quote): number[] {
  return [...textOf(quote).matchAll(/\S(?=\s)/gu)].map(
    ({ 0: { length }, index }) => quote.start + index + length,
  );
}

/** The greatest that fits, of offsets in ascending order. */
function lastFitting(ends: readonly number[], fits: (end: number) => boolean): number | null {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(ends[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return ends[low - 1] ?? null;
}

/** A word longer than all the room there is. */
function cutInsideWord(quote: Quote, fits: (end: number) => boolean): Quote | null {
  const ends: number[] = [];
  let end = quote.start;
  for (const character of textOf(quote)) ends.push((end += character.length));
  const last = lastFitting(ends, fits);
  return last === null ? null : Quote.at(quote.passage, quote.start, last);
}

/** Where the last whole sentence ends, or 0; « M. » and initials end none. */
function lastSentenceEnd(text: string): number {
  const ends = [...text.matchAll(/(?<!(?<![\p{L}\p{N}])\p{L}{1,2})[.!?…]+[»”"]?(?=\s|$)/gu)];
  const last = ends.at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}
