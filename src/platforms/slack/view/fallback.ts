import type { ShownQuotation, ShownSentence, ShownWork } from '../../../debate/reading.ts';
import { cutTogether } from '../../../debate/cutting.ts';
import type { Layout, ShownQuote } from '../../../conversation/layout.ts';
import { arrowLines, nodeLine } from '../../../conversation/map.ts';
import { readLines, type TextLine } from '../../../conversation/plain-text.ts';
import { runsOf, type Run } from '../../../conversation/runs.ts';
import { CAPTION, SENTENCE, THESIS, unsupported } from '../../../conversation/sentences.ts';
import { shownWords, captionOf, UNQUOTED, workLine } from '../../../debate/quote.ts';
import { messages } from '../../../messages/messages.ts';
import { sentences as told } from '../../../messages/slack.ts';
import { MESSAGE, escaped, unescaped } from './blocks.ts';

/** The number that opens a quotation in the plain text, where sentences may refer to it. */
const NUMBER = new RegExp(`^(?<number>\\d+)\\. (?=«|${UNQUOTED})`, 'u');
/** Two quotations of one caption are told apart by so many characters; a cut leaves more than that. */
const RECOGNISED_BY = 24;

/** The closing lines that say how much is left out, and which page this is. */
const CLOSING_BYTES = 120;
/** Slack turns an address into a link in this text, wherever it stands: what holds one is left to the blocks. */
const ADDRESS = /:\/\/|www\./iu;
const ADDRESSES = new RegExp(ADDRESS, 'giu');
/** Fewer bytes of a quotation say nothing. */
const ROOM = { measure: bytesOf, shortest: 120 };

/**
 * The same answer as plain text, for notifications and screen readers, which may read nothing else
 * (https://docs.slack.dev/changelog/2026/07/13/notification-changes): as much of it as Slack takes. The gate
 * reads it back too.
 */
export function fallbackText(layout: Layout): string {
  const sayable = sayableAmong(layout.quotes);
  const whole = writing(layout, Infinity)(sayable);
  if (isTaken(whole)) return whole;
  const heading = bytesOf(layout.heading ?? '');
  const written = writing(layout, MESSAGE.fallbackBytes - CLOSING_BYTES - heading);
  for (let count = sayable.length; ; count -= 1) {
    const kept = cutTogether(sayable.slice(0, count), ROOM, (each) => isTaken(written(each)));
    if (kept !== null || count === 0) return written(kept ?? []);
  }
}

function isTaken(text: string): boolean {
  return Buffer.byteLength(text) <= MESSAGE.fallbackBytes;
}

/** Writes quotations between what stands around them, for which there is so much room. */
function writing(layout: Layout, room: number): (quotes: readonly ShownQuote[]) => string {
  const { page, pages } = layout;
  const opening = layout.heading === null ? [] : [layout.heading.replace(ADDRESSES, ' ')];
  const summary = summaryLines(layout, room);
  const own = ownLines(layout, room);
  return (quotes) => {
    const others = layout.quotes.length - quotes.length;
    const lines = [
      ...opening,
      ...(summary ?? []),
      ...runsOf(quotes).flatMap(runLines),
      ...own.flatMap((each) => each ?? []),
      ...(others > 0 ? [told.andOthers(others)] : []),
      ...(summary === null || own.includes(null) ? [told.andMore()] : []),
      ...(pages > 1 ? [messages.page(page, pages)] : []),
    ];
    return escaped(lines.join('\n'));
  };
}

/** All of it or nothing, and no more than half of the room: the rest is for what it rests on. Null where it is left out. */
function summaryLines({ summary }: Layout, room: number): readonly string[] | null {
  if (summary === null) return [];
  const lines = [summary.line, ...summary.sentences.map((sentence) => SENTENCE + sentence)];
  const isTooMuch = bytesOf(lines.join('\n')) > room / 2;
  return isTooMuch || lines.some((line) => ADDRESS.test(line)) ? null : lines;
}

