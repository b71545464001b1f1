import type { Graph } from '@viz-js/viz';

/** Boxes and arrows between them, in pixels; an arrow names its boxes by their places. */
export interface Boxes {
  readonly sizes: readonly Size[];
  readonly arrows: readonly {
    readonly from: number;
    readonly to: number;
    /** Of the words that stand beside it. */
    readonly label: Size;
  }[];
  /** What is wider would have to be scrolled across; absent where all is seen at once. */
  readonly widest?: number | undefined;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** Where they stand, from the upper left corner. */
export interface Laid extends Size {
  /** The middle of each box. */
  readonly boxes: readonly Point[];
  readonly arrows: readonly {
    /** Bézier curves from the edge of one box to the words, and from these to the edge of the other box. */
    readonly curves: readonly (readonly Point[])[];
    /** The middle of its words. */
    readonly label: Point;
  }[];
}

/** Graphviz counts sizes in inches and places in points, of which one is a pixel here. */
const POINTS_AN_INCH = 72;
/** Of a picture that is seen whole on a screen and on a phone. */
const BEST_RATIO = 1.3;
/** How parts of a map that nothing joins are put together. */
const PACKINGS = ['graph', 'array_1', 'array_2', 'array_3', 'array_c1', 'array_c2'];

/**
 * Lays boxes out in several ways, and gives the smallest that is near to the shape of a screen, or the lowest
 * of those that are not too wide.
 */
export async function laidOut(boxes: Boxes): Promise<Laid> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  const laid = ['TB', 'LR'].flatMap((rankdir) =>
    PACKINGS.map((packmode) => {
      const graph = graphOf(boxes, { rankdir, packmode });
      // Upside down where parts would stand from the bottom up, the largest last.
      return readLayout(viz.renderJSON(graph, { yInvert: rankdir === 'TB' }), boxes);
    }),
  );
  const { widest = 0 } = boxes;
  const narrow = laid.filter(({ width }) => width <= widest);
  const badness = ({ width, height }: Laid) => Math.max(width, height * BEST_RATIO);
  const [best] =
    narrow.length > 0
      ? narrow.toSorted((a, b) => a.height - b.height)
      : laid.toSorted((a, b) => badness(a) - badness(b));
  if (best === undefined) throw new Error('nothing was laid out');
  return best;
}

/**
 * The words of an arrow are a box between its two: Graphviz puts labels of edges over other boxes where it
 * packs parts together. No word is given to it, only sizes.
 */
function graphOf({ sizes, arrows }: Boxes, way: { rankdir: string; packmode: string }): Graph {
  const inches = (pixels: number) => pixels / POINTS_AN_INCH;
  const node = (name: string, { width, height }: Size) => {
    return { name, attributes: { width: inches(width), height: inches(height) } };
  };
  return {
    directed: true,
    graphAttributes: { ...way, nodesep: 0.3, ranksep: 0.28, pack: 30 },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    edgeAttributes: { arrowhead: 'none' },
    nodes: [
      ...sizes.map((size, place) => node(String(place), size)),
      ...arrows.map(({ label }, place) => node(`label${place}`, label)),
    ],
    edges: arrows.flatMap(({ from, to }, place) => [
      { tail: String(from), head: `label${place}` },
      { tail: `label${place}`, head: String(to) },
    ]),
  };
}

/** What of the JSON of Graphviz is read: https://graphviz.org/docs/outputs/json/ */
interface Json {
  readonly bb: string;
  readonly objects: readonly { readonly name: string; readonly pos: string }[];
  readonly edges: readonly { readonly pos: string }[];
}

function readLayout(made: object, { sizes, arrows }: Boxes): Laid {
  const { bb, objects, edges } = made as Json;
  const [left = 0, one = 0, right = 0, other = 0] = bb.split(',').map(Number);
  const top = Math.min(one, other);
  const point = (text: string): Point => {
    const [x = Number.NaN, y = Number.NaN] = text.split(',').map(Number);
    if (!Number.isFinite(x + y)) throw new Error(`no place: ${text}`);
    return [x - left, y - top];
  };
  const places = new Map(objects.map(({ name, pos }) => [name, pos]));
  const placeOf = (name: string) => point(places.get(name) ?? '');
  return {
    width: right - left,
    height: Math.abs(other - one),
    boxes: sizes.map((_, place) => placeOf(String(place))),
    arrows: arrows.map((_, place) => {
      const pair = edges.slice(2 * place, 2 * place + 2);
      const curves = pair.map(({ pos }) => pos.split(' ').map(point));
      return { curves, label: placeOf(`label${place}`) };
    }),
  };
}
