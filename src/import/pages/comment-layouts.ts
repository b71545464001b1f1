import { childrenOf, type Element } from '../html-tree.ts';
import { shapesOf } from './comment-marks.ts';

/** What an element holds, as one looks for comments in it. */
export interface Layout {
  /** The elements with comments in them, and those with nothing but the line of one. */
  readonly counted: readonly Element[];
  readonly bare: readonly Element[];
  readonly kinds: ReadonlyMap<string, number>;
  /** What follows each of the counted, up to the next; what comes before, where lines stand under words. */
  readonly beside: ReadonlyMap<Element, readonly Element[]>;
}

/** What is known of elements: how many lines of comments stand in each, and whether it has words beside them. */
interface Known {
  readonly count: (element: Element) => number;
  readonly isWordless: (element: Element) => boolean;
}

/** The layout of an element, looked at once for all comments in it. */
export function layoutOf(parent: Element, { count, isWordless }: Known): Layout {
  const children = childrenOf(parent);
  const counted = children.filter((each) => count(each) > 0);
  const kinds = new Map<string, number>();
  for (const kind of children.flatMap(shapesOf)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const bare =
    counted.length < 2 ? [] : counted.filter((each) => count(each) === 1 && isWordless(each));
  const over = new Map<Element, Element[]>();
  const after = new Map<Element, Element[]>();
  const start: Element[] = [];
  let run = start;
  for (const each of children) {
    if (count(each) === 0) run.push(each);
    else {
      over.set(each, run);
      after.set(each, (run = []));
    }
  }
  const hasWords = (some: readonly Element[]): boolean => some.some((each) => !isWordless(each));
  const isUnder = bare.length > 0 && hasWords(start) && !hasWords(run);
  return { counted, bare, kinds, beside: isUnder ? over : after };
}
