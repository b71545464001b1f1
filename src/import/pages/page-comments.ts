import { dateIn } from '../dates.ts';
import { type Stretch, stretchesOf } from '../html-quotations.ts';
import { attribute, childrenOf, type Element, elementsBefore } from '../html-tree.ts';
import { elementsUnder, marks, wordsOf } from '../html-tree.ts';
import { type CommentArea, commentAreas } from './comment-areas.ts';
import { datesIn, isWhen, shortText } from './comment-lines.ts';
import { isPing, isSurelyComment } from './comment-marks.ts';
import type { Comment } from './comment-anchors.ts';
import { Answering } from './comment-answers.ts';
import { postsIn } from './comment-threads.ts';
import { commentsIn } from './comment-units.ts';

/** Shorter words are said twice. */
const SHORTEST_SAID = 25;

/** A comment with what its page tells of it. */
export interface ReadComment {
  readonly unit: Element;
  readonly name: string | null;
  /** Whether the page marks it as written by the author of the article. */
  readonly isOfAuthor: boolean;
  readonly key: string | null;
  readonly answers: string | null;
  readonly date: string | null;
  readonly stretches: readonly Stretch[];
  /** Whom the page names as the writer of each quotation that it tells of; null where it names nobody. */
  readonly quoted: ReadonlyMap<Element, string | null>;
}

/** What others than the author of a page say on it. */
export interface PageComments {
  readonly areas: readonly CommentArea[];
  readonly comments: readonly ReadComment[];
  /** Whether the page is a thread of posts rather than an article with comments. */
  readonly isThread: boolean;
}

/**
 * The comments of a page, and where they stand. A page of posts that it does not call comments, each of them
 * one, is a thread. Machines’ notes that another page speaks of this one are nobody’s words.
 */
export function commentsOn(root: Element, isDayFirst: boolean): PageComments {
  const read = commentAreas(root).map((area) => ({
    area,
    comments: area.isDigest ? [] : commentsIn(area, isDayFirst),
  }));
  const marked = read.filter(({ area, comments }) => !area.isDeduced || comments.length > 0);
  const called = marked.flatMap(({ comments }) => comments);
  const posts = postsIn(root);
  const postAt = new Map(
    posts.flatMap((post) => [post.unit, ...elementsUnder(post.unit)].map((each) => [each, post])),
  );
  const inside = Map.groupBy(called, ({ unit }) => postAt.get(unit));
  const isSame = (one: Comment, post: Comment): boolean =>
    one.blocks.some(({ text }) => post.blocks.some((each) => each.text === text));
  const agreeing = posts.filter((post) => {
    const same = (inside.get(post) ?? []).filter((one) => isSame(one, post));
    return same.length === 1 && same[0]?.name !== null;
  });
  const areas = marked.map(({ area }) => area);
  const [first] = posts;
  // The first post is built as what a page calls comments on it are.
  const isFirstOfThread = first !== undefined && !inside.has(first);
  if (agreeing.length >= posts.length / 2 && !isFirstOfThread) {
    return { areas, comments: readComments(called, isDayFirst), isThread: false };
  }
  // A page of questions has comments under each answer.
  const under = (post: Comment): Comment[] =>
    (inside.get(post) ?? []).filter(
      (one) => one.around.some(isSurelyComment) && !isSame(one, post),
    );
  const all = posts.flatMap((post) => [post, ...under(post)]);
  const elements = posts.flatMap(({ around }) => around);
  const thread = { elements, isDeduced: false, isDigest: false };
  return { areas: [...areas, thread], comments: readComments(all, isDayFirst), isThread: true };
}

function readComments(found: readonly Comment[], isDayFirst: boolean): ReadComment[] {
  const comments = shownOnce(found.filter(({ around }) => !around.some(isPing)));
  const places = new Map(
    comments.flatMap((each) => each.around.map((element) => [element, each] as const)),
  );
  const called = new Map<string, Comment>();
  const keys = new Map<Comment, string>();
  for (const comment of comments) {
    const key = idsOf(comment).find((id) => !called.has(id));
    if (key === undefined) continue;
    called.set(key, comment);
    keys.set(comment, key);
  }
  const answering = new Answering(places, called);
  return comments.map((comment) => {
    const parent = answering.parentOf(comment);
    return {
      unit: comment.unit,
      name: comment.name,
      isOfAuthor: comment.around.some((each) => marks(each).includes('bypostauthor')),
      key: keys.get(comment) ?? null,
      answers: parent === null ? null : (keys.get(parent) ?? null),
      date: dateOf(comment, places, isDayFirst),
      stretches: stretchesOf(comment.blocks),
      quoted: comment.quoted,
    };
  });
}

/** A page may show some comments apart, as the best of them, before it shows them all. */
function shownOnce(comments: readonly Comment[]): Comment[] {
  const said = new Map<string, Comment>();
  for (const comment of comments) {
    const words = comment.blocks.map(({ text }) => text).join('\n');
    const whole = words.length < SHORTEST_SAID ? `${said.size}` : `${comment.name ?? ''}\n${words}`;
    if (!said.has(whole)) said.set(whole, comment);
  }
  return [...said.values()];
}

/** The addresses of a comment in its page: the names of what holds it, or of an anchor before it. */
function idsOf({ anchor, unit, around }: Comment): string[] {
  const inside = [...elementsUnder(unit).take(30)];
  const before = around
    .flatMap((each) => [...elementsBefore(each).take(1)])
    .filter((each) => each.tagName === 'a' && wordsOf(each) === '');
  const own = [...around, anchor, ...before].flatMap(namesOf);
  const others = inside.filter(({ tagName }) => tagName === 'a').flatMap(namesOf);
  const ids = [...own, ...others, ...inside.flatMap(namesOf).filter(isUsual)].filter(
    (id) => /\d/u.test(id) && /^\S+$/u.test(id),
  );
  // Of `comment-12` and `div-comment-12`, the page's own links have the shorter.
  return ids.toSorted((a, b) => Number(!isUsual(a)) - Number(!isUsual(b)));
}

function namesOf(element: Element): string[] {
  return [attribute(element, 'id'), attribute(element, 'name')].filter((each) => each !== null);
}

function isUsual(id: string): boolean {
  return /^(?:comment|commentaire|c|forum|message|p|post|answer)[-_]?\d+$/u.test(id);
}

function dateOf(
  comment: Comment,
  places: ReadonlyMap<Element, Comment>,
  isDayFirst: boolean,
): string | null {
  const isOwn = (each: Element): boolean => (places.get(each) ?? comment) === comment;
  const dateUnder = (element: Element): string | null => {
    if (!isOwn(element)) return null;
    // What holds a date may have a name before it, without a space between them.
    for (const child of childrenOf(element)) {
      const found = dateUnder(child);
      if (found !== null) return found;
    }
    const date = datesIn(element, isDayFirst);
    return date === '' ? null : date;
  };
  for (const each of [comment.anchor, ...comment.around]) {
    const written = each === comment.anchor && isWhen(each) ? shortText(each) : null;
    const date = written === null ? dateUnder(each) : dateIn(written, isDayFirst);
    if (date !== null) return date;
  }
  return null;
}
