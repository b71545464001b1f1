import { workLine } from '../../debate/attribution.ts';
import type { SourceEntry } from '../../debate/reply.ts';
import { messages } from '../../messages/messages.ts';
import { isWithinLimits, separator, shortened, text } from './components.ts';
import type { Part, Text } from './components.ts';
import { LONGEST_HEADING, LONGEST_VOICES_LINE, WORKS_A_PAGE } from './limits.ts';
import { addressOf, SEPARATED, small } from './lines.ts';
import { escaped } from './markdown.ts';

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
