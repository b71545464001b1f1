import { named, type Speaker, type Turn, turnOf, unnamed } from '../draft.ts';
import { type Stretch, stretchesOf } from '../html.ts';
import { doubtOnQuoted, quotedPerson } from '../html-quotations.ts';
import { attribute, childrenOf, type Element, elementsUnder, marks } from '../html-tree.ts';
import { parentOf, wordsOf } from '../html-tree.ts';
import type { CommentArea } from './comment-areas.ts';
import { datesIn } from './comment-lines.ts';
import { isAnswersTo, isPing } from './comment-marks.ts';
import type { Comment } from './comment-anchors.ts';
import { commentsIn } from './comment-units.ts';
import type { PageFacts } from './page-facts.ts';

const NAMELESS = 'commentaire dont la page ne nomme pas l’auteur';
/** What is quoted without being somebody’s whole sentence proves nothing. */
const SHORTEST_PROOF = 25;

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
}

/** The comments of a page; machines’ notes that another page speaks of this one are nobody’s words. */
export function readComments(areas: readonly CommentArea[], isDayFirst: boolean): ReadComment[] {
  const comments = shownOnce(
    areas
      .filter(({ isDigest }) => !isDigest)
      .flatMap((area) => commentsIn(area, isDayFirst))
      .filter(({ around }) => !around.some(isPing)),
  );
  const keys = keysOf(comments);
  const places = new Map(
    comments.flatMap((each) => each.around.map((element) => [element, each] as const)),
  );
  const written = new Map<Comment, string>();
  return comments.map((comment) => {
    const parent = answeredBy(comment, places) ?? addressee(comment, written);
    if (comment.name !== null) written.set(comment, comment.name);
    return {
      unit: comment.unit,
      name: comment.name,
      isOfAuthor: comment.around.some((each) => marks(each).includes('bypostauthor')),
      key: keys.get(comment) ?? null,
      answers: parent === null ? null : (keys.get(parent) ?? null),
      date: dateOf(comment, places, isDayFirst),
      stretches: stretchesOf(comment.blocks),
    };
  });
}

/** A page may show some comments apart, as the best of them, before it shows them all. */
function shownOnce(comments: readonly Comment[]): Comment[] {
  const said = new Map<string, Comment>();
  for (const comment of comments) {
    const words = comment.blocks.map(({ text }) => text).join('\n');
    const whole =
      words.length < SHORTEST_PROOF ? `${said.size}` : `${comment.name ?? ''}\n${words}`;
    if (!said.has(whole)) said.set(whole, comment);
  }
  return [...said.values()];
}

/** Each comment as a turn; `article` are the turns that they may quote. */
export function commentTurns(
  comments: readonly ReadComment[],
  article: readonly Turn[],
  facts: PageFacts,
): Turn[] {
  const turns: Turn[] = [...article];
  for (const comment of comments) {
    const { key, answers, date, stretches } = comment;
    const speaker = speakerOf(comment, facts);
    const url =
      facts.url === null || key === null ? null : `${facts.url.replace(/#.*/u, '')}#${key}`;
    // What answers the comment answers the commenter's first own words, not what they quote.
    const own = stretches.find(({ quotation }) => quotation === null) ?? stretches[0];
    const earlier = [...turns];
    for (const stretch of stretches) {
      const { paragraphs } = stretch;
      const known = { date, url, paragraphs, answers, key: stretch === own ? key : null };
      const quoted = stretch.quotation === null ? null : quotedIn(stretch, speaker, earlier);
      const nameless = speaker.name === null ? NAMELESS : null;
      const doubt = quoted === null ? nameless : doubtOn(quoted);
      turns.push(turnOf({ ...known, speaker: quoted ?? speaker, doubt }));
    }
  }
  return turns.slice(article.length);
}

function speakerOf({ name, isOfAuthor }: ReadComment, facts: PageFacts): Speaker {
  if (facts.author !== null && isOfAuthor) return named(facts.author, 'commentateur');
  return name === null ? unnamed('commentateur') : named(name, 'commentateur');
}

