import { type Turn, named, turnOf, unnamed } from '../draft.ts';
import type { PageFacts } from './page-facts.ts';
import { type Block, blocksUnder } from '../html.ts';
import { attribute, type Element, elementsUnder, isWithin, marks } from '../html-tree.ts';
import { parentOf, wordsOf } from '../html-tree.ts';
import { dateIn } from '../dates.ts';

/** Where a page keeps its comments and the form for them. */
const AREA =
  /^(?:comments?|comments-area|comment-?list|commentaires|respond|comment-respond|disqus_thread)$/iu;
const AUTHOR = /^(?:fn|comment-?author(?:-name)?|comment__author)$/iu;
const CONTENT = /^(?:comment[-_]*(?:content|text|body|message))$/iu;
const ASIDE =
  /^(?:reply|comment-?meta(?:data)?|comment-?actions|comment-awaiting-moderation|datetime|says)$/iu;
const REPLIES = /^(?:children|replies|comment-replies)$/iu;
const OWN_ID = /^(?:li-)?comment[-_]?\d+$|^c\d+$/u;

const NAMELESS = 'commentaire sans nom';
const QUOTED = 'citation dans un commentaire, dont la page ne nomme pas l’auteur';

/** A comment as the page is built: the innermost element that holds its author and its words. */
interface Comment {
  readonly element: Element;
  readonly around: Element[];
  readonly author: Element;
  readonly contents: readonly Element[];
}

/** Whether an element is for comments, so that none of it is the article's. */
export function isCommentArea(element: Element): boolean {
  if (['html', 'body', 'main', 'article'].includes(element.tagName)) return isComment(element);
  return isComment(element) || marks(element).some((mark) => AREA.test(mark));
}

function isComment(element: Element): boolean {
  return (
    /\/(?:User)?Comments?$/u.test(attribute(element, 'itemtype') ?? '') ||
    marks(element).some((mark) => OWN_ID.test(mark) || /^comment(?:-block)?$/u.test(mark))
  );
}

/** The comments of a page, each a turn. */
export function commentTurns(elements: readonly Element[], facts: PageFacts): Turn[] {
  const comments = commentsIn(elements);
  const keys = keysOf(comments);
  const places = new Map(
    comments.flatMap((each) => each.around.map((element) => [element, each] as const)),
  );
  return comments.flatMap((comment) => {
    const speaker = speakerOf(comment, facts);
    const key = keys.get(comment) ?? null;
    const known = {
      date: dateOf(comment),
      url: facts.url === null || key === null ? null : `${facts.url.replace(/#.*/u, '')}#${key}`,
    };
    const answers = answeredBy(comment, places, keys);
    const runs = runsOf(blocksOf(comment));
    const own = Math.max(
      0,
      runs.findIndex(({ isQuoted }) => !isQuoted),
    );
    return runs.map(({ isQuoted, paragraphs }, place): Turn => {
      // What answers the comment answers the commenter's first own words, not what they quote.
      const shared = { ...known, paragraphs, key: place === own ? key : null, answers };
      return isQuoted
        ? turnOf({ ...shared, speaker: quotedBy(speaker), doubt: QUOTED })
        : turnOf({ ...shared, speaker, doubt: speaker.name === null ? NAMELESS : null });
    });
  });
}

/** What a comment quotes is another’s words, and nothing tells whose. */
function quotedBy({ name }: Turn['speaker']): Turn['speaker'] {
  return unnamed('cité', { quotedBy: name });
}

interface Run {
  readonly isQuoted: boolean;
  readonly paragraphs: { text: string; seconds: null }[];
}

function runsOf(blocks: readonly Block[]): Run[] {
  const runs: Run[] = [];
  for (const { text, quotation } of blocks) {
    const isQuoted = quotation !== null;
    if (runs.at(-1)?.isQuoted !== isQuoted) runs.push({ isQuoted, paragraphs: [] });
    runs.at(-1)?.paragraphs.push({ text, seconds: null });
  }
  return runs;
}

function commentsIn(elements: readonly Element[]): Comment[] {
  const comments = new Map<Element, Comment>();
  for (const element of elements) {
    if (!isCandidate(element)) continue;
    const inside = [...elementsUnder(element)].filter((each) => !inReplies(each, element));
    const author = authorIn(inside);
    if (author === undefined) continue;
    const contents = contentsIn(inside, author);
    if (contents.length === 0) continue;
    const around = comments.get(author)?.around ?? [];
    comments.set(author, { element, author, contents, around: [...around, element] });
  }
  return [...comments.values()];
}

