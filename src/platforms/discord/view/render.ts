import { captionOf } from '../../../debate/attribution.ts';
import type { Corpus, Passage } from '../../../debate/passage.ts';
import { shownWords } from '../../../debate/quote.ts';
import type { Quote } from '../../../debate/quote.ts';
import { labels, sentences } from '../../../messages/discord.ts';
import { messages } from '../../../messages/messages.ts';
import type { HelpSection } from '../../../messages/messages.ts';
import type { Answer } from '../../../ask/request.ts';
import type { Rendering } from '../../../conversation/adapter.ts';
import { Authors } from '../../../conversation/authors.ts';
import { readSentence } from '../../../conversation/sentences.ts';
import type { ShownSummary } from '../../../conversation/sentences.ts';
import { Buttons } from './buttons.ts';
import type { Ownership } from './buttons.ts';
import { container, rows, section, separator, text } from './components.ts';
import type { DiscordMessage, Part, Text } from './components.ts';
import { fitted, LOOKS, workText } from './fit.ts';
import { layoutOfAnswer, layoutOfSentence } from '../../../conversation/layout.ts';
import type { Layout, ShownQuote } from '../../../conversation/layout.ts';
import {
  addressOf,
  bold,
  CAPTION,
  HEADING,
  ITEM,
  numbered,
  QUOTATION,
  SENTENCE,
  SEPARATED,
  small,
  THESIS,
  escaped,
} from './markdown.ts';
import { readMessage } from './read.ts';

/** What a message needs to know beside the answer. */
export interface Circumstances extends Ownership {
  /** The person who passes a private answer on to the channel. */
  readonly sharedBy: string | null;
  /** A subject of the quotation of the day, on which the debate can be asked. */
  readonly theme?: string | undefined;
}

/** Writes answers, and sentences of ours, as messages. */
export class Renderer {
  readonly #authors: Authors;

  constructor(corpus: Corpus) {
    this.#authors = new Authors(corpus);
  }

  /** How answers are written in these circumstances. */
  renderingFor(circumstances: Circumstances): Rendering<DiscordMessage> {
    return { render: (answer) => this.#message(answer, circumstances), read: readMessage };
  }

  /** A message of one sentence of ours. */
  sentence(words: string): DiscordMessage {
    const parts = layoutOfSentence(words, LOOKS).sections.map(sectionText);
    return { components: [container(parts)], notes: {} };
  }

  #message(answer: Answer, circumstances: Circumstances): DiscordMessage {
    const layout = layoutOfAnswer(answer, LOOKS);
    const { parts, notes } = fitted(layout.quotes, (quotes, leftOut) => {
      const buttons = new Buttons();
      return {
        notes: buttons.notes,
        parts: [
          ...(layout.heading === null ? [] : [text(HEADING + escaped(layout.heading))]),
          ...summaryText(layout.summary, quotes),
          ...quotes.flatMap((shown) => quoteParts(shown, answer, buttons)),
          ...layout.works.flatMap((entry) => [separator(), workText(entry)]),
          ...layout.sections.map(sectionText),
          ...(leftOut === 0 ? [] : [text(small(escaped(sentences.andOthers(leftOut))))]),
          ...closingText(layout, circumstances),
          ...rows([
            ...buttons.summarise(answer),
            ...buttons.theme(circumstances.theme),
            ...buttons.positions(this.#authorsOf(quotes, answer)),
          ]),
          ...rows(buttons.ofAnswer(answer, layout, circumstances)),
        ],
      };
    });
    return { components: [container(parts)], notes };
  }

  /** Whose positions can be asked for next; a position and a comparison are that already. */
  #authorsOf(quotes: readonly ShownQuote[], { reply: { kind } }: Answer): readonly string[] {
    if (kind === 'position' || kind === 'comparison' || kind === 'context') return [];
    return quotes
      .map(({ quote }) => this.#authors.of(quote.passage))
      .filter((each) => each !== null);
  }
}

function quoteParts(shown: ShownQuote, { reply }: Answer, buttons: Buttons): readonly Part[] {
  const paragraph = quoteText(shown);
  if (reply.kind === 'context') return [separator(), paragraph];
  return [separator(), section(paragraph, buttons.context(shown.quote))];
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

function quoteText({ quote, topic, thesis, isFocus, number }: ShownQuote): Text {
  const { words, caption } = writtenOf(quote);
  const lead = number === null ? '' : numbered(number);
  return text(
    ...(topic === null ? [] : [bold(escaped(topic))]),
    ...(thesis === null ? [] : [THESIS + escaped(thesis)]),
    QUOTATION + lead + (isFocus ? bold(words) : words),
    caption,
  );
}

interface Written {
  readonly words: string;
  readonly caption: string;
}

/** A passage is written the same each time it is shown whole; what it says is checked each time. */
const written = new WeakMap<Passage, Written>();

function writtenOf(quote: Quote): Written {
  const { passage, start, end } = quote;
  const isWhole = start === 0 && end === passage.text.length;
  const known = isWhole ? written.get(passage) : undefined;
  if (known !== undefined) return known;
  const caption = escaped(captionOf(passage));
  const made = {
    words: escaped(shownWords(quote)),
    caption: small(CAPTION + caption + SEPARATED + addressOf(passage.source.url)),
  };
  if (isWhole) written.set(passage, made);
  return made;
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
