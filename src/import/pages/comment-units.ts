import { isSilent } from '../html.ts';
import { childrenOf, type Element, elementsUnder, parentOf, remembered } from '../html-tree.ts';
import type { CommentArea } from './comment-areas.ts';
import { anchorsIn, type Comment, layoutOf } from './comment-anchors.ts';
import { datesIn, isLine, shortText } from './comment-lines.ts';
import { readWords, type Words } from './comment-quotes.ts';
import { authorRank, isAlike, isAnswersTo, isBeside, isForWords } from './comment-marks.ts';
import {
  isMachineNote,
  isPing,
  isPressed,
  isSurelyComment,
  kindsOf,
  shapesOf,
} from './comment-marks.ts';
import { tellsOfElsewhere } from './comment-marks.ts';

/** Fewer characters beside a name may be a rank or a badge. */
const SHORTEST_SURE = 30;
/** « name » and « user » are called many things that are no person’s. */
const WEAKEST_RANK = 4;
/** More lines than those of a comment and whom it answers are those of several comments. */
const MOST_LINES = 3;

/**
 * The comments of an area. Each has a line of its own that says who writes, or when; the words beside that
 * line, up to where another line’s begin, are its own, whatever the page calls its elements.
 */
export function commentsIn(area: CommentArea, isDayFirst: boolean): Comment[] {
  return new AreaReading(area, isDayFirst).comments();
}

class AreaReading {
  readonly #area: CommentArea;
  readonly #anchors: ReadonlyMap<Element, string | null>;
  /** How many comments begin within each element, and one that does. */
  readonly #counts = new Map<Element, number>();
  readonly #firsts = new Map<Element, Element>();
  /** Elements with a date in them. */
  readonly #dated = new Set<Element>();
  readonly #lists = new Set<Element>();
  readonly #outermost: ReadonlySet<Element>;