/** Whom a comment quotes: whom the quotation names, else who wrote those very words before. */
function quotedIn(
  { quotation, paragraphs }: Stretch,
  { name: quotedBy }: Speaker,
  earlier: readonly Turn[],
): Speaker {
  const person = quotation === null ? null : quotedPerson(quotation, quotedBy);
  if (person !== null && person.name !== null) return person;
  const words = paragraphs.map(({ text }) => text.replace(/^[\s"«“…]+|[\s"»”….]+$/gu, ''));
  const isProof = words.some((each) => each.length >= SHORTEST_PROOF);
  const source = earlier.find(
    (turn) =>
      isProof &&
      turn.speaker.name !== null &&
      words.every((each) => turn.paragraphs.some(({ text }) => text.includes(each))),
  );
  const name = source?.speaker.name ?? null;
  if (source === undefined || name === null) return unnamed('cité', { quotedBy });
  const where = source.speaker.role === 'commentateur' ? 'un commentaire qui précède' : 'l’article';
  return named(name, 'cité', { quotedBy, why: `ces mots sont dans ${where}` });
}

function doubtOn(quoted: Speaker): string | null {
  return quoted.why?.startsWith('ces mots') === true ? null : doubtOnQuoted(quoted);
}

/** The addresses of comments in their page: the names of what holds them, or of an anchor before it. */
function keysOf(comments: readonly Comment[]): Map<Comment, string> {
  const keys = new Map<Comment, string>();
  const taken = new Set<string>();
  for (const comment of comments) {
    const key = idsOf(comment).find((id) => !taken.has(id));
    if (key === undefined) continue;
    taken.add(key);
    keys.set(comment, key);
  }
  return keys;
}

function idsOf({ anchor, unit, around }: Comment): string[] {
  const inside = [...elementsUnder(unit)].slice(0, 30);
  const before = around.flatMap((each) => {
    const siblings: Element[] = childrenOf(parentOf(each) ?? each);
    const [previous] = siblings.slice(
      Math.max(0, siblings.indexOf(each) - 1),
      siblings.indexOf(each),
    );
    return previous?.tagName === 'a' && wordsOf(previous) === '' ? [previous] : [];
  });
  const own = [...around, anchor, ...before].flatMap(namesOf);
  const others = inside.filter(({ tagName }) => tagName === 'a').flatMap(namesOf);
  const ids = [...own, ...others].filter((id) => /\d/u.test(id) && /^\S+$/u.test(id));
  // Of `comment-12` and `div-comment-12`, the page's own links have the shorter.
  return ids.toSorted((a, b) => Number(!isUsual(a)) - Number(!isUsual(b)));
}

function namesOf(element: Element): string[] {
  return [attribute(element, 'id'), attribute(element, 'name')].filter((each) => each !== null);
}

function isUsual(id: string): boolean {
  return /^(?:comment|commentaire|c|forum|message|p|post|answer)[-_]?\d+$/u.test(id);
}

/** The comment in whose list of answers this one stands. */
function answeredBy(comment: Comment, places: ReadonlyMap<Element, Comment>): Comment | null {
  for (let at: Element | null = comment.unit; at !== null; at = parentOf(at)) {
    const around = at === comment.unit ? undefined : places.get(at);
    if (around !== undefined && around !== comment) return around;
    const siblings: Element[] = childrenOf(parentOf(at) ?? at);
    const before = siblings.slice(0, siblings.indexOf(at)).findLast((each) => places.has(each));
    const parent = before !== undefined && isAnswersTo(at, before) ? places.get(before) : undefined;
    if (parent !== undefined && parent !== comment) return parent;
  }
  return null;
}

/** Whom a comment says it answers: « En réponse à Anne », « @Anne : », who has written before. */
function addressee(comment: Comment, written: ReadonlyMap<Comment, string>): Comment | null {
  const [first] = comment.blocks;
  const line = [...elementsUnder(comment.unit)]
    .slice(0, 60)
    .map((each) =>
      /^(?:en réponse à|répond(?:re)? à|in reply to)\s*:?\s*(?<name>.{1,60})$/iu.exec(
        wordsOf(each),
      ),
    )
    .find((match) => match !== null);
  const called =
    line?.groups?.['name'] ?? (first?.text.startsWith('@') === true ? first.text.slice(1) : null);
  if (called === null) return null;
  const folded = called.trimStart().toLowerCase();
  const named = [...written].filter(([, name]) => {
    const start = name.toLowerCase();
    return folded.startsWith(start) && !/^[\p{L}\p{N}]/u.test(folded.slice(start.length));
  });
  const longest = Math.max(...named.map(([, name]) => name.length));
  return named.findLast(([, name]) => name.length === longest)?.[0] ?? null;
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
    const date = dateUnder(each);
    if (date !== null) return date;
  }
  return null;
}
