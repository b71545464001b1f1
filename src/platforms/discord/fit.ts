import { shownWords } from '../../debate/quote.ts';
import { cutTo, lastFitting } from '../../conversation/cutting.ts';
import { isWithinLimits } from './components.ts';
import type { Part } from './components.ts';
import type { ShownQuote } from '../../conversation/layout.ts';
import { MESSAGE } from './limits.ts';
import { escaped } from './markdown.ts';

/** What one quotation takes, as Discord counts it: backslashes included. */
const written = (words: string) => escaped(words).length;

/** Fewer characters than this are no quotation any more. */
const SHORTEST = 60;

/**
 * The parts of a message with these quotations, all in full where they fit; else the longest are cut to
 * one length, the greatest that fits. `build` is told how many had to be left out, which happens only
 * where captions and addresses alone fill a message.
 */
export function fitted<Built extends { readonly parts: readonly Part[] }>(
  quotes: readonly ShownQuote[],
  build: (quotes: readonly ShownQuote[], leftOut: number) => Built,
): Built {
  for (let count = quotes.length; ; count -= 1) {
    const kept = quotes.slice(0, count);
    const leftOut = quotes.length - count;
    const whole = build(kept, leftOut);
    if (isWithinLimits(whole.parts) || count === 0) return whole;
    const cut = cutTogether(kept, (each) => isWithinLimits(build(each, leftOut).parts));
    if (cut !== null) return build(cut, leftOut);
  }
}

/** Null where even the shortest quotations are too much. */
function cutTogether(
  quotes: readonly ShownQuote[],
  fits: (quotes: readonly ShownQuote[]) => boolean,
): readonly ShownQuote[] | null {
  const longest = Math.max(...quotes.map(({ quote }) => written(shownWords(quote))));
  const top = Math.min(longest, MESSAGE.characters);
  const levels = Array.from(
    { length: Math.max(0, top - SHORTEST) },
    (_, index) => SHORTEST + index,
  );
  const cutAt = (level: number) => {
    return quotes.map((shown) => ({
      ...shown,
      quote: cutTo(shown.quote, level, written) ?? shown.quote,
    }));
  };
  const level = lastFitting(levels, (each) => fits(cutAt(each)));
  return level === null ? null : cutAt(level);
}
