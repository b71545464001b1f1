import { type Block, isSilent } from '../html.ts';
import { childrenOf, closest, type Element, elementsUnder, innermost } from '../html-tree.ts';
import { parentOf } from '../html-tree.ts';
import type { CommentArea } from './comment-areas.ts';
import { authorIn, datesIn, isLine, nameInLine, shortText } from './comment-lines.ts';
import { authorRank, kindsOf, shapesOf } from './comment-marks.ts';

/** A comment as its page is built. */
export interface Comment {
  /** The element that names who writes or when: each comment has one of its own. */
  readonly anchor: Element;
  /** The innermost element that holds the anchor and the words. */
  readonly unit: Element;
  readonly name: string | null;
  readonly blocks: readonly Block[];
  /** Whom the page names as the writer of each quotation that it tells of; null where it names nobody. */
  readonly quoted: ReadonlyMap<Element, string | null>;
  /** The elements that hold this comment and no other, the innermost first. */
  readonly around: readonly Element[];
}

/** The lines that comments begin or end with: what is called after their writers, else what has a date. */
export function anchorsIn({ elements }: CommentArea): Map<Element, string | null> {
  const inside = elements.flatMap((each) => [each, ...elementsUnder(each)]).filter(isOutside);
  const named = new Map<Element, string>();
  const ranks = new Map<number, Element[]>();
  for (const each of inside) {
    const rank = authorRank(each);
    const name = rank === null ? null : authorIn(each);
    if (rank === null || name === null) continue;
    named.set(each, name);
    ranks.set(rank, [...(ranks.get(rank) ?? []), each]);
  }
  const most = Math.max(0, ...[...ranks.values()].map(({ length }) => length));
  const [, chosen = []] =
    [...ranks].toSorted(([a], [b]) => a - b).find(([, { length }]) => length >= most / 2) ?? [];
  if (chosen.length > 0) {
    // Blogger calls a commenter « user », and its author « user blog-author ».
    const kinds = new Set(chosen.flatMap(kindsOf));
    const isOne = (each: Element): boolean => kindsOf(each).some((kind) => kinds.has(kind));
    const all = new Set([...chosen, ...[...named.keys()].filter(isOne)]);
    const ordered = inside.filter((each) => all.has(each));
    return new Map(innermost(ordered).map((each) => [each, named.get(each) ?? null]));
  }
  const lines = innermost(inside.filter((each) => datesIn(each) !== null)).map(wholeLine);
  return new Map([...new Set(lines)].map((each) => [each, nameInLine(each)]));
}

function isOutside(element: Element): boolean {
  return (
    closest(element, (at) => (isSilent(at) && !isHeading(at)) || at.tagName === 'blockquote') ===
    null
  );
}

function isHeading({ tagName }: Element): boolean {
  return /^h[1-6]$/u.test(tagName);
}

/** The whole line that a date stands in: the widest element that is nothing but a name and a date. */
function wholeLine(dated: Element): Element {
  let line = dated;
  for (let at = parentOf(dated); at !== null; at = parentOf(at)) {
    const text = shortText(at);
    if (text === null || !isLine(text, nameInLine(at))) break;
    if (childrenOf(at).some((each) => each !== line && isHeading(each))) break;
    line = at;
  }
  return line;
}

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
