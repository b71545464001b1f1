import type { Passage } from '../../debate/passage.ts';
import { linesIn } from './lines.ts';
import { Svg } from './svg.ts';
import { EMOJI_FAMILY, FONT_FAMILY, isPlain, type Setting, type Typeface } from './typeface.ts';

/** A picture as it leaves, once it is cleared. */
export interface Picture {
  /** A whole document. */
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** The same for whoever cannot see it. */
  readonly alt: string;
}

/** Why there is no picture: it would misquote, or nobody could read it. */
export type NotDrawn = 'character without form' | 'too long' | 'nothing to draw';

/** By `currentColor` and classes on a page, which has its own light and dark; by these in a picture. */
export const COLOURS = {
  paper: '#fbf9f4',
  ink: '#1d1b18',
  faint: '#5d574d',
  line: '#d8d1c3',
  accent: '#9a3b26',
} as const;

/** Text that is set: what it is to a reader, and how it looks. */
export interface TextStyle extends Setting {
  /** Which part of the picture it is (`read.ts`). */
  readonly part: string;
  readonly fill?: string | undefined;
  /** Of the distance from line to line to the size. */
  readonly leading?: number;
}

const LEADING = 1.32;
/** Of the height of the letters over the line that they stand on to their size. */
const ASCENT = 0.92;

/** Lines of text one below the other. */
export class Block {
  readonly lines: readonly string[];
  readonly style: TextStyle;
  readonly #typeface: Typeface;

  constructor(lines: readonly string[], style: TextStyle, typeface: Typeface) {
    this.lines = lines;
    this.style = style;
    this.#typeface = typeface;
  }

  static of(text: string, width: number, style: TextStyle, typeface: Typeface): Block {
    return new Block(
      linesIn(text, width, (words) => typeface.widthOf(words, style)),
      style,
      typeface,
    );
  }

  get height(): number {
    return this.lines.length * this.#step;
  }

  get #step(): number {
    return this.style.size * (this.style.leading ?? LEADING);
  }

  /** As SVG, from this place of its upper left corner. */
  at(x: number, top: number): Svg {
    const { part, size, weight, fill = 'currentColor' } = this.style;
    const first = top + size * ASCENT;
    const spans = this.lines.map((line, place) =>
      this.#spansOf(line, x, first + place * this.#step),
    );
    const bold = weight === 'semibold' ? { 'font-weight': 600 } : {};
    // Kerning would leave a gap before an emoji.
    const spaced = spans.some(({ length }) => length > 1) ? { kerning: 0 } : {};
    // Spaces at the ends of lines are a part of the words.
    const kept = { ...spaced, 'xml:space': 'preserve' };
    return Svg.element(
      'text',
      { class: part, 'font-size': size, ...bold, fill, ...kept },
      ...spans.flat(),
    );
  }

  /**
   * A line, or each of its runs in its place: resvg shapes no two fonts together where one of them has
   * ligatures, and draws boxes or nothing. On a page letters are as wide as those of its reader are.
   */
  #spansOf(line: string, x: number, y: number): readonly Svg[] {
    const isOnPage = this.style.fill === 'currentColor';
    const runs = isOnPage ? [{ text: line, isEmoji: false }] : this.#typeface.runsOf(line);
    let left = x;
    return runs.map(({ text, isEmoji }) => {
      const face = isEmoji ? { 'font-family': EMOJI_FAMILY } : {};
      const span = Svg.element('tspan', { x: rounded(left), y: rounded(y), ...face }, text);
      left += this.#typeface.widthOf(text, this.style);
      return span;
    });
  }
}

/** The address of a passage's own page, from the page that a picture stands in. */
export type HrefOf = (passage: Passage) => string;

// A picture that stands in no page cannot be followed: its `hrefOf` is null.

/** The letters of a page are those of whoever reads it, who has those of the words beside the picture. */
export function canShow(text: string, hrefOf: HrefOf | null, typeface: Typeface): boolean {
  return hrefOf === null ? typeface.canDraw(text) : isPlain(text);
}

/** On a page everything has the colour of its words, by which light and dark are one. */
export function colourOf(name: keyof typeof COLOURS, hrefOf: HrefOf | null): string {
  return hrefOf === null ? COLOURS[name] : 'currentColor';
}

/** A part of a picture that is of a passage: on a page a link to it, which the keyboard reaches too. */
export function linked(
  part: string,
  hrefOf: HrefOf | null,
  passage: Passage,
  ...children: readonly Svg[]
): Svg {
  if (hrefOf === null) return Svg.element('g', { class: part }, ...children);
  return Svg.element('a', { class: part, href: hrefOf(passage) }, ...children);
}

/** To a tenth of a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/**
 * A whole picture of these elements, named by `alt`. On a page, where what stands in it can be followed, it
 * is scaled to the letters around it; null elsewhere.
 */
export function pictureOf(
  { width, height, alt }: Omit<Picture, 'svg'>,
  pageScale: number | null,
  ...elements: readonly Svg[]
): Picture {
  const isOnPage = pageScale !== null;
  const scale = pageScale ?? 1;
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    ...{ width: rounded(width * scale), height: rounded(height * scale) },
    viewBox: `0 0 ${width} ${height}`,
    role: isOnPage ? 'group' : 'img',
    'font-family': `${FONT_FAMILY}, Georgia, serif`,
  };
  const paper = Svg.element('rect', { width, height, fill: COLOURS.paper });
  const content = [...(isOnPage ? [] : [paper]), ...elements];
  const { markup } = Svg.element('svg', root, Svg.element('title', {}, alt), ...content);
  return { svg: markup, width, height, alt };
}
