import * as v from 'valibot';
import { dayOf } from '../dates.ts';
import { type Draft, draftOf, named, type Speaker, type Turn } from '../draft.ts';
import { blocksUnder } from '../html.ts';
import { stretchesOf } from '../html-quotations.ts';
import { attribute, closest, type Element, marks, parentOf, treeOfFragment } from '../html-tree.ts';
import type { BroughtFile, Format } from '../format.ts';
import { beginsWithKeys, readJson } from './json-export.ts';
import { answering, type Part, quotedIn, requireWords, turnsOfParts } from './messages.ts';
import { firstName, namesFor } from './people.ts';

const text = v.nullish(v.string(), '');
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const postSchema = v.object({
  ...{ post_number: count, username: text, name: text, cooked: text, created_at: text },
  ...{ reply_to_post_number: v.nullish(count), post_type: v.nullish(v.number(), 1) },
  ...{ user_id: v.nullish(v.number(), 1), user_deleted: v.nullish(v.boolean(), false) },
});
const topicSchema = v.object({
  ...{ id: v.nullish(count), title: text, slug: text },
  post_stream: v.object({
    posts: v.array(postSchema),
    stream: v.nullish(v.array(v.unknown()), []),
  }),
});
type Post = v.InferOutput<typeof postSchema>;
type Topic = v.InferOutput<typeof topicSchema>;
/** How the person of an account is called; null where there is no account. */
type Called = (account: string) => string | null;

/** Posts of people and of moderators; the others tell what happens to the topic. */
const WRITTEN: ReadonlySet<number> = new Set([1, 2]);

/** What `.json` after the address of a topic gives: https://docs.discourse.org. */
export const discourse: Format = {
  label: 'sujet de Discourse',
  ending: '.json',
  recognises: (file) => beginsWithKeys(file, /"post_stream"\s*:/u),
  read: function* (file, { names }) {
    const topic = readJson(file, topicSchema, 'un sujet de Discourse');
    const written = new Map<number, Post>();
    for (const post of topic.post_stream.posts) {
      if (isWritten(post) && !written.has(post.post_number)) written.set(post.post_number, post);
    }
    const posts = [...written.values()].toSorted((a, b) => a.post_number - b.post_number);
    const fullNames = new Map(posts.map((post) => [accountOf(post.username), post.name]));
    const shownName = namesFor(names);
    const isFull = names === 'full';
    const called: Called = (account) => {
      const name = firstName(fullNames.get(accountOf(account)), account);
      return name === '' ? null : shownName(accountOf(account), name);
    };
    const base = baseOf(file, topic);
    const turns = posts.flatMap((post) => turnsOf(file.name, post, { called, base, isFull }));
    const doubts = doubtsOf(topic);
    yield requireWords(file.name, { ...draftIn(topic, base, answering(turns)), doubts });
  },
};

/** Accounts below zero are the forum's own programs. */
function isWritten({ post_type, user_id, user_deleted }: Post): boolean {
  return WRITTEN.has(post_type) && user_id > 0 && !user_deleted;
}

function accountOf(username: string): string {
  return username.trim().toLowerCase();
}

/** A topic does not say where it is: only the address it was fetched from does. */
function baseOf({ address }: BroughtFile, { id, slug }: Topic): URL | null {
  if (address === null || id === null || id === undefined || !URL.canParse(address)) return null;
  const [before] = address.split(/\/t\//u);
  return new URL(`${before ?? ''}/t/${encodeURIComponent(slug || '-')}/${id}`);
}

function turnsOf(
  file: string,
  post: Post,
  { called, base, isFull }: { called: Called; base: URL | null; isFull: boolean },
): Turn[] {
  const role = post.post_number === 1 ? 'auteur' : 'commentateur';
  const speaker = named(called(post.username), role);
  const answered = post.reply_to_post_number ?? null;
  const message = {
    ...{ speaker, key: String(post.post_number), date: dayOf(post.created_at) },
    answers: answered === null ? null : String(answered),
    url: base === null ? null : `${base.href}/${post.post_number}`,
  };
  const quoted = (account: string): string => called(account) ?? account;
  const accounts = { quoted, mentioned: isFull ? null : quoted };
  return turnsOfParts(message, partsOfPost(file, post.cooked, { speaker, accounts }));
}

function draftIn({ title }: Topic, base: URL | null, turns: readonly Turn[]): Draft {
  const opening = turns.find(({ key }) => key === '1') ?? null;
  return draftOf({
    ...{ title: firstName(title) || null, author: opening?.speaker.name ?? null },
    ...{ publisher: base?.host ?? null, url: base?.href ?? null },
    ...{ kind: 'fil de discussion', turns },
  });
}

/** An address gives the first twenty posts, and the list of all. */
function doubtsOf({ post_stream: { posts, stream } }: Topic): string[] {
  if (stream.length <= posts.length) return [];
  return [`le fichier ne porte que ${posts.length} messages du sujet sur ${stream.length}`];
}

/** What the forum itself adds: previews of pages, sizes of pictures, counts of clicks, polls. */
const ADDED = ['onebox', 'lightbox-wrapper', 'meta', 'clicks', 'poll', 'title', 'quote-controls'];

/** How the people of a topic are called, by the names of their accounts. */
interface AccountNames {
  readonly quoted: (account: string) => string;
  /** Null where a mention stays as it is written. */
  readonly mentioned: ((account: string) => string) | null;
}

/** The words of a post of Discourse, told apart from those of whom it quotes. */
function partsOfPost(
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
  const around =
    parent === null ? null : closest(parent, ({ tagName }) => tagName === 'blockquote');
  const by: Speaker = around === null ? author : quotedPerson(around, author, accounts);
  const isPost = parent !== null && marks(parent).includes('quote');
  const account = isPost ? (attribute(parent, 'data-username')?.trim() ?? '') : '';
  if (account === '') return quotedIn(by);
  return named(accounts.quoted(account), 'cité', { quotedBy: by.name });
}
