import type { DebateMap } from '../debate/graph.ts';
import type { RelationKind } from '../debate/passage.ts';
import { statementOf, type Quote } from '../debate/quote.ts';
import { arrowLine } from '../debate/relation.ts';

/** A passage of a map that its thesis tells; one without stands there as a numbered quotation. */
export interface MapNode {
  readonly number: number;
  readonly quote: Quote;
  /** What it argues and who holds that. */
  readonly statement: string;
}

/** What is read between two passages of a map, by their numbers. */
export interface MapArrow {
  readonly kind: RelationKind;
  readonly from: number;
  readonly to: number;
}

interface Numbered {
  readonly number: number | null;
}

/** What a message shows of a map. */
export interface ShownMap<Shown extends Numbered> {
  readonly nodes: readonly MapNode[];
  readonly quotes: readonly Shown[];
  readonly arrows: readonly MapArrow[];
}

/** The passages of a map by their numbers, those that have no thesis apart. */
export function shownMap({ nodes, arrows }: DebateMap) {
  const all = nodes.map((quote, place) => ({ number: place + 1, quote }));
  const told = all.flatMap((node) => {
    const statement = statementOf(node.quote.passage);
    return statement === null ? [] : [{ ...node, statement }];
  });
  return {
    nodes: told,
    untold: all.filter(({ quote }) => quote.passage.thesis === null),
    arrows: arrows.map(({ kind, from, to }) => ({ kind, from: from + 1, to: to + 1 })),
  };
}

/** A passage on a line of its own: « [3] Les forums vont durer (Paul Petit). » */
export function nodeLine({ number, statement }: Pick<MapNode, 'number' | 'statement'>): string {
  return `[${number}] ${statement}`;
}

/** Reads back the number and the statement of such a line. */
export const NODE = /^\[(?<label>\d+)\] (?<statement>\S.*\.)$/su;

/** What is read between those that are shown, by this one or by any, a line each. */
export function arrowLines<Shown extends Numbered>(
  { nodes, quotes, arrows }: ShownMap<Shown>,
  by: number | null = null,
): readonly string[] {
  const shown = new Set([...nodes, ...quotes].map(({ number }) => number));
  return arrows
    .filter(({ from, to }) => shown.has(from) && shown.has(to) && (by ?? from) === from)
    .map(({ kind, from, to }) => arrowLine(kind, from, to));
}

/** So many passages of a map, the most connected; of an answer that is no map, so many quotations. */
export function firstOf<Shown extends Numbered, Map extends ShownMap<Shown>>(
  map: Map,
  count: number,
): Map {
  const { nodes, quotes } = map;
  if (nodes.length === 0) return { ...map, quotes: quotes.slice(0, count) };
  return {
    ...map,
    nodes: nodes.filter(({ number }) => number <= count),
    quotes: quotes.filter(({ number }) => number !== null && number <= count),
  };
}
