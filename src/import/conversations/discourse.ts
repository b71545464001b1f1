import * as v from 'valibot';
import { partsOfPost } from './discourse-text.ts';
import { dayOf } from '../dates.ts';
import { type Draft, draftOf, named, type Speaker, type Turn, unnamed } from '../draft.ts';
import type { BroughtFile, Format } from '../format.ts';
import { beginsWithKeys, readJson } from './json-export.ts';
import { answering, requireWords, turnsOfParts } from './messages.ts';
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
  const speaker = speakerOf(post, called);
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

function speakerOf({ post_number, username }: Post, called: Called): Speaker {
  const role = post_number === 1 ? 'auteur' : 'commentateur';
  const name = called(username);
  return name === null ? unnamed(role) : named(name, role);
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
