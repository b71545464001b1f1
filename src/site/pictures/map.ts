import type { DebateMap } from '../../debate/graph.ts';
import type { Passage, RelationKind } from '../../debate/passage.ts';
import { captionOf, shownWords, statementOf, type Quote } from '../../debate/quote.ts';
import { arrowLine } from '../../debate/relation.ts';
import { mapName, mapNote } from '../../messages/pictures.ts';
import type { Boxes, Laid, Point } from './layout.ts';
import {
  Block,
  canShow,
  colourOf,
  COLOURS,
  linked,
  pictureOf,
  rounded,
  type HrefOf,
  type NotDrawn,
  type Picture,
} from './setting.ts';
import { Svg } from './svg.ts';
import type { Typeface } from './typeface.ts';

/** How a map is shown. */
export interface MapLook {
  /** What it is of, over it; null where the page says so. */
  readonly heading: string | null;
  /** Where each passage and each arrow leads; null in a picture, which cannot be followed. */
  readonly hrefOf: HrefOf | null;
  /** As wide as it may be, in its own pixels, where it can be. */
  readonly widest?: number;
}

const WIDTH = 290;
const PADDING = 14;
/** Around a picture; a page has its own, and room for the lines alone. */
const MARGINS = { picture: 40, page: 6 } as const;
const PAGE_SCALE = 0.85;
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
  readonly number: number;
  readonly blocks: readonly Block[];
  readonly height: number;
}
interface Arrow {
  readonly kind: RelationKind;
  readonly from: Node;
  readonly to: Node;
}

interface DrawnMap {
  readonly nodes: readonly Node[];
  readonly arrows: readonly Arrow[];
  /** Passages that cannot be shown, and those that nothing but these is read with. */
  readonly left: number;
}

/** A map whose passages are set and not yet laid out. */
export class MapDraft {
  readonly #drawn: DrawnMap;
  readonly #look: MapLook;
  readonly #typeface: Typeface;

  private constructor(drawn: DrawnMap, look: MapLook, typeface: Typeface) {
    this.#drawn = drawn;
    this.#look = look;
    this.#typeface = typeface;
  }

  /** Passages keep the numbers that they have in the whole map; why there is none where no arrow is left. */
  static of(map: DebateMap, look: MapLook, typeface: Typeface): MapDraft | NotDrawn {
    if (!canShow(look.heading ?? '', look.hrefOf, typeface)) return 'character without form';
    const nodes = map.nodes.map((quote, place) => nodeOf(quote, place + 1, look, typeface));
    const reasons = nodes.map((node) => whyNot(node, look, typeface));
    const arrows = map.arrows.flatMap(({ kind, ...ends }) => {
      const [from, to] = [nodes[ends.from], nodes[ends.to]];
      const isWhole = reasons[ends.from] === null && reasons[ends.to] === null;
      return isWhole && from !== undefined && to !== undefined ? [{ kind, from, to }] : [];
    });
    if (arrows.length === 0) return reasons.find((each) => each !== null) ?? 'nothing to draw';
    const joined = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    const kept = nodes.filter((node) => joined.has(node));
    const drawn = { nodes: kept, arrows, left: nodes.length - kept.length };
    return new MapDraft(drawn, look, typeface);
  }

  /** What is to be laid out. */
  get boxes(): Boxes {
    const { nodes, arrows } = this.#drawn;
    const places = new Map(nodes.map((node, place) => [node, place]));
    const placeOf = (node: Node) => places.get(node) ?? -1;
    return {
      sizes: nodes.map(({ height }) => ({ width: WIDTH, height })),
      arrows: arrows.map(({ kind, from, to }) => {
        const { block, width } = this.#verbOf(kind);
        const label = { width: width + 10, height: block.height + 4 };
        return { from: placeOf(from), to: placeOf(to), label };
      }),
      widest: this.#look.widest,
    };
  }

