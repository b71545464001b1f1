import { Quote, shownWords, textOf } from './quote.ts';

/** How much of a limit some words use up. */
export type Measure = (words: string) => number;

/**
 * The quotation, or as much of its beginning as `limit` holds with its guillemets and « […] »: whole
 * sentences where they are most of it, else whole words; null when not even one character has room.
 * What is told of a passage that is not quoted cannot be cut.
 */
export function cutTo(quote: Quote, limit: number, measure: Measure): Quote | null {
  const { passage, start } = quote;
  const { text } = passage;
  if (text === null || measure(shownWords(quote)) <= limit) return quote;
  const fits = (end: number) => measure(shownWords(Quote.at(passage, start, end))) <= limit;
  const last = lastFitting(wordEnds(quote), fits);
  if (last === null) return cutInsideWord(quote, fits);
  const sentence = lastSentenceEnd(text.slice(start, last));
  const isMost = sentence * 2 >= last - start;
  return Quote.at(passage, start, isMost ? start + sentence : last);
}

/** How the room for quotations is counted, and how much of each says something. */
interface Room {
  readonly measure: Measure;
  readonly shortest: number;
}

/**
 * These quotations, whole where they fit; else the longest are cut to one length, the greatest with which all
 * of them do. Null where even the shortest that say something do not.
 */
export function cutTogether<Shown extends { readonly quote: Quote }>(
  quotes: readonly Shown[],
  { measure, shortest }: Room,
  fits: (quotes: readonly Shown[]) => boolean,
): readonly Shown[] | null {
  if (fits(quotes)) return quotes;
  const longest = Math.max(0, ...quotes.map(({ quote }) => measure(shownWords(quote))));
  const count = Math.max(0, longest - shortest + 1);
  const levels = Array.from({ length: count }, (_, index) => shortest + index);
  const cutAt = (level: number) =>
    quotes.map((shown) => {
      return { ...shown, quote: cutTo(shown.quote, level, measure) ?? shown.quote };
    });
  const level = lastFitting(levels, (each) => fits(cutAt(each)));
  return level === null ? null : cutAt(level);
}

/** The greatest that fits, of numbers in ascending order; null when none does. */
function lastFitting(
  ascending: readonly number[],
  fits: (value: number) => boolean,
): number | null {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(ascending[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1] ?? null;
}

/** Offsets in the passage after which a space comes, the whole quotation left out. */
function wordEnds(quote: Quote): number[] {
  return [...(textOf(quote) ?? '').matchAll(/\S(?=\s)/gu)].map(
    ({ 0: { length }, index }) => quote.start + index + length,
  );
}

/** A word longer than all the room there is. */
function cutInsideWord(quote: Quote, fits: (end: number) => boolean): Quote | null {
  const ends: number[] = [];
  let end = quote.start;
  for (const character of textOf(quote) ?? '') ends.push((end += character.length));
  const last = lastFitting(ends, fits);
  return last === null ? null : Quote.at(quote.passage, quote.start, last);
}

/** Where the last whole sentence ends, or 0; « M. » and initials end none. */
function lastSentenceEnd(text: string): number {
  const ends = [...text.matchAll(/(?<!(?<![\p{L}\p{N}])\p{L}{1,2})[.!?…]+[»”"]?(?=\s|$)/gu)];
  const last = ends.at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}