function isCandidate(element: Element): boolean {
  const own = marks(element);
  if (['ol', 'ul', 'html', 'body', 'main'].includes(element.tagName)) return false;
  if (isComment(element)) return true;
  return (
    !own.some((mark) => AREA.test(mark) || AUTHOR.test(mark) || ASIDE.test(mark)) &&
    own.some((mark) => /^(?:div-)?comment/iu.test(mark) && !/comments/iu.test(mark))
  );
}

function inReplies(element: Element, outer: Element): boolean {
  for (let at: Element | null = element; at !== null && at !== outer; at = parentOf(at)) {
    if (marks(at).some((mark) => REPLIES.test(mark))) return true;
  }
  return false;
}

/** A plain `<cite>` counts where no element says better, and never among the words. */
function authorIn(inside: readonly Element[]): Element | undefined {
  const marked = inside.filter(
    (each) => attribute(each, 'itemprop') === 'author' || marks(each).some((m) => AUTHOR.test(m)),
  );
  return (
    marked.find((each) => marks(each).includes('fn')) ??
    marked[0] ??
    inside.find((each) => each.tagName === 'cite' && parentOf(each)?.tagName !== 'p')
  );
}

/** Whether an element under a comment is somebody else's comment, in whatever list it stands. */
function isOther(element: Element, author: Element): boolean {
  return isComment(element) && !isWithin(author, element);
}

function isWithinAny(element: Element, outer: ReadonlySet<Element>): boolean {
  for (let at: Element | null = element; at !== null; at = parentOf(at))
    if (outer.has(at)) return true;
  return false;
}

function contentsIn(inside: readonly Element[], author: Element): Element[] {
  const others = new Set(inside.filter((each) => isOther(each, author)));
  const outside = inside.filter(
    (each) => !isWithin(author, each) && !isWithin(each, author) && !isWithinAny(each, others),
  );
  const content = outside.find(
    (each) =>
      marks(each).some((mark) => CONTENT.test(mark)) ||
      /^(?:text|commentText)$/u.test(attribute(each, 'itemprop') ?? ''),
  );
  return content === undefined ? outside.filter(({ tagName }) => tagName === 'p') : [content];
}

/** Its paragraphs; a `<p>` that stands in a quotation is one of it. */
function blocksOf({ element, contents, author }: Comment): Block[] {
  const counts = new Set(contents);
  const skips = (each: Element): boolean =>
    each === author ||
    isOther(each, author) ||
    marks(each).some((mark) => ASIDE.test(mark) || REPLIES.test(mark));
  return blocksUnder(element, {
    breaks: 'line',
    skips,
    keeps: (each) => isWithinAny(each, counts),
  });
}

function speakerOf({ author, around }: Comment, facts: PageFacts): Turn['speaker'] {
  const name = wordsOf(author)
    .replace(/\s*(?:dit|a dit|a écrit|says)(?:\s*:|…)?$/iu, '')
    .replace(/\s+:$/u, '');
  const isAuthor = around.some((each) => marks(each).includes('bypostauthor'));
  if (facts.author !== null && isAuthor) return named(facts.author, 'commentateur');
  return name === '' ? unnamed('commentateur') : named(name, 'commentateur');
}

function keysOf(comments: readonly Comment[]): Map<Comment, string> {
  const keys = new Map<Comment, string>();
  const taken = new Set<string>();
  for (const comment of comments) {
    const ids = comment.around.flatMap((each) => attribute(each, 'id') ?? []);
    const key = ids.find((id) => OWN_ID.test(id)) ?? ids.at(-1);
    if (key === undefined || key === '' || taken.has(key)) continue;
    taken.add(key);
    keys.set(comment, key);
  }
  return keys;
}

/** The comment in whose list of answers this one stands. */
function answeredBy(
  { element }: Comment,
  places: ReadonlyMap<Element, Comment>,
  keys: ReadonlyMap<Comment, string>,
): string | null {
  let at: Element | null = element;
  while (at !== null && !marks(at).some((mark) => REPLIES.test(mark))) at = parentOf(at);
  for (at = at === null ? null : parentOf(at); at !== null; at = parentOf(at)) {
    const parent = places.get(at);
    if (parent !== undefined) return keys.get(parent) ?? null;
  }
  return null;
}

function dateOf({ element, contents }: Comment): string | null {
  for (const each of elementsUnder(element)) {
    if (inReplies(each, element) || contents.some((content) => isWithin(each, content))) continue;
    const isDate = each.tagName === 'time' || each.tagName === 'a' || each.tagName === 'small';
    const date = isDate
      ? (dateIn(attribute(each, 'datetime') ?? '') ?? dateIn(wordsOf(each)))
      : null;
    if (date !== null) return date;
  }
  return null;
}
