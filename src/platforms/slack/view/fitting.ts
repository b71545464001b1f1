import { cutTo } from '../../../conversation/layout.ts';
import type { Measure, Layout, ShownQuote } from '../../../conversation/layout.ts';
import { MESSAGE, shownIn, escaped } from './blocks.ts';
import type { Block } from './blocks.ts';
import { messages } from '../../../messages/messages.ts';
import { sentences } from '../../../messages/slack.ts';
import type { ShownSummary } from '../../../conversation/sentences.ts';
import { shownWords, captionOf, workLine } from '../../../debate/quote.ts';

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

/** Opens the line that says whose words the line before it holds. */
export const CAPTION = '— ';
/** Opens the line of a thesis, which is the editor's sentence and no quotation. */
export const THESIS = '→ ';
export const SENTENCE = '• ';
/** Fewer bytes of a quotation say nothing. */
const SHORTEST_BYTES = 120;
/** The closing lines that say how much is left out, and which page this is. */
const CLOSING_BYTES = 120;
/** Slack turns an address into a link in this text, wherever it stands: what holds one is left to the blocks. */
const ADDRESS = /:\/\/|www\./iu;
const ADDRESSES = new RegExp(ADDRESS, 'giu');

/**
 * The same answer as plain text, for notifications and screen readers, which may read nothing else
 * (https://docs.slack.dev/changelog/2026/07/13/notification-changes). The gate reads it back too.
 */
export function fallbackText(layout: Layout): string {
  const whole = written(layout, (lines) => lines);
  if (Buffer.byteLength(whole) <= MESSAGE.fallbackBytes) return whole;
  let room = MESSAGE.fallbackBytes - CLOSING_BYTES - bytesOf(layout.heading ?? '') - 1;
  return written(layout, (lines, cut, left) => {
    // What is read out first may take its share of the room and no more of it.
    const shortened = cut === null ? lines : cut(Math.floor(room / left));
    const bytes = shortened === null ? 0 : bytesOf(shortened.join('\n')) + 1;
    if (shortened === null || bytes > room) return null;
    room -= bytes;
    return shortened;
  });
}

/** Lines that stand together, or null where they are left out. */
type Entry = readonly string[] | null;
/** Cuts the quotation in an entry so that it takes so many bytes. */
type Cut = (bytes: number) => Entry;
/** Takes an entry in, whole or cut, or leaves it out; `left` is how many quotations are still to come. */
type Admit = (lines: readonly string[], cut: Cut | null, left: number) => Entry;

function written(layout: Layout, admit: Admit): string {
  const { heading, summary, quotes, works, sections, page, pages } = layout;
  const opening = heading === null ? [] : [heading.replace(ADDRESSES, ' ')];
  const summarised = summary === null ? [] : summaryEntry(summary, admit);
  let above: string | null = null;
  const told = quotes.map((shown, index) => {
    // What stands over several quotations stands over the first of them that is not left out.
    above = shown.above ?? above;
    const entry = quoteEntry({ ...shown, above }, quotes.length - index, admit);
    if (entry !== null) above = null;
    return entry;
  });
  const others = told.filter((entry) => entry === null).length;
  const own = [
    ...works.map(({ source, passages, voices }) => [
      workLine(source),
      messages.work(passages, voices),
    ]),
    ...sections.map(({ title, lines }) => (title === '' ? lines : [title, ...lines])),
  ].map((lines) => (lines.some((line) => ADDRESS.test(line)) ? null : admit(lines, null, 1)));
  const closing = [
    ...(others > 0 ? [sentences.andOthers(others)] : []),
    ...(summarised === null || own.includes(null) ? [sentences.andMore()] : []),
    ...(pages > 1 ? [messages.page(page, pages)] : []),
  ];
  const entries = [summarised, ...told, ...own].flatMap((entry) => entry ?? []);
  const lines = [...opening, ...entries, ...closing];
  return escaped(lines.join('\n'));
}

/** All of it or nothing, and no more than half of the room: the rest is for what it rests on. */
function summaryEntry({ line, sentences: said }: ShownSummary, admit: Admit): Entry {
  const lines = [line, ...said.map((sentence) => SENTENCE + sentence)];
  if (lines.some((each) => ADDRESS.test(each))) return null;
  return admit(lines, (bytes) => (bytesOf(lines.join('\n')) <= bytes ? lines : null), 2);
}

function quoteEntry(shown: ShownQuote, left: number, admit: Admit): Entry {
  const { quote, above, number, thesis } = shown;
  const lead = number === null ? '' : `${number}. `;
  const caption = CAPTION + captionOf(quote.passage);
  if (ADDRESS.test(shownWords(quote)) || ADDRESS.test(caption)) return null;
  const before = [
    ...(above === null ? [] : [above]),
    ...(thesis === null ? [] : [THESIS + thesis]),
  ];
  const cut = (bytes: number): Entry => {
    const room = bytes - bytesOf([...before, lead + caption].join('\n')) - 3;
    const shorter = room < SHORTEST_BYTES ? null : cutTo(quote, room, bytesOf);
    return shorter === null ? null : [...before, lead + shownWords(shorter), caption];
  };
  return admit([...before, lead + shownWords(quote), caption], cut, left);
}

function bytesOf(text: string): number {
  return Buffer.byteLength(escaped(text));
}