/** The passages of a map, works and our own words, one after the other, as far as there is room; null in the place of what is left out. */
function ownLines(layout: Layout, room: number): readonly (readonly string[] | null)[] {
  const { nodes, works, sections } = layout;
  let left = room;
  const all = [
    ...nodes.map((node) => [nodeLine(node), ...arrowLines(layout, node.number)]),
    ...works.map(({ source, passages, voices }) => [
      workLine(source),
      messages.work(passages, voices),
    ]),
    ...sections.map(({ title, lines }) => (title === '' ? lines : [title, ...lines])),
  ];
  return all.map((lines) => {
    const bytes = bytesOf(lines.join('\n')) + 1;
    if (bytes > left || lines.some((line) => ADDRESS.test(line))) return null;
    left -= bytes;
    return lines;
  });
}

/** Those that hold no address; what stands over several stands over the first that is not left out. */
function sayableAmong(quotes: readonly ShownQuote[]): readonly ShownQuote[] {
  let above: string | null = null;
  return quotes.flatMap((shown) => {
    above = shown.above ?? above;
    const { passage } = shown.quote;
    if (ADDRESS.test(shownWords(shown.quote)) || ADDRESS.test(captionOf(passage))) return [];
    const moved = { ...shown, above };
    above = null;
    return [moved];
  });
}

/** The source of those that have one and the same stands once over them, where that is shorter. */
function runLines({ quotes, line }: Run): readonly string[] {
  const each = quotes.map(quoteLines);
  const caption = each[0]?.at(-1) ?? '';
  if (line === null || bytesOf(line) > (quotes.length - 1) * bytesOf(caption)) return each.flat();
  const above = quotes[0]?.above === null ? 0 : 1;
  const [first = [], ...others] = each.map((lines) => lines.slice(0, -1));
  return [...first.slice(0, above), line, ...first.slice(above), ...others.flat()];
}

/** Its caption last. */
function quoteLines({ quote, above, number, thesis }: ShownQuote): readonly string[] {
  return [
    ...(above === null ? [] : [above]),
    ...(thesis === null ? [] : [THESIS + thesis]),
    (number === null ? '' : `${number}. `) + shownWords(quote),
    CAPTION + captionOf(quote.passage),
  ];
}

function bytesOf(text: string): number {
  return Buffer.byteLength(escaped(text));
}

/** The plain text says no address: a quotation in it has that of the same quotation in the blocks. */
export function readFallback(
  text: string,
  shown: readonly ShownQuotation[],
  listed: readonly ShownWork[],
): ReturnType<typeof readLines> {
  const lines = unescaped(text).split('\n').map(numberApart);
  const { quotations, works, sentences, ...read } = readLines(lines, null);
  const unknown: ShownSentence[] = [];
  const known = quotations.flatMap(({ label, ...said }) => {
    const same = sameAs(said, label, shown);
    if (label === undefined || same !== undefined) return [{ ...said, url: same?.url ?? null }];
    // Another quotation under a number that sentences refer to is a claim that nothing supports.
    unknown.push(unsupported(said.words));
    return [];
  });
  // A work that the blocks list is the same work; any other has no address.
  const others = works.filter(({ line }) => listed.every((work) => work.line !== line));
  return { ...read, quotations: known, works: others, sentences: [...sentences, ...unknown] };
}

function numberApart(line: string): TextLine {
  const number = NUMBER.exec(line)?.groups?.['number'] ?? null;
  return { text: line.replace(NUMBER, ''), number };
}

/** The quotation in the blocks that one in the plain text is, under the same number where it bears one. */
export function sameAs(
  { words, caption }: Pick<ShownQuotation, 'words' | 'caption'>,
  number: string | undefined,
  shown: readonly ShownQuotation[],
): ShownQuotation | undefined {
  const opening = words.slice(0, RECOGNISED_BY);
  const alike = shown.filter(
    (each) =>
      each.caption === caption &&
      each.words.startsWith(opening) &&
      (number === undefined || each.label === number),
  );
  return alike.find((each) => each.words === words) ?? alike[0];
}

export function isSame(one: ShownSentence, other: ShownSentence): boolean {
  return one.sentence === other.sentence && one.cites.join() === other.cites.join();
}
