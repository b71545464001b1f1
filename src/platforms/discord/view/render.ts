import { labels, sentences, discordHelp, IN_OPTIONS } from '../../../messages/discord.ts';
import { messages, type HelpSection } from '../../../messages/messages.ts';
import type { Answer } from '../../../ask/request.ts';
import type { Circumstances, Look } from '../../../conversation/composer.ts';
import { authorOf } from '../../../conversation/buttons.ts';
import { arrowLines, firstOf } from '../../../conversation/map.ts';
import { addressOfAll, runsOf, type Run } from '../../../conversation/runs.ts';
import {
  SENTENCE,
  readSentence,
  shortened,
  type ShownSummary,
} from '../../../conversation/sentences.ts';
import { Buttons } from './buttons.ts';
import {
  container,
  gallery,
  rows,
  section,
  separator,
  text,
  isWithinLimits,
  addressOf,
  bold,
  HEADING,
  ITEM,
  numbered,
  SEPARATED,
  small,
  escaped,
} from './components.ts';
import type { DiscordMessage, Part, Text } from './components.ts';
import { cutTogether } from '../../../debate/cutting.ts';
import {
  layoutOfAnswer,
  LONGEST_SENTENCE,
  LONGEST_VOICES_LINE,
  WORKS_A_PAGE,
  type Layout,
  type Looks,
  type ShownQuote,
} from '../../../conversation/layout.ts';
import { captionLine, quoteText, sourceLine, type Addressed } from './quotations.ts';
import { readAroundOwnWords, withOwnWords } from './proposal.ts';
import { readMessage, readOwnWords } from './read.ts';
import { LONGEST_ALT, LONGEST_HEADING } from '../limits.ts';
import type { Drawn } from '../../../debate/drawn.ts';
import type { SourceEntry } from '../../../debate/reply.ts';
import { linkOf, pageOf, workLine } from '../../../debate/quote.ts';

/** Writes answers, and sentences of ours, as messages. */
export class Renderer implements Look<DiscordMessage> {
  readonly read = readMessage;
  readonly readOwnWords = readOwnWords;
  readonly withOwn = withOwnWords;
  readonly readAround = readAroundOwnWords;

  /** A message of one sentence of ours. */
  sentence(words: string): DiscordMessage {
    return { components: [container([text(escaped(LOOKS.sentence(words)))])], notes: {} };
  }

  render(answer: Answer, circumstances: Circumstances): DiscordMessage {
    const picture = pictureOf(answer);
    const unpictured = this.#rendered(answer, circumstances, null);
    if (picture === null) return unpictured;
    return { ...this.#rendered(answer, circumstances, picture), picture, unpictured };
  }

  #rendered(
    answer: Answer,
    circumstances: Circumstances,
    picture: Drawn | null,
  ): Pick<DiscordMessage, 'components' | 'notes'> {
    const layout = layoutOfAnswer({ ...answer, picture }, LOOKS);
    const { parts, notes } = fitted(layout, (shown, { leftOut, addressed, hasContexts }) => {
      const buttons = new Buttons();
      const { quotes, nodes } = shown;
      return {
        notes: buttons.notes,
        parts: [
          ...(layout.heading === null ? [] : [text(HEADING + escaped(layout.heading))]),
          ...(picture === null ? [] : [gallery(picture.alt)]),
          ...summaryText(layout.summary, quotes),
          ...nodesText(nodes),
          ...runsOf(quotes).flatMap((run) => this.#runParts(run, answer, buttons, addressed)),
          ...arrowsText(shown),
          ...(hasContexts ? rows(buttons.contexts(nodes, answer)) : []),
          ...layout.works.flatMap((entry) => [separator(), workText(entry)]),
          ...layout.sections.map(sectionText),
          ...(leftOut === 0 ? [] : [leftOutText(leftOut, layout)]),
          ...closingText(layout, circumstances),
          ...buttons.below(answer, layout, circumstances).flatMap(rows),
        ],
      };
    });
    return { components: [container(parts)], notes };
  }

  /** Nothing parts quotations of one source. */
  #runParts(run: Run, answer: Answer, buttons: Buttons, addressed: Addressed): readonly Part[] {
    const url = run.line === null ? undefined : addressOfAll(run, addressed);
    const paragraphs = run.quotes.map((shown, index): Part => {
      const source = index === 0 ? sourceLine(run, url) : [];
      const paragraph = quoteText(shown, source, captionLine(shown.quote, { run, url, addressed }));
      const author = authorOf(shown.quote.passage, answer.from);
      const button = buttons.beside(shown.quote, answer, author);
      return button === null ? paragraph : section(paragraph, button);
    });
    return [separator(), ...paragraphs];
  }
}