  constructor(area: CommentArea, isDayFirst: boolean) {
    this.#area = area;
    this.#outermost = new Set(area.elements);
    this.#anchors = anchorsIn(area);
    for (const each of area.elements.flatMap((one) => [one, ...elementsUnder(one)])) {
      if (datesIn(each, isDayFirst) === null) continue;
      for (const around of this.#upwards(each)) this.#dated.add(around);
    }
    for (const anchor of this.#anchors.keys()) {
      for (const each of this.#upwards(anchor)) {
        this.#counts.set(each, (this.#counts.get(each) ?? 0) + 1);
        if (!this.#firsts.has(each)) this.#firsts.set(each, anchor);
      }
    }
  }

  comments(): Comment[] {
    const found: Comment[] = [];
    for (const [anchor, name] of this.#anchors) {
      const comment = this.#commentAt(anchor, name);
      if (comment !== null) found.push(comment, ...this.#nameless(comment));
    }
    const inside = this.#area.elements.flatMap((each) => [each, ...elementsUnder(each)]);
    const kinds = new Set(found.flatMap(({ around }) => around.slice(0, 2).flatMap(kindsOf)));
    const isOneMore = (each: Element): boolean =>
      isSurelyComment(each) ||
      (kindsOf(each).some((kind) => kinds.has(kind)) && this.#dated.has(each));
    const said = new Set(found.flatMap(({ blocks }) => blocks.map(({ element }) => element)));
    // What only holds the words of a comment may be called as a comment is.
    const isSaid = ({ blocks }: Comment): boolean =>
      blocks.every(({ element }) => said.has(element));
    found.push(...this.#namelessAt(inside.filter(isOneMore)).filter((each) => !isSaid(each)));
    const places = new Map(inside.map((each, place) => [each, place] as const));
    const placeOf = ({ unit }: Comment): number => places.get(unit) ?? 0;
    const seen = new Set<Element>();
    const ordered = found.toSorted((a, b) => placeOf(a) - placeOf(b));
    return ordered.filter((comment) => {
      const isNew = !seen.has(comment.anchor);
      seen.add(comment.anchor);
      return isNew && !isMachineNote(comment.name, textsOf(comment)) && this.#isComment(comment);
    });
  }

  /** Whether it is told of as comments are: by a date where only a heading says so, else by a date or a name. */
  #isComment({ name, anchor, unit, around, blocks }: Comment): boolean {
    const isDated = this.#dated.has(unit);
    const hasOwnName = around.some(isSurelyComment);
    if (this.#area.isDeduced && !isDated) return false;
    const isNamed = name !== null && (authorRank(anchor) ?? WEAKEST_RANK) < WEAKEST_RANK;
    if (!isNamed && !isDated && !hasOwnName) return false;
    const isTold = name !== null && isDated;
    return hasOwnName || !tellsOfElsewhere(unit, textsOf({ blocks }), { name, isTold });
  }

  *#upwards(element: Element): Generator<Element> {
    for (let at: Element | null = element; at !== null; at = parentOf(at)) {
      yield at;
      if (this.#outermost.has(at)) return;
    }
  }

  #count(element: Element): number {
    return this.#counts.get(element) ?? 0;
  }

  #commentAt(anchor: Element, name: string | null): Comment | null {
    let slight: Comment | null = null;
    let own: Element | null = null;
    for (const at of this.#upwards(anchor)) {
      // Beyond its own unit, what stands beside it is not its words.
      if (slight !== null && this.#count(at) !== 1) break;
      const line: Element | null = own;
      const layout = line === null ? null : this.#layoutOf(at);
      const isOneOfMany = line !== null && layout !== null && layout.counted.length > 1;
      const beside = isOneOfMany ? layout.beside.get(line) : undefined;
      const words = this.#words(beside ?? [at], anchor, name);
      own = at;
      if (words.blocks.length === 0) {
        // The words of one line are not sought among those of many.
        if (this.#count(at) > MOST_LINES) break;
        continue;
      }
      if (isOneOfMany && beside !== undefined && layout.bare.some((each) => each !== line)) {
        return { anchor, unit: line, name, ...words, around: [line, ...beside] };
      }
      const comment = { anchor, unit: at, name, ...words, around: this.#around(at) };
      const texts: string[] = textsOf(comment);
      if (slight === null && texts.join('').length >= SHORTEST_SURE) return comment;
      // « Auteur » beside a name is all of it, until an element called after words is found.
      if (slight !== null && !textsOf(slight).some((text) => texts.includes(text))) return comment;
      slight ??= comment;
    }
    return slight;
  }

  /** A unit, and what stands around it with no other comment than answers to it, in lists of their own. */
  #around(unit: Element): Element[] {
    const around = [unit];
    for (let at = unit; !this.#outermost.has(at);) {
      const parent = parentOf(at);
      if (parent === null) break;
      const { counted, kinds } = this.#layoutOf(parent);
      const isRepeated = shapesOf(at).some((kind) => (kinds.get(kind) ?? 0) > 1);
      if (isRepeated && at.tagName !== 'div') break;
      const isOnly = counted.every((each) => each === at);
      const isAnswered = counted.every((each) => each === at || isAnswersTo(each, at));
      if (!isAnswered || (!isOnly && isAnswersTo(parent, at))) break;
      around.push(parent);
      at = parent;
    }
    return around;
  }

  readonly #layoutOf = remembered((parent: Element) =>
    layoutOf(parent, { count: (each) => this.#count(each), isWordless: this.#isWordless }),
  );

  readonly #isWordless = remembered((element: Element): boolean => {
    const anchor = this.#firsts.get(element) ?? null;
    const name = this.#anchors.get(anchor ?? element) ?? null;
    return this.#words([element], anchor, name).blocks.length === 0;
  });

  /** The words in elements, without names, dates, things to press, and the comments of others. */
  #words(roots: readonly Element[], anchor: Element | null, name: string | null): Words {
    const chain = new Set(anchor === null ? [] : this.#upwards(anchor));
    const kinds = new Set([...chain].flatMap(kindsOf));
    // What is built as a comment within a comment is another’s, though nothing names them.
    const isOther = (each: Element): boolean =>
      !chain.has(each) && kindsOf(each).some((kind) => kinds.has(kind)) && this.#dated.has(each);
    const skips = (each: Element): boolean =>
      each === anchor ||
      isOther(each) ||
      (this.#count(each) > 0 && !chain.has(each)) ||
      isPing(each) ||
      this.#isLine(each, name);
    const called: Element[] = [];
    const look = (at: Element): void => {
      if (isSilent(at) || skips(at)) return;
      if (isForWords(at) && !chain.has(at)) called.push(at);
      else childrenOf(at).forEach(look);
    };
    roots.forEach(look);
    const read = (called.length > 0 ? called : roots).filter((each) => !skips(each));
    return readWords(read, skips, name);
  }

  #isLine(element: Element, name: string | null): boolean {
    if (element.tagName === 'time' || isPressed(element)) return true;
    const text = shortText(element);
    if (text === null) return false;
    const isPart = isBeside(element) && !elementsUnder(element).some(isForWords);
    return isPart || (/\p{L}/u.test(text) && isLine(text, name));
  }

  /** Neighbours of the same shape that nothing names the writer of. */
  #nameless({ around }: Comment): Comment[] {
    const alike = around
      .filter((one) => !this.#outermost.has(one) && this.#isFirstIn(parentOf(one)))
      .flatMap((one) => childrenOf(parentOf(one) ?? one).filter((each) => isAlike(each, one)));
    return this.#namelessAt(alike);
  }

  /** The neighbours of the first comment of a list are those of all. */
  #isFirstIn(list: Element | null): boolean {
    const isFirst = list !== null && !this.#lists.has(list);
    if (list !== null) this.#lists.add(list);
    return isFirst;
  }

  #namelessAt(elements: readonly Element[]): Comment[] {
    return elements
      .filter((each) => this.#count(each) === 0 && !isSilent(each))
      .flatMap((each) => {
        const words = this.#words([each], null, null);
        const comment = { anchor: each, unit: each, name: null, ...words, around: [each] };
        return words.blocks.length === 0 ? [] : [comment];
      });
  }
}

function textsOf({ blocks }: Pick<Comment, 'blocks'>): string[] {
  return blocks.map(({ text }) => text);
}
