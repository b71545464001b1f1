import { isSilent } from '../html.ts';
import { childrenOf, type Element, elementsUnder } from '../html-tree.ts';
import { isWithin, parentOf } from '../html-tree.ts';
import type { CommentArea } from './comment-areas.ts';
import { anchorsIn, type Comment } from './comment-anchors.ts';
import { datesIn, isLine, shortText } from './comment-lines.ts';
import { readWords, type Words } from './comment-quotes.ts';
import { authorRank, isAlike, isAnswersTo, isBeside, isForWords } from './comment-marks.ts';
import { isMachineNote, isPing, isSurelyComment, kindsOf } from './comment-marks.ts';
import { tellsOfElsewhere } from './comment-marks.ts';

/** Fewer characters beside a name may be a rank or a badge. */
const SHORTEST_SURE = 30;
/** « name » and « user » are called many things that are no person’s. */
const WEAKEST_RANK = 4;

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
  readonly #wordless = new Map<Element, boolean>();

  constructor(area: CommentArea, isDayFirst: boolean) {
    this.#area = area;
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
    found.push(...this.#namelessAt(inside.filter(isOneMore)));
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
      if (this.#area.elements.includes(at)) return;
    }
  }

  #count(element: Element): number {
    return this.#counts.get(element) ?? 0;
  }

  #commentAt(anchor: Element, name: string | null): Comment | null {
    let slight: Comment | null = null;
    for (const at of this.#upwards(anchor)) {
      // Beyond its own unit, what stands beside it is not its words.
      if (slight !== null && this.#count(at) !== 1) break;
      const others = childrenOf(at).filter((each) => this.#count(each) > 0);
      const own = others.find((each) => isWithin(anchor, each));
      const beside = own === undefined || others.length < 2 ? null : this.#between(at, own, others);
      const words = this.#words(beside ?? [at], anchor, name);
      if (words.blocks.length === 0) continue;
      if (beside !== null && own !== undefined && this.#isFlat(own, others)) {
        return { anchor, unit: own, name, ...words, around: [own, ...beside] };
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

  /** Whether lines and words of several comments stand side by side, as in a `<dl>`. */
  #isFlat(own: Element, others: readonly Element[]): boolean {
    return others.some((each) => each !== own && this.#count(each) === 1 && this.#isWordless(each));
  }

  /** A unit, and what stands around it with no other comment than answers to it, in lists of their own. */
  #around(unit: Element): Element[] {
    const around = [unit];
    for (let at = unit; !this.#area.elements.includes(at);) {
      const parent = parentOf(at);
      if (parent === null) break;
      const beside = childrenOf(parent).filter((each) => each !== at);
      if (beside.some((each) => isAlike(each, at) && each.tagName !== 'div')) break;
      const others = beside.filter((each) => this.#count(each) > 0);
      if (
        !others.every((each) => isAnswersTo(each, at)) ||
        (others.length > 0 && isAnswersTo(parent, at))
      )
        break;
      around.push(parent);
      at = parent;
    }
    return around;
  }

  /** The elements beside a line, up to the next line that has no words with it. */
  #between(parent: Element, own: Element, others: readonly Element[]): Element[] {
    const children = childrenOf(parent);
    const isBare = (each: Element): boolean =>
      each === own || (this.#count(each) === 1 && this.#isWordless(each));
    const bare = others.filter(isBare);
    const isLast = this.#isUnder(children, bare);
    const place = bare.indexOf(own);
    const from = isLast ? children.indexOf(bare[place - 1] ?? own) : children.indexOf(own);
    const next = bare[place + 1];
    const start = isLast && place === 0 ? -1 : from;
    const end = isLast
      ? children.indexOf(own)
      : next === undefined
        ? children.length
        : children.indexOf(next);
    return children.slice(start + 1, end).filter((each) => this.#count(each) === 0);
  }

  /** Whether lines stand under the words they are of. */
  #isUnder(children: readonly Element[], bare: readonly Element[]): boolean {
    const [first] = bare;
    const last = bare.at(-1);
    if (first === undefined || last === undefined) return false;
    const hasWords = (each: Element): boolean => this.#count(each) === 0 && !this.#isWordless(each);
    const before = children.slice(0, children.indexOf(first)).some(hasWords);
    const after = children.slice(children.indexOf(last) + 1).some(hasWords);
    return before && !after;
  }

  #isWordless(element: Element): boolean {
    const known = this.#wordless.get(element);
    if (known !== undefined) return known;
    const anchor = this.#firsts.get(element) ?? element;
    const isWordless =
      this.#words([element], this.#firsts.get(element) ?? null, this.#anchors.get(anchor) ?? null)
        .blocks.length === 0;
    this.#wordless.set(element, isWordless);
    return isWordless;
  }

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
    if (element.tagName === 'time') return true;
    const text = shortText(element);
    if (text === null) return false;
    return isBeside(element) || (/\p{L}/u.test(text) && isLine(text, name));
  }

  /** Neighbours of the same shape that nothing names the writer of. */
  #nameless({ around }: Comment): Comment[] {
    const alike = around
      .filter((one) => !this.#area.elements.includes(one) && this.#isFirstIn(parentOf(one)))
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
