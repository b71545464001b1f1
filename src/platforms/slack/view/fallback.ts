import type { Reading, ShownQuotation, ShownSentence, ShownWork } from '../../../debate/reading.ts';
import { cutTo } from '../../../conversation/cutting.ts';
import type { Layout, ShownQuote } from '../../../conversation/layout.ts';
import { RunReader, runsOf } from '../../../conversation/runs.ts';
import { StatementReader, unsupported } from '../../../conversation/sentences.ts';
import type { ShownSummary } from '../../../conversation/sentences.ts';
import { shownWords, captionOf, UNQUOTED, workLine } from '../../../debate/quote.ts';
import { messages } from '../../../messages/messages.ts';
import { sentences as told } from '../../../messages/slack.ts';
import { MESSAGE, escaped, unescaped } from './blocks.ts';

/** What makes a line a work's: its author, a dash and its title. */
export const WORK = ' — «';
/** Opens a quotation in the plain text, with its number where sentences may refer to it. */
const QUOTED = new RegExp(`^(?:(?<number>\\d+)\\. )?(?<words>(?:«|${UNQUOTED}).*)$`, 'u');
/** Two quotations of one caption are told apart by so many characters; a cut leaves more than that. */
const RECOGNISED_BY = 24;

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
  const kept = quoteEntries(quotes, admit);
  const others = quotes.length - kept.length;
  const own = [
    ...works.map(({ source, passages, voices }) => [
      workLine(source),
      messages.work(passages, voices),
    ]),
    ...sections.map(({ title, lines }) => (title === '' ? lines : [title, ...lines])),
  ].map((lines) => (lines.some((line) => ADDRESS.test(line)) ? null : admit(lines, null, 1)));
  const closing = [
    ...(others > 0 ? [told.andOthers(others)] : []),
    ...(summarised === null || own.includes(null) ? [told.andMore()] : []),
    ...(pages > 1 ? [messages.page(page, pages)] : []),
  ];
  const entries = [summarised, ...saidOnce(kept), ...own].flatMap((entry) => entry ?? []);
  const lines = [...opening, ...entries, ...closing];
  return escaped(lines.join('\n'));
}

interface ToldQuote {
  readonly shown: ShownQuote;
  /** Its caption last. */
  readonly lines: readonly string[];
}

/** Those that are not left out. */
function quoteEntries(quotes: readonly ShownQuote[], admit: Admit): readonly ToldQuote[] {
  let above: string | null = null;
  return quotes.flatMap((each, index) => {
    // What stands over several quotations stands over the first of them that is not left out.
    above = each.above ?? above;
    const shown = { ...each, above };
    const lines = quoteEntry(shown, quotes.length - index, admit);
    if (lines === null) return [];
    above = null;
    return [{ shown, lines }];
  });
}

/** The source of those that have one and the same stands once over them, where that is shorter. */
function saidOnce(told: readonly ToldQuote[]): readonly Entry[] {
  const linesOf = new Map(told.map(({ shown, lines }) => [shown, lines]));
  return runsOf(told.map(({ shown }) => shown)).map(({ quotes, line }) => {
    const each = quotes.map((shown) => linesOf.get(shown) ?? []);
    const caption = each[0]?.at(-1) ?? '';
    if (line === null || bytesOf(line) > (quotes.length - 1) * bytesOf(caption)) {
      return each.flat();
    }
    const above = quotes[0]?.above === null ? 0 : 1;
    const [first = [], ...others] = each.map((lines) => lines.slice(0, -1));
    return [...first.slice(0, above), line, ...first.slice(above), ...others.flat()];
  });
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

/** The plain text says no address: a quotation in it has that of the same quotation in the blocks. */
export function readFallback(
  text: string,
  shown: readonly ShownQuotation[],
  listed: readonly ShownWork[],
): Reading & Required<Pick<Reading, 'sentences'>> {
  const quotations: ShownQuotation[] = [];
  const works: ShownWork[] = [];
  const texts: string[] = [];
  const statements = new StatementReader({ thesis: THESIS, sentence: SENTENCE });
  const runs = new RunReader();
  const lines = unescaped(text).split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const next = lines[index + 1] ?? '';
    const { number, words } = QUOTED.exec(line)?.groups ?? {};
    if (statements.reads(line) || runs.reads(line)) continue;
    const isCaptioned = next.startsWith(CAPTION);
    if (words !== undefined && (isCaptioned || runs.isOpen)) {
      if (isCaptioned) runs.end();
      const caption = runs.next()?.caption ?? next.slice(CAPTION.length);
      const over = statements.over();
      const same = sameAs({ words, caption }, number, shown);
      // Another quotation under a number that sentences refer to is a claim that nothing supports.
      if (number !== undefined && same === undefined) statements.sentences.push(unsupported(line));
      else quotations.push({ words, caption, url: same?.url ?? null, ...over });
      if (isCaptioned) index += 1;
      // What is told of a passage without its source has no guillemets to be known by.
    } else if (words?.startsWith(UNQUOTED) === true) statements.sentences.push(unsupported(words));
    else if (!line.includes(WORK)) texts.push(line);
    // A work that the blocks list is the same work; any other has no address.
    else if (listed.every((work) => work.line !== line)) works.push({ line, url: null });
  }
  statements.end();
  runs.end();
  const sentences = [...statements.sentences, ...runs.faults];
  return { quotations, works, documents: [], sentences, texts };
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