  /** The map, as it was laid out. */
  drawn(laid: Laid): Picture {
    const isSeen = this.#look.hrefOf === null;
    const [margin, room] = isSeen
      ? [MARGINS.picture, laid.width]
      : [MARGINS.page, laid.width / SLACK];
    const heading = Block.of(this.#look.heading ?? '', room, HEADING, this.#typeface);
    const { nodes, arrows, left } = this.#drawn;
    const note = Block.of(mapNote(left), room, NOTE, this.#typeface);
    const top = margin + (heading.height === 0 ? 0 : heading.height + GAP);
    const size = {
      width: Math.ceil(laid.width + 2 * margin),
      height: Math.ceil(top + laid.height + GAP + note.height + margin),
    };
    const shift = ([x, y]: Point): Point => [x + margin, y + top];
    const elements = [
      ...(heading.height === 0 ? [] : [this.#painted(heading).at(margin, margin - 8)]),
      ...nodes.map((node, place) => this.#node(node, shift(laid.boxes[place] ?? [0, 0]))),
      ...arrows.map((arrow, place) => {
        const { curves = [], label = [0, 0] } = laid.arrows[place] ?? {};
        const shifted = curves.map((curve) => curve.map(shift));
        return this.#arrow(arrow, shifted, shift(label));
      }),
      this.#painted(note).at(margin, top + laid.height + GAP),
    ];
    const alt = mapName(nodes.length, arrows.length, left);
    return pictureOf({ ...size, alt }, isSeen ? null : PAGE_SCALE, ...elements);
  }

  #node({ passage, number, blocks, height }: Node, [x, y]: Point): Svg {
    const { hrefOf } = this.#look;
    const [left, top] = [x - WIDTH / 2, y - height / 2];
    const box = {
      ...{ x: rounded(left), y: rounded(top), width: WIDTH, height: rounded(height), rx: 8 },
      ...{ fill: hrefOf === null ? '#ffffff' : 'none', stroke: colourOf('line', hrefOf) },
    };
    let line = top + PADDING - 4;
    const texts = [new Block([String(number)], NUMBER, this.#typeface), ...blocks].map((block) => {
      const text = this.#painted(block).at(left + PADDING, line);
      line += block.height;
      return text;
    });
    return linked('node', hrefOf, passage, Svg.element('rect', box), ...texts);
  }

  #arrow({ kind, from, to }: Arrow, curves: readonly (readonly Point[])[], [x, y]: Point): Svg {
    const { hrefOf } = this.#look;
    const name = arrowLine(kind, from.number, to.number);
    const colour = colourOf('accent', hrefOf);
    const stroke = { ...LINES[kind], stroke: colour, fill: 'none' };
    const { block, width } = this.#verbOf(kind);
    return linked(
      `arrow ${kind}`,
      hrefOf,
      from.passage,
      Svg.element('title', {}, name),
      Svg.element('path', { class: 'line', d: curves.map(curveOf).join(' '), ...stroke }),
      Svg.element('path', { class: 'tip', d: tipOf(curves.at(-1) ?? []), fill: colour }),
      this.#painted(block).at(x - width / 2, y - block.height / 2),
    );
  }

  #verbOf(kind: RelationKind) {
    const verb = arrowLine(kind, 0, 0).slice(2, -2);
    const block = new Block([verb], VERB, this.#typeface);
    return { block, width: this.#typeface.widthOf(verb, VERB) };
  }

  #painted({ lines, style }: Block): Block {
    const isOnPage = this.#look.hrefOf !== null;
    const painted = isOnPage ? { ...style, fill: 'currentColor' } : style;
    return new Block(lines, painted, this.#typeface);
  }
}

/** Why a passage cannot be shown; null where it can. */
function whyNot({ blocks }: Node, look: MapLook, typeface: Typeface): NotDrawn | null {
  const text = blocks.flatMap(({ lines }) => lines).join('');
  if (!canShow(text, look.hrefOf, typeface)) return 'character without form';
  return blocks.some(({ lines }) => lines.length > MOST_LINES) ? 'too long' : null;
}

function nodeOf(quote: Quote, number: number, { hrefOf }: MapLook, typeface: Typeface): Node {
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
  const inside = [new Block([String(number)], NUMBER, typeface), ...blocks];
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
