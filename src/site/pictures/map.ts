import type { Arrow, DebateMap } from '../../debate/graph.ts';
import type { Passage, RelationKind } from '../../debate/passage.ts';
import { captionOf, shownWords, statementOf, type Quote } from '../../debate/quote.ts';
import { arrowLine } from '../../debate/relation.ts';
import { mapName, mapNote } from '../../messages/pictures.ts';
import type { Boxes, Laid, Point } from './layout.ts';
import { Block, COLOURS, pictureOf, rounded, type NotDrawn, type Picture } from './setting.ts';
import { Svg } from './svg.ts';
import type { Typeface } from './typeface.ts';

/** The address of a passage's own page, from the page that the map stands in. */
export type HrefOf = (passage: Passage) => string;

/** How a map is shown. */
export interface MapLook {
  /** What it is of, over it; null where the page says so. */
  readonly heading: string | null;
  /** Where each passage and each arrow leads; null in a picture, which cannot be followed. */
  readonly hrefOf: HrefOf | null;
}

const WIDTH = 290;
const PADDING = 14;
const MARGIN = 40;
const GAP = 12;
/** A page may show it in letters of its own, which are wider. */
const SLACK = 1.12;
/** Four figures of text are long for a box; a passage that is longer is looked up. */
const MOST_LINES = 14;

const HEADING = { part: 'label', size: 26, weight: 'semibold', fill: COLOURS.accent } as const;
const NOTE = { part: 'label', size: 17, weight: 'regular', fill: COLOURS.faint } as const;
const NUMBER = { part: 'number', size: 17, weight: 'semibold', fill: COLOURS.accent } as const;
const TEXT = { size: 17, weight: 'regular', fill: COLOURS.ink, leading: 1.25 } as const;
const VERB = { part: 'verb', size: 15, weight: 'semibold', fill: COLOURS.accent } as const;

/** What no colour tells: how the line of each is broken, and how wide it is. */
const LINES: Readonly<Record<RelationKind, Readonly<Record<string, string | number>>>> = {
  answers: { 'stroke-width': 2 },
  joins: { 'stroke-width': 2, 'stroke-dasharray': '2 5' },
  qualifies: { 'stroke-width': 2, 'stroke-dasharray': '10 6' },
  rejects: { 'stroke-width': 3.5 },
};

/** A passage of a map, set. */
interface Node {
  readonly passage: Passage;
  readonly number: string;
  readonly blocks: readonly Block[];
  readonly height: number;
}

/** A map whose passages are set and not yet laid out. */
export class MapDraft {
  readonly #map: DebateMap;
  readonly #look: MapLook;
  readonly #typeface: Typeface;
  readonly #nodes: readonly Node[];

  private constructor(map: DebateMap, look: MapLook, typeface: Typeface) {
    this.#map = map;
    this.#look = look;
    this.#typeface = typeface;
    this.#nodes = map.nodes.map((quote, place) => nodeOf(quote, place, look, typeface));
  }

  static of(map: DebateMap, look: MapLook, typeface: Typeface): MapDraft | NotDrawn {
    if (map.arrows.length === 0) return 'nothing to draw';
    const draft = new MapDraft(map, look, typeface);
    const texts = draft.#nodes.flatMap(({ blocks }) => blocks.map(({ lines }) => lines.join('')));
    if (!typeface.canDraw(texts.join('') + (look.heading ?? ''))) return 'character without form';
    const isTall = ({ blocks }: Node) => blocks.some(({ lines }) => lines.length > MOST_LINES);
    return draft.#nodes.some(isTall) ? 'too long' : draft;
  }