/** Discord shows none whose words for those who cannot see it are longer. */
function pictureOf({ picture = null }: Answer): Drawn | null {
  return picture !== null && picture.alt.length <= LONGEST_ALT ? picture : null;
}

/** What is said of a summary, then its sentences; those without their quotations are not shown. */
function summaryText(summary: ShownSummary | null, quotes: readonly ShownQuote[]): readonly Text[] {
  if (summary === null) return [];
  const numbers = new Set(quotes.map(({ number }) => String(number)));
  const supported = summary.sentences.filter((line) => {
    return readSentence(line).cites.every((cited) => numbers.has(cited));
  });
  // A line break would make a line of its own of what follows.
  const lines = supported.map((line) => SENTENCE + escaped(line.replace(/[\r\n]+/gu, ' ')));
  const told = supported.flatMap((line) => readSentence(line).cites).length;
  return [text(small(escaped(summary.lineFor(told))), ...lines)];
}

/** The passages of a map that their theses tell, a line each. */
function nodesText(nodes: Layout['nodes']): readonly Text[] {
  const lines = nodes.map(({ number, statement }) => numbered(number) + escaped(statement));
  return lines.length === 0 ? [] : [text(...lines)];
}

/** What is read between those that are shown. */
function arrowsText(shown: Layout): readonly Text[] {
  const lines = arrowLines(shown);
  return lines.length === 0 ? [] : [text(escaped(messages.arrows()), ...lines.map(escaped))];
}

function leftOutText(count: number, { nodes }: Layout): Text {
  const told = nodes.length > 0 ? messages.andOtherNodes(count) : sentences.andOthers(count);
  return text(small(escaped(told)));
}

/** Help under its title, or the one sentence of a notice. */
function sectionText({ title, lines }: HelpSection): Text {
  if (title === '') return text(...lines.map(escaped));
  return text(bold(escaped(title)), ...lines.map((line) => ITEM + escaped(line)));
}

function closingText({ page, pages }: Layout, { sharedBy }: Circumstances): readonly Text[] {
  const lines = [
    ...(pages > 1 ? [small(escaped(messages.page(page, pages)))] : []),
    // Discord shows the name; nobody is notified, because `allowed_mentions` allows none.
    ...(sharedBy === null ? [] : [small(`${escaped(labels.sharedBy)}<@${sharedBy}>`)]),
  ];
  return lines.length === 0 ? [] : [text(...lines)];
}

/** What one quotation takes, as Discord counts it: backslashes included; so many at least. */
const ROOM = { measure: (words: string) => escaped(words).length, shortest: 60 };

/** What is given up of a message that has no room for all. */
interface Room {
  readonly leftOut: number;
  readonly addressed: Addressed;
  /** Whether what surrounds each passage of a map can be asked for. */
  readonly hasContexts: boolean;
}

/**
 * The parts of a message with all that it shows, in full where it fits; else the longest quotations are cut
 * to one length, the greatest that fits, and their addresses lead to the page alone. What has to be left
 * out is where captions and addresses alone fill a message, or the theses of a map.
 */
function fitted<Built extends { readonly parts: readonly Part[] }>(
  layout: Layout,
  build: (layout: Layout, room: Room) => Built,
): Built {
  const all = layout.nodes.length + layout.quotes.length;
  for (let count = all; ; count -= 1) {
    const shown = firstOf(layout, count);
    const leftOut = all - count;
    const whole = { leftOut, addressed: linkOf, hasContexts: true };
    const rooms = layout.nodes.length === 0 ? [whole] : [whole, { ...whole, hasContexts: false }];
    for (const room of rooms) {
      const built = build(shown, room);
      if (isWithinLimits(built.parts) || count === 0) return built;
    }
    const least = { leftOut, addressed: pageOf, hasContexts: false };
    const builtWith = (quotes: Layout['quotes']) => build({ ...shown, quotes }, least);
    const cut = cutTogether(shown.quotes, ROOM, (each) => isWithinLimits(builtWith(each).parts));
    if (cut !== null) return builtWith(cut);
  }
}

/** A work, where to read it, and who speaks in it. */
function workText({ source, passages, voices }: SourceEntry): Text {
  const shares = shortened(messages.work(passages, voices), LONGEST_VOICES_LINE);
  const line = `${escaped(workLine(source))}${SEPARATED}${addressOf(source.url)}`;
  return text(line, small(escaped(shares)));
}

/** The works, so many in one message as fit with a heading. */
function pagesOfWorks(entries: readonly SourceEntry[]): readonly (readonly SourceEntry[])[] {
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
const LOOKS: Looks = {
  help: discordHelp,
  manner: IN_OPTIONS,
  heading: (text) => shortened(text, LONGEST_HEADING),
  sentence: (text) => shortened(text, LONGEST_SENTENCE),
  pagesOfWorks,
};
