import { cutTo } from '../../debate/cutting.ts';
import type { Passage } from '../../debate/passage.ts';
import { altOf } from '../../debate/drawn.ts';
import { dateOf, Quote, shownWords, speakerText, workText } from '../../debate/quote.ts';
import { evenLinesIn, linesIn } from './lines.ts';
import { Block, COLOURS, pictureOf, type NotDrawn, type Picture } from './setting.ts';
import { Svg } from './svg.ts';
import type { Typeface } from './typeface.ts';

/** What Open Graph is shown in. */
const [WIDTH, HEIGHT] = [1200, 630];
const MARGIN = 84;
const [TOP, BOTTOM] = [58, HEIGHT - 54];
const ROOM = WIDTH - 2 * MARGIN;
const GAP = 30;
/** Less cannot be read in a thumbnail. */
const [LARGEST, SMALLEST] = [64, 30];
const MOST_CAPTION_LINES = 5;

const TITLE = { part: 'label', size: 25, weight: 'semibold', fill: COLOURS.accent } as const;
const VOICE = { part: 'voice', size: 31, weight: 'semibold', fill: COLOURS.ink } as const;
const WORK = { part: 'work', size: 26, weight: 'regular', fill: COLOURS.faint } as const;
const wordsOfSize = (size: number) =>
  ({ part: 'words', size, weight: 'regular', fill: COLOURS.ink, leading: 1.3 }) as const;

/** The quotation, or as much of it as can be read, with who said it, where and when, and what is debated. */
export function cardOf(
  passage: Passage,
  debate: string | null,
  typeface: Typeface,
): Picture | NotDrawn {
  const title = titleOf(debate, typeface);
  const work = workText(passage.source, dateOf(passage));
  const voice = Block.of(speakerText(passage), ROOM, VOICE, typeface);
  const place = Block.of(work, ROOM, WORK, typeface);
  if (voice.lines.length + place.lines.length > MOST_CAPTION_LINES) return 'too long';
  const top = TOP + title.height + GAP;
  const bottom = BOTTOM - place.height - voice.height - GAP;
  const set = wordsIn(Quote.at(passage), bottom - top, typeface);
  if (set === null) return 'too long';
  const { quote, words } = set;
  const alt = altOf(quote);
  if (!typeface.canDraw(alt.replace('\n', ''))) return 'character without form';
  return pictureOf(
    { width: WIDTH, height: HEIGHT, alt },
    null,
    Svg.element('rect', { width: 18, height: HEIGHT, fill: COLOURS.accent }),
    title.at(MARGIN, TOP),
    Svg.element(
      'g',
      { class: 'quotation' },
      words.at(MARGIN, top + (bottom - top - words.height) / 2),
      voice.at(MARGIN, bottom + GAP),
      place.at(MARGIN, bottom + GAP + voice.height),
    ),
  );
}

/** What is debated is left out where it takes more than a line. */
function titleOf(debate: string | null, typeface: Typeface): Block {
  const block = Block.of(debate ?? '', ROOM, TITLE, typeface);
  const isShown = block.lines.length === 1 && typeface.canDraw(debate ?? '');
  return isShown ? block : new Block([], TITLE, typeface);
}

interface Set {
  readonly quote: Quote;
  readonly words: Block;
}

/** In the largest letters that this height holds; cut where the smallest are too large. */
function wordsIn(quote: Quote, height: number, typeface: Typeface): Set | null {
  for (let size = LARGEST; size >= SMALLEST; size -= 2) {
    const words = blockOf(shownWords(quote), size, typeface);
    if (words.height <= height) return { quote, words };
  }
  const style = wordsOfSize(SMALLEST);
  const most = Math.floor(height / new Block([''], style, typeface).height);
  const widthOf = (words: string) => typeface.widthOf(words, style);
  const cut = cutTo(quote, most, (words) => linesIn(words, ROOM, widthOf).length);
  if (cut === null || quote.passage.text === null) return null;
  return { quote: cut, words: blockOf(shownWords(cut), SMALLEST, typeface) };
}

function blockOf(text: string, size: number, typeface: Typeface): Block {
  const style = wordsOfSize(size);
  const lines = evenLinesIn(text, ROOM, (words) => typeface.widthOf(words, style));
  return new Block(lines, style, typeface);
}
