import { type Block, isSilent } from '../html.ts';
import { childrenOf, closest, type Element, elementsUnder, parentOf } from '../html-tree.ts';
import type { CommentArea } from './comment-areas.ts';
import { authorIn, datesIn, isLine, nameInLine, shortText } from './comment-lines.ts';
import { authorRank, kindsOf } from './comment-marks.ts';

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

/** Those that hold no other of them. */
export function innermost(elements: readonly Element[]): Element[] {
  const outer = new Set<Element>();
  for (const each of elements) {
    for (let at = parentOf(each); at !== null && !outer.has(at); at = parentOf(at)) outer.add(at);
  }
  return elements.filter((each) => !outer.has(each));
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
