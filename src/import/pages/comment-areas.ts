import { isSilent } from '../html.ts';
import {
  aroundAll,
  attribute,
  childrenOf,
  closest,
  type Element,
  elementsUnder,
} from '../html-tree.ts';
import { marks, parentOf, wordsOf } from '../html-tree.ts';
import { isDigest, isForComments, isMachineComment } from './comment-marks.ts';
import { datesIn, shortText } from './comment-lines.ts';

/** Where a page keeps what others than its author write. */
export interface CommentArea {
  readonly elements: readonly Element[];
  /** Whether only a heading says so: then what bears no date is no comment. */
  readonly isDeduced: boolean;
  /** Whether it tells of comments on other pages too, and holds none whole. */
  readonly isDigest: boolean;
}

const HEADING =
  /^(?:(?:tous |voir )?(?:les?|vos|nos) )?(?:\(?\d{1,5}\)? )?(?:commentaires?|réactions?|réponses?|comments?|replies|responses|kommentare)(?:$|[ :(.!]{0,3}(?:$|\d|\(|(?:à|au|aux|de|des|du|pour|sur|to|on|zu)[ ’']|récents|des lecteurs))/iu;

const SHORTEST_WRITTEN = 80;

/** The areas of comments of a page: what is called so, and what stands under a heading that says so. */
export function commentAreas(root: Element): CommentArea[] {
  const elements = [...elementsUnder(root)];
  const titled = aroundAll(elements.filter(({ tagName }) => tagName === 'h1'));
  const dated = aroundAll(elements.filter((each) => datesIn(each) !== null));
  const whole = wordsOf(root).length;
  const holdsArticle = (area: Element): boolean =>
    titled.has(area) ||
    attribute(area, 'itemprop') === 'articleBody' ||
    marks(area).some((mark) => /^(?:entry|post|article)[-_]?(?:content|body|text)$/iu.test(mark)) ||
    (!dated.has(area) && wordsOf(area).length > whole / 2);
  const named = outermost(
    elements.filter(
      (each) => isForComments(each) && (isMachineComment(each) || !holdsArticle(each)),
    ),
  );
  const taken = new Set(named);
  const holding = aroundAll(named);
  const isTaken = (each: Element): boolean =>
    holding.has(each) || closest(each, (at) => taken.has(at)) !== null;
  const start = elements.findIndex(isWritten);
  const under = (start < 0 ? [] : elements.slice(start))
    .filter((each) => isHeading(each) && !isTaken(each))
    .map((heading) => elementsAfter(heading, root).filter((each) => !isTaken(each)))
    .filter((after) => after.some((each) => dated.has(each)) && !after.some(holdsArticle));
  return [
    ...named.map((element) => ({
      ...{ elements: [element], isDeduced: false, isDigest: closest(element, isDigest) !== null },
    })),
    ...under.map((after) => ({ elements: after, isDeduced: true, isDigest: false })),
  ];
}

function outermost(elements: readonly Element[]): Element[] {
  const all = new Set(elements);
  return elements.filter((each) => {
    const parent = parentOf(each);
    return parent === null || closest(parent, (at) => all.has(at)) === null;
  });
}

/** A heading over comments stands under what they are on; a count of them may stand over it. */
function isWritten(element: Element): boolean {
  return element.tagName === 'p' && wordsOf(element).length >= SHORTEST_WRITTEN;
}

function isHeading(element: Element): boolean {
  if (!/^(?:h[2-6]|legend|p|div|span|strong|b|dt|caption)$/u.test(element.tagName)) return false;
  const isTitle = /^h[2-6]$/u.test(element.tagName);
  if (!isTitle && element.childNodes.length > 3) return false;
  const text = shortText(element);
  if (text === null || !HEADING.test(text)) return false;
  // In a paragraph it is a heading only where it is nothing else.
  return isTitle || /^[^ ]* ?[^ ]* ?\(?\d*\)? ?:?$/u.test(text);
}

/** What follows a heading in the innermost element that holds more than the heading. */
function elementsAfter(heading: Element, root: Element): Element[] {
  for (let at: Element | null = heading; at !== null && at !== root; at = parentOf(at)) {
    const siblings: Element[] = childrenOf(parentOf(at) ?? at);
    const after = siblings.slice(siblings.indexOf(at) + 1).filter((each) => !isSilent(each));
    if (after.some((each) => wordsOf(each) !== '')) return after;
  }
  return [];
}