  /** What is to be laid out. */
  get boxes(): Boxes {
    const sizes = this.#nodes.map(({ height }) => ({ width: WIDTH, height }));
    const arrows = this.#map.arrows.map(({ kind, from, to }) => {
      const { block, width } = this.#verbOf(kind);
      return { from, to, label: { width: width + 10, height: block.height + 4 } };
    });
    return { sizes, arrows };
  }

  /** The map, as it was laid out. */
  drawn(laid: Laid): Picture {
    const heading = Block.of(this.#look.heading ?? '', laid.width, HEADING, this.#typeface);
    const note = Block.of(mapNote, laid.width, NOTE, this.#typeface);
    const top = MARGIN + (heading.height === 0 ? 0 : heading.height + GAP);
    const size = {
      width: Math.ceil(laid.width + 2 * MARGIN),
      height: Math.ceil(top + laid.height + GAP + note.height + MARGIN),
    };
    const shift = ([x, y]: Point): Point => [x + MARGIN, y + top];
    const { nodes, arrows } = this.#map;
    const elements = [
      ...(heading.height === 0 ? [] : [this.#painted(heading).at(MARGIN, MARGIN - 8)]),
      ...this.#nodes.map((node, place) => this.#node(node, shift(laid.boxes[place] ?? [0, 0]))),
      ...arrows.map((arrow, place) => {
        const { curves = [], label = [0, 0] } = laid.arrows[place] ?? {};
        const shifted = curves.map((curve) => curve.map(shift));
        return this.#arrow(arrow, shifted, shift(label));
      }),
      this.#painted(note).at(MARGIN, top + laid.height + GAP),
    ];
    const alt = mapName(nodes.length, arrows.length);
    return pictureOf({ ...size, alt }, this.#look.hrefOf !== null, ...elements);
  }

  #node({ passage, number, blocks, height }: Node, [x, y]: Point): Svg {
    const [left, top] = [x - WIDTH / 2, y - height / 2];
    const box = {
      ...{ x: rounded(left), y: rounded(top), width: WIDTH, height: rounded(height), rx: 8 },
      ...{ fill: this.#look.hrefOf === null ? '#ffffff' : 'none', stroke: this.#colour('line') },
    };
    let line = top + PADDING - 4;
    const texts = [new Block([number], NUMBER), ...blocks].map((block) => {
      const text = this.#painted(block).at(left + PADDING, line);
      line += block.height;
      return text;
    });
    return this.#linked('node', passage, Svg.element('rect', box), ...texts);
  }

  #arrow({ kind, from, to }: Arrow, curves: readonly (readonly Point[])[], [x, y]: Point): Svg {
    const name = arrowLine(kind, from + 1, to + 1);
    const stroke = { ...LINES[kind], stroke: this.#colour('accent'), fill: 'none' };
    const { block, width } = this.#verbOf(kind);
    const passage = this.#nodes[from]?.passage;
    return this.#linked(
      `arrow ${kind}`,
      passage,
      Svg.element('title', {}, name),
      Svg.element('path', { class: 'line', d: curves.map(curveOf).join(' '), ...stroke }),
      Svg.element('path', {
        class: 'tip',
        d: tipOf(curves.at(-1) ?? []),
        fill: this.#colour('accent'),
      }),
      this.#painted(block).at(x - width / 2, y - block.height / 2),
    );
  }

  #verbOf(kind: RelationKind) {
    const verb = arrowLine(kind, 0, 0).slice(2, -2);
    const block = new Block([verb], VERB);
    return { block, width: this.#typeface.widthOf(verb, VERB) };
  }

  /** What can be followed is a link on a page, with the keyboard too. */
  #linked(part: string, passage: Passage | undefined, ...children: readonly Svg[]): Svg {
    const { hrefOf } = this.#look;
    if (hrefOf === null || passage === undefined)
      return Svg.element('g', { class: part }, ...children);
    return Svg.element('a', { class: part, href: hrefOf(passage) }, ...children);
  }

  /** On a page everything has the colour of its words, by which light and dark are one. */
  #colour(name: keyof typeof COLOURS): string {
    return this.#look.hrefOf === null ? COLOURS[name] : 'currentColor';
  }

  #painted({ lines, style }: Block): Block {
    return this.#look.hrefOf === null
      ? new Block(lines, style)
      : new Block(lines, { ...style, fill: 'currentColor' });
  }
}

function nodeOf(quote: Quote, place: number, { hrefOf }: MapLook, typeface: Typeface): Node {
  const { passage } = quote;
  const room = (WIDTH - 2 * PADDING) / (hrefOf === null ? 1 : SLACK);
  const statement = statementOf(passage);
  const blocks =
    statement === null
      ? [
          Block.of(shownWords(quote), room, { ...TEXT, part: 'words' }, typeface),
          Block.of(captionOf(passage), room, { ...TEXT, part: 'caption' }, typeface),
        ]
      : [Block.of(statement, room, { ...TEXT, part: 'statement' }, typeface)];
  const number = String(place + 1);
  const inside = [new Block([number], NUMBER), ...blocks];
  const height = inside.reduce((sum, block) => sum + block.height, 0) + 2 * PADDING - 4;
  return { passage, number, blocks, height };
}

function curveOf([start, ...others]: readonly Point[]): string {
  return `M${written(start)} C${others.map(written).join(' ')}`;
}

const TIP = { length: 13, half: 5.5 };

/** A triangle at the end of a curve, its point first. */
function tipOf(curve: readonly Point[]): string {
  const end = curve.at(-1) ?? [0, 0];
  const before = curve.findLast(([x, y]) => Math.hypot(end[0] - x, end[1] - y) > 1) ?? [0, 0];
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
  const [across, down] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const [x, y] = [end[0] - TIP.length * across, end[1] - TIP.length * down];
  const corner = (side: number): Point => [x - side * down, y + side * across];
  return `M${written(end)} L${written(corner(TIP.half))} L${written(corner(-TIP.half))} Z`;
}

function written([x, y]: Point = [0, 0]): string {
  return `${rounded(x)},${rounded(y)}`;
}
