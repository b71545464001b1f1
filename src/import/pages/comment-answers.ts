import { attribute, type Element, elementsBefore, elementsUnder } from '../html-tree.ts';
import { parentOf, remembered, wordsOf } from '../html-tree.ts';
import type { Comment } from './comment-anchors.ts';
import { shortText } from './comment-lines.ts';
import { isAnswersTo } from './comment-marks.ts';

/** Elements of a comment in which a line may say whom it answers. */
const MOST_LOOKED_AT = 60;
const LONGEST_NAME = 60;
const ANSWERS = /^(?:en réponse à|répond(?:re)? à|in reply to)\s*:?\s*(.{1,60})$/iu;
/** What one may press in any comment, whoever it answers. */
const NEXT = /précéde|previous|\bprev\b|suivant|\bnext\b/iu;

/** Which comment each one answers; they are asked in the order of the page, and answer one before them. */
export class Answering {
  /** The comments that an element holds, and those that a link can lead to. */
  readonly #places: ReadonlyMap<Element, Comment>;
  readonly #called: ReadonlyMap<string, Comment>;
  /** The last comment of each name, and all comments asked of so far. */
  readonly #written = new Map<string, Comment>();
  readonly #asked = new Set<Comment>();

  constructor(places: ReadonlyMap<Element, Comment>, called: ReadonlyMap<string, Comment>) {
    this.#places = places;
    this.#called = called;
  }

  parentOf(comment: Comment): Comment | null {
    const parent = this.#holder(comment) ?? this.#linked(comment) ?? this.#addressee(comment);
    this.#asked.add(comment);
    if (comment.name !== null) this.#written.set(comment.name.toLowerCase(), comment);
    return parent;
  }

  /** The comment in whose list of answers this one stands. */
  #holder(comment: Comment): Comment | null {
    for (let at: Element | null = comment.unit; at !== null; at = parentOf(at)) {
      const around = at === comment.unit ? undefined : this.#places.get(at);
      if (around !== undefined && around !== comment) return around;
      const before = this.#commentBefore(at);
      const parent = before !== null && isAnswersTo(at, before) ? this.#places.get(before) : null;
      if (parent !== null && parent !== undefined && parent !== comment) return parent;
    }
    return null;
  }

  readonly #commentBefore = remembered(
    (element: Element) => elementsBefore(element).find((each) => this.#places.has(each)) ?? null,
  );

  /** The comment to whose address in the page a link leads: « parent », the source of a quotation. */
  #linked({ unit }: Comment): Comment | null {
    for (const each of elementsUnder(unit).take(MOST_LOOKED_AT)) {
      const [, id = ''] = each.tagName === 'a' ? (attribute(each, 'href') ?? '').split('#') : [];
      const target = this.#called.get(id);
      if (target === undefined || !this.#asked.has(target)) continue;
      if (!NEXT.test(`${wordsOf(each)} ${attribute(each, 'rel') ?? ''}`)) return target;
    }
    return null;
  }

  /** Whom it says that it answers: « En réponse à Anne », « @Anne : », who has written before. */
  #addressee({ unit, name, blocks: [first] }: Comment): Comment | null {
    const line = elementsUnder(unit)
      .take(MOST_LOOKED_AT)
      .map((each) => ANSWERS.exec(shortText(each) ?? '')?.[1])
      // « Répondre à Anne » under what Anne writes is there to be pressed.
      .find((called) => called !== undefined && called.toLowerCase() !== name?.toLowerCase());
    const called = line ?? (first?.text.startsWith('@') === true ? first.text.slice(1) : '');
    const folded = called.trimStart().toLowerCase();
    for (let end = Math.min(LONGEST_NAME, folded.length); end > 0; end -= 1) {
      const found = this.#written.get(folded.slice(0, end));
      if (found !== undefined && !/^[\p{L}\p{N}]/u.test(folded.slice(end))) return found;
    }
    return null;
  }
}
