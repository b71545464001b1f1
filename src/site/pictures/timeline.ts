import { cutTo } from '../../debate/cutting.ts';
import type { Source } from '../../debate/passage.ts';
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
import { Block, COLOURS, pictureOf, rounded, type NotDrawn, type Picture } from './setting.ts';
import { Svg } from './svg.ts';
import type { Typeface } from './typeface.ts';

/** A work, and its passages on the subject, best first: the first that can be drawn is shown. */
export interface TimelineEntry {
  readonly source: Source;
  readonly quotes: readonly Quote[];
}

const WIDTH = 1200;
const MARGIN = 56;
/** Dates stand on the left of the line, what was said on its right. */
const [LINE, LEFT] = [300, 336];
const ROOM = WIDTH - MARGIN - LEFT;
const DATE_ROOM = LINE - MARGIN - 24;
const GAP = 30;
/** Beyond, a picture is longer than anybody looks at. */
const MOST_WORKS = 12;
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
  heading: string | null,
  typeface: Typeface,
): Picture | NotDrawn {
  const works = entries.filter(({ quotes }) => quotes.length > 0);
  if (works.length === 0) return 'nothing to draw';
  const canDraw = (quote: Quote) => typeface.canDraw(shownWords(quote) + captionOf(quote.passage));
  const dated = works
    .flatMap(({ quotes }) => quotes.find(canDraw) ?? [])
    .sort((a, b) => compareDates(dateOf(a.passage), dateOf(b.passage)));
  if (dated.length === 0 || !typeface.canDraw(heading ?? '')) return 'character without form';
  const rows = dated.slice(0, MOST_WORKS).map((quote) => rowOf(quote, typeface));
  const title = Block.of(heading ?? '', WIDTH - 2 * MARGIN, HEADING, typeface);
  const start = MARGIN + title.height + (title.height === 0 ? 0 : GAP);
  let top = start;
  const shown = rows.map((row) => {
    const element = drawnRow(row, top);
    top += Math.max(row.date.height, row.height) + GAP;
    return element;
  });
  const left = works.length - rows.length;
  const rest = new Block(left === 0 ? [] : [furtherWorks(left)], REST);
  const line = { x: LINE - 1.5, y: start, width: 3, height: rounded(top - start - GAP) };
  return pictureOf(
    {
      width: WIDTH,
      height: Math.ceil(top - GAP + MARGIN + (left === 0 ? 0 : rest.height + GAP)),
      alt: timelineName(works.length),
    },
    false,
    ...(title.height === 0 ? [] : [title.at(MARGIN, MARGIN - 8)]),
    Svg.element('rect', { ...line, fill: COLOURS.line }),
    ...shown,
    ...(left === 0 ? [] : [rest.at(LEFT, top)]),
  );
}

interface Row {
  readonly date: Block;
  readonly words: Block;
  readonly voice: Block;
  readonly work: Block;
  readonly height: number;
}

function rowOf(quote: Quote, typeface: Typeface): Row {
  const { passage } = quote;
  const widthOf = (words: string) => typeface.widthOf(words, WORDS);
  const cut = cutTo(quote, MOST_LINES, (words) => linesIn(words, ROOM, widthOf).length) ?? quote;
  const date = Block.of(formatDate(dateOf(passage)), DATE_ROOM, DATE, typeface);
  const words = Block.of(shownWords(cut), ROOM, WORDS, typeface);
  const voice = Block.of(speakerText(passage), ROOM, VOICE, typeface);
  const place = workText({ ...passage.source, date: dateOf(passage) });
  const work = Block.of(place, ROOM, WORK, typeface);
  return { date, words, voice, work, height: words.height + voice.height + work.height };
}

const DOT = 15;

function drawnRow({ date, words, voice, work }: Row, top: number): Svg {
  const dot = {
    ...{ x: LINE - DOT / 2, y: rounded(top + 8), width: DOT, height: DOT, rx: DOT / 2 },
    fill: COLOURS.accent,
  };
  return Svg.element(
    'g',
    { class: 'entry' },
    Svg.element('rect', dot),
    date.at(MARGIN, top),
    words.at(LEFT, top),
    voice.at(LEFT, top + words.height + 4),
    work.at(LEFT, top + words.height + voice.height + 4),
  );
}
