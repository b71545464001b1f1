import { shownWords } from '../../../debate/quote.ts';
import { cutTo, lastFitting } from '../../../conversation/cutting.ts';
import { isWithinLimits, separator, shortened, text } from './components.ts';
import type { Part, Text } from './components.ts';
import type { ShownQuote, Looks } from '../../../conversation/layout.ts';
import {
  MESSAGE,
  LONGEST_HEADING,
  LONGEST_VOICES_LINE,
  WORKS_A_PAGE,
  LONGEST_SENTENCE,
} from '../limits.ts';
import { escaped, addressOf, SEPARATED, small } from './markdown.ts';
import { workLine } from '../../../debate/attribution.ts';
import type { SourceEntry } from '../../../debate/reply.ts';
import { messages } from '../../../messages/messages.ts';
import { discordHelp } from '../../../messages/discord.ts';

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

/** A work, where to read it, and who speaks in it. */
export function workText({ source, passages, voices }: SourceEntry): Text {
  const shares = shortened(messages.work(passages, voices), LONGEST_VOICES_LINE);
  const line = `${escaped(workLine(source))}${SEPARATED}${addressOf(source.url)}`;
  return text(line, small(escaped(shares)));
}

/** The works, so many in one message as fit with a heading. */
export function pagesOfWorks(entries: readonly SourceEntry[]): readonly (readonly SourceEntry[])[] {
  const pages: SourceEntry[][] = [[]];
  for (const entry of entries) {
    const last = pages.at(-1) ?? [];
    if (last.length < WORKS_A_PAGE && isWithinLimits(partsOf([...last, entry]))) last.push(entry);
    else pages.push([entry]);
  }
  return pages;
}

/** The parts of a message with these works, and room for what else is in it. */
function partsOf(entries: readonly SourceEntry[]): Part[] {
  const around = text('\u2026'.repeat(2 * LONGEST_HEADING));
  return [around, ...entries.flatMap((entry) => [separator(), workText(entry)])];
}

/** What Discord's messages say in their own way, and what they have room for. */
export const LOOKS: Looks = {
  help: discordHelp,
  heading: (text) => shortened(text, LONGEST_HEADING),
  sentence: (text) => shortened(text, LONGEST_SENTENCE),
  pagesOfWorks,
};
