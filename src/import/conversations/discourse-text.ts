import { named, type Speaker } from '../draft.ts';
import { blocksUnder, stretchesOf } from '../html.ts';
import { attribute, type Element, marks, parentOf, treeOfFragment } from '../html-tree.ts';
import { type Part, quotedIn } from './messages.ts';

/** What the forum itself adds: previews of pages, sizes of pictures, counts of clicks, polls. */
const ADDED = ['onebox', 'lightbox-wrapper', 'meta', 'clicks', 'poll', 'title', 'quote-controls'];

/** How the people of a topic are called, by the names of their accounts. */
export interface AccountNames {
  readonly quoted: (account: string) => string;
  /** Null where a mention stays as it is written. */
  readonly mentioned: ((account: string) => string) | null;
}

/** The words of a post of Discourse, told apart from those of whom it quotes. */
export function partsOfPost(
  where: string,
  cooked: string,
  { speaker, accounts }: { speaker: Speaker; accounts: AccountNames },
): Part[] {
  const blocks = blocksUnder(treeOfFragment(cooked, where), {
    breaks: 'blank line',
    skips: (element) => marks(element).some((mark) => ADDED.includes(mark)),
    replaces: (element) => mentionIn(element, accounts),
  });
  return stretchesOf(blocks).map(({ quotation, paragraphs }) => ({
    quoted: quotation === null ? null : quotedPerson(quotation, speaker, accounts),
    paragraphs,
  }));
}

/** A group is mentioned too, and has no account. */
function mentionIn(element: Element, { mentioned }: AccountNames): string | null {
  if (mentioned === null || !marks(element).includes('mention')) return null;
  const [, account] = /\/u\/([^/?#]+)/u.exec(attribute(element, 'href') ?? '') ?? [];
  return account === undefined ? null : `@${mentioned(account)}`;
}

/** A quotation of a post says whose it is, and holds a block of its words. */
function quotedPerson(quotation: Element, author: Speaker, accounts: AccountNames): Speaker {
  const parent = parentOf(quotation);
  let by: Speaker = author;
  for (let at = parent; at !== null; at = parentOf(at)) {
    if (at.tagName !== 'blockquote') continue;
    by = quotedPerson(at, author, accounts);
    break;
  }
  const isPost = parent !== null && marks(parent).includes('quote');
  const account = isPost ? (attribute(parent, 'data-username')?.trim() ?? '') : '';
  if (account === '') return quotedIn(by);
  return named(accounts.quoted(account), 'cité', { quotedBy: by.name });
}
