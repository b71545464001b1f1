import { readerText } from '../bounds.ts';
import { dateAt } from '../dates.ts';
import { named, type Speaker, type Turn, turnOf, unnamed } from '../draft.ts';
import { blocksUnder, stretchesOf } from '../html.ts';
import { doubtOnQuoted, quotedPerson } from '../html-quotations.ts';
import { treeOfFragment } from '../html-tree.ts';
import { answering } from '../conversations/messages.ts';
import { withoutMarks } from './wordpress-marks.ts';

/** What stands in the elements of a post, of a comment or of an author, by their names. */
export type Fields = ReadonlyMap<string, string>;

export interface WordPressPost {
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
  const stretches = stretchesOf(blocksUnder(treeOfFragment(html, where), { breaks: 'blank line' }));
  const own = stretches.findIndex(({ quotation }) => quotation === null);
  return stretches.map(({ quotation, paragraphs }, at) => {
    // A key is one turn's: that of the writer's first words, where there are any.
    const isFirst = at === Math.max(own, 0);
    const place = { date: turn.date ?? null, url: turn.url ?? null, paragraphs };
    const known = isFirst ? { key: turn.key ?? null, answers: turn.answers ?? null } : {};
    if (quotation === null)
      return turnOf({ ...turn, key: null, answers: null, ...known, paragraphs });
    const speaker = quotedPerson(quotation, turn.speaker.name);
    return turnOf({ ...place, ...known, speaker, doubt: doubtOnQuoted(speaker) });
  });
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
  return NO_NAME.test(name) ? unnamed('commentateur') : named(name, 'commentateur');
}

function keyOf(id: string): string | null {
  return /^[1-9]\d{0,19}$/u.test(id.trim()) ? `comment-${id.trim()}` : null;
}
