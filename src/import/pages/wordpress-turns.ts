import { readerText } from '../bounds.ts';
import { dateAt } from '../dates.ts';
import { named, type Speaker, type Turn } from '../draft.ts';
import { blocksUnder } from '../html.ts';
import { turnsOfWriter } from '../html-quotations.ts';
import { treeOfFragment } from '../html-tree.ts';
import { answering } from '../conversations/messages.ts';

/** What stands in the elements of a post, of a comment or of an author, by their names. */
export type Fields = ReadonlyMap<string, string>;

interface WordPressPost {
  readonly author: Speaker;
  /** What the site calls the author in its comments; null where it is not known. */
  readonly authorId: string | null;
  readonly link: string | null;
  readonly comments: readonly Fields[];
}

/** What WordPress calls whoever leaves the field of the name empty. */
const NO_NAME = /^(?:anonym(?:e|ous))?$/iu;

/** The turns of a text, one for each stretch of its writer's words or of words quoted in it. */
export function turnsOfHtml(
  html: string,
  { where, ...turn }: Partial<Turn> & { readonly speaker: Speaker; readonly where: string },
): Turn[] {
  const { speaker, key = null, answers = null, date = null, url = null } = turn;
  const blocks = blocksUnder(treeOfFragment(html, where), { breaks: 'blank line' });
  const turns = turnsOfWriter(blocks, { speaker });
  // A key is one turn's: that of the writer's first words, where there are any.
  const own = turns.findIndex((each) => each.speaker === speaker);
  const first = turns[Math.max(0, own)];
  return turns.map((each) => ({ ...each, date, url, ...(each === first && { key, answers }) }));
}

/** The turns of the comments a site shows, in the order of the file. */
export function turnsOfComments(post: WordPressPost, file: string): Turn[] {
  const turns = post.comments.filter(isShown).flatMap((comment) => {
    const id = comment.get('wp:comment_id') ?? '';
    return turnsOfHtml(withoutMarks(comment.get('wp:comment_content') ?? '').html, {
      where: `${file}, commentaire ${id},`,
      speaker: commenter(comment, post),
      key: keyOf(id),
      answers: keyOf(comment.get('wp:comment_parent') ?? ''),
      date: dateAt(comment.get('wp:comment_date')),
      url: post.link === null || keyOf(id) === null ? null : `${post.link}#comment-${id}`,
    });
  });
  // One may answer what a moderator took away.
  return answering(turns);
}

/** Pings, the spam and what waits for a moderator are no words of the conversation. */
function isShown(comment: Fields): boolean {
  const isComment = ['', 'comment'].includes(comment.get('wp:comment_type')?.trim() ?? '');
  return isComment && comment.get('wp:comment_approved')?.trim() === '1';
}

function commenter(comment: Fields, { author, authorId }: WordPressPost): Speaker {
  const user = comment.get('wp:comment_user_id')?.trim() ?? '0';
  if (authorId !== null && user === authorId) return author;
  const name = readerText(comment.get('wp:comment_author') ?? '');
  return named(NO_NAME.test(name) ? null : name, 'commentateur');
}

function keyOf(id: string): string | null {
  return /^[1-9]\d{0,19}$/u.test(id.trim()) ? `comment-${id.trim()}` : null;
}

/** WordPress' own short codes: a picture with its caption, a player, an address. */
const OWN = 'audio|caption|embed|gallery|playlist|video|wp_caption';
/** Its mark says more than its name, or it is closed: `[sic]` and `[le maire]` are the writer's. */
const OPENING = /\[(?<name>[a-z][\w-]*)(?<rest>(?:\s[^[\]<>]*)?)\/?\]/gu;
const CLOSING = /\[\/(?<name>[a-z][\w-]*)\]/gu;

/** The HTML of a post without the marks of its short codes, and which of them stood around words. */
export function withoutMarks(html: string): { html: string; codes: string[] } {
  const plain = withoutOwnCodes(html);
  const closed = new Set([...plain.matchAll(CLOSING)].map(({ groups }) => groups?.['name']));
  const codes = new Set<string>();
  const opened = plain.replace(OPENING, (whole, name: string, rest: string) => {
    if (!closed.has(name) && !/\w=["'\d&]/u.test(rest)) return whole;
    codes.add(name);
    return '\n\n';
  });
  const left = opened.replace(CLOSING, (whole, name: string) => (codes.has(name) ? '\n\n' : whole));
  return { html: left, codes: [...codes] };
}

/** Between the two marks of these there are no words of the writer: a caption, an address. */
function withoutOwnCodes(html: string): string {
  const mark = new RegExp(`\\[(?<closing>/?)(?<name>${OWN})\\b[^[\\]]*\\]`, 'gu');
  const last = new Map<string, number>();
  const marks = [...html.matchAll(mark)].map(({ 0: whole, index, groups }) => ({
    ...{ at: index, end: index + whole.length },
    ...{ name: groups?.['name'] ?? '', isClosing: groups?.['closing'] === '/' },
  }));
  for (const { name, at, isClosing } of marks) if (isClosing) last.set(name, at);
  const kept: string[] = [];
  let from = 0;
  let inside: string | null = null;
  for (const { name, at, end, isClosing } of marks) {
    if (inside === null) kept.push(html.slice(from, at), '\n\n');
    if (inside !== null && !(isClosing && inside === name)) continue;
    inside = !isClosing && (last.get(name) ?? -1) > at ? name : null;
    from = end;
  }
  return kept.join('') + (inside === null ? html.slice(from) : '');
}
