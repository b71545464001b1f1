import { cutTo } from '../../debate/cutting.ts';
import type { Passage, Source } from '../../debate/passage.ts';
import {
  captionOf,
  dateOf,
  shownWords,
  speakerText,
  workText,
  type Quote,
} from '../../debate/quote.ts';
import { compareDates, formatDate } from '../../french/typography.ts';
import { furtherWorks, timelineName } from '../../messages/pictures.ts';
import { linesIn } from './lines.ts';
import type { MapLook } from './map.ts';
import {
  Block,
  canShow,
  colourOf,
  COLOURS,
  linked,
  pictureOf,
  rounded,
  type NotDrawn,
  type Picture,
  type TextStyle,
} from './setting.ts';
import { Svg } from './svg.ts';
import type { Typeface } from './typeface.ts';

/** A work, and its passages on the subject, best first: the first that can be drawn is shown. */
export interface TimelineEntry {
  readonly source: Source;
  readonly quotes: readonly Quote[];
}

type TimelineLook = Pick<MapLook, 'heading' | 'hrefOf'>;

interface Shape {
  readonly width: number;
  readonly margin: number;
  /** Dates stand on the left of the line, what was said on its right. */
  readonly line: number;
  readonly left: number;
  /** By how much letters may be wider than those that are measured. */
  readonly slack: number;
}

const PICTURE: Shape = { width: 1200, margin: 56, line: 300, left: 336, slack: 1 };
/** As wide as the column of a page, once it is scaled. */
const PAGE: Shape = { width: 1080, margin: 6, line: 232, left: 264, slack: 1.12 };
const PAGE_SCALE = 0.7;
const GAP = 30;
/** Beyond, a picture is longer than anybody looks at. */
export const MOST_WORKS = 12;
const MOST_LINES = 4;

const HEADING = { part: 'label', size: 28, weight: 'semibold', fill: COLOURS.accent } as const;
const DATE = { part: 'date', size: 22, weight: 'semibold', fill: COLOURS.accent } as const;
const WORDS = { part: 'words', size: 23, weight: 'regular', fill: COLOURS.ink } as const;
const VOICE = { part: 'voice', size: 19, weight: 'semibold', fill: COLOURS.ink } as const;
const WORK = { part: 'work', size: 19, weight: 'regular', fill: COLOURS.faint } as const;
const REST = { part: 'label', size: 22, weight: 'regular', fill: COLOURS.faint } as const;

/** The works by date, unknown ones last, each with what it says of the subject; what has no room or no form is counted. */
export function timelineOf(
  entries: readonly TimelineEntry[],
  look: TimelineLook,
  typeface: Typeface,
): Picture | NotDrawn {
  const works = entries.filter(({ quotes }) => quotes.length > 0);
  if (works.length === 0) return 'nothing to draw';
  const canDraw = (text: string) => canShow(text, look.hrefOf, typeface);
  const dated = works
    .flatMap(
      ({ quotes }) =>
        quotes.find((each) => canDraw(shownWords(each) + captionOf(each.passage))) ?? [],
    )
    .sort((a, b) => compareDates(dateOf(a.passage), dateOf(b.passage)));
  if (dated.length === 0 || !canDraw(look.heading ?? '')) return 'character without form';
  return new Timeline(look, typeface).drawn(dated.slice(0, MOST_WORKS), works.length);
}

interface Row {
  readonly passage: Passage;
  readonly date: Block;
  readonly words: Block;
  readonly voice: Block;
  readonly work: Block;
  readonly height: number;
}

const DOT = 15;

class Timeline {
  readonly #look: TimelineLook;
  readonly #typeface: Typeface;
  readonly #shape: Shape;

  constructor(look: TimelineLook, typeface: Typeface) {
    this.#look = look;
    this.#typeface = typeface;
    this.#shape = look.hrefOf === null ? PICTURE : PAGE;
  }

  drawn(quotes: readonly Quote[], works: number): Picture {
    const { width, margin, line, left } = this.#shape;
    const rows = quotes.map((quote) => this.#rowOf(quote));
    const title = this.#block(this.#look.heading ?? '', width - 2 * margin, HEADING);
    const start = margin + title.height + (title.height === 0 ? 0 : GAP);
    let top = start;
    const shown = rows.map((row) => {
      const element = this.#drawnRow(row, top);
      top += Math.max(row.date.height, row.height) + GAP;
      return element;
    });
    const missing = works - rows.length;
    const rest = this.#block(missing === 0 ? '' : furtherWorks(missing), width, REST);
    const strip = {
      x: line - 1.5,
      y: rounded(start),
      width: 3,
      height: rounded(top - start - GAP),
    };
    const end = top - GAP + margin + (missing === 0 ? 0 : rest.height + GAP);
    return pictureOf(
      { width, height: Math.ceil(end), alt: timelineName(works) },
      this.#look.hrefOf === null ? null : PAGE_SCALE,
      ...(title.height === 0 ? [] : [title.at(margin, margin - 8)]),
      Svg.element('rect', { ...strip, fill: colourOf('line', this.#look.hrefOf) }),
      ...shown,
      ...(missing === 0 ? [] : [rest.at(left, top)]),
    );
  }

  #rowOf(quote: Quote): Row {
    const { passage } = quote;
    const { width, margin, line, left, slack } = this.#shape;
    const room = width - margin - left;
    const widthOf = (words: string) => this.#typeface.widthOf(words, WORDS);
    const linesOf = (words: string) => linesIn(words, room / slack, widthOf).length;
    const cut = cutTo(quote, MOST_LINES, linesOf) ?? quote;
    const date = this.#block(formatDate(dateOf(passage)), line - margin - 24, DATE);
    const words = this.#block(shownWords(cut), room, WORDS);
    const voice = this.#block(speakerText(passage), room, VOICE);
    const work = this.#block(workText(passage.source, dateOf(passage)), room, WORK);
    const height = words.height + voice.height + work.height;
    return { passage, date, words, voice, work, height };
  }

  #drawnRow({ passage, date, words, voice, work }: Row, top: number): Svg {
    const { margin, line, left } = this.#shape;
    const dot = {
      ...{ x: line - DOT / 2, y: rounded(top + 8), width: DOT, height: DOT, rx: DOT / 2 },
      fill: colourOf('accent', this.#look.hrefOf),
    };
    return linked(
      'entry',
      this.#look.hrefOf,
      passage,
      Svg.element('rect', dot),
      date.at(margin, top),
      words.at(left, top),
      voice.at(left, top + words.height + 4),
      work.at(left, top + words.height + voice.height + 4),
    );
  }

  #block(text: string, room: number, style: TextStyle): Block {
    const fill = this.#look.hrefOf === null ? style.fill : 'currentColor';
    return Block.of(text, room / this.#shape.slack, { ...style, fill }, this.#typeface);
  }
}
