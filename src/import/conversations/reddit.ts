import * as v from 'valibot';
import { dayOf } from '../dates.ts';
import { type Draft, draftOf, named, type Speaker, type Turn } from '../draft.ts';
import type { Format } from '../format.ts';
import { entitiesUndone } from '../html-tree.ts';
import { beginsWithKeys, readJson, shaped } from './json-export.ts';
import { answering, type QuoteMarks, requireWords, turnsOfMessage } from './messages.ts';
import { firstName, namesFor, type ShownName } from './people.ts';

const KIND = 'un fil de Reddit';
/** `>!` hides words, and quotes nobody. */
const MARKS: QuoteMarks = { line: /^ {0,3}>(?!!)/u, rest: null, isMarkdown: true };
/** What stands where a person or a moderator took words, or an account, away. */
const GONE = /^\s*\[ ?(?:deleted|removed)(?: by [^\]\n]{1,40})? ?\]\s*$/u;

const text = v.nullish(v.string(), '');
const permalink = v.nullish(v.pipe(v.string(), v.regex(/^\/[^/\s]\S*$/u)));
const entrySchema = v.object({
  ...{ id: v.string(), author: text, body: text, selftext: text, title: text, subreddit: text },
  ...{ parent_id: text, created_utc: v.nullish(v.number()), permalink },
  replies: v.optional(v.unknown()),
});
const thingSchema = v.object({ kind: v.string(), data: v.unknown() });
const listingSchema = v.object({
  kind: v.literal('Listing'),
  data: v.object({ children: v.array(thingSchema) }),
});
const pairSchema = v.tuple([listingSchema, listingSchema]);
type Thing = v.InferOutput<typeof thingSchema>;
type Entry = v.InferOutput<typeof entrySchema>;

interface Thread {
  readonly file: string;
  readonly author: string;
  readonly shownName: ShownName;
  readonly isFull: boolean;
}

/** What `.json` after the address of a post gives: the post, and the tree of its comments. */
export const reddit: Format = {
  label: 'fil de Reddit',
  ending: '.json',
  recognises: (file) => beginsWithKeys(file, /^\s*\[\s*\{/u, /"kind"\s*:\s*"Listing"/u),
  read: function* (file, { names }) {
    const [posts, comments] = readJson(file, pairSchema, KIND);
    const post = shaped(file.name, posts.data.children[0]?.data, entrySchema, KIND);
    const shownName = namesFor(names);
    const thread = { file: file.name, author: post.author, shownName, isFull: names === 'full' };
    const turns = turnsOf(post, `t3_${post.id}`, thread);
    const { entries, hasMore } = inTreeOrder(file.name, comments.data.children);
    const seen = new Set<string>();
    for (const entry of entries) {
      if (seen.has(entry.id)) continue;
      seen.add(entry.id);
      turns.push(...turnsOf(entry, `t1_${entry.id}`, thread));
    }
    yield requireWords(file.name, draftIn(post, thread, { turns: answering(turns), hasMore }));
  },
};

/** Each comment before its replies. The tree is walked without recursion: anybody can nest it. */
function inTreeOrder(
  file: string,
  roots: readonly Thing[],
): { entries: Entry[]; hasMore: boolean } {
  const entries: Entry[] = [];
  const waiting = roots.toReversed();
  let hasMore = false;
  for (let thing = waiting.pop(); thing !== undefined; thing = waiting.pop()) {
    hasMore ||= thing.kind === 'more';
    if (thing.kind !== 't1') continue;
    const entry = shaped(file, thing.data, entrySchema, KIND);
    entries.push(entry);
    for (const reply of repliesTo(file, entry).toReversed()) waiting.push(reply);
  }
  return { entries, hasMore };
}

/** A comment without replies has an empty string in their place. */
function repliesTo(file: string, { replies }: Entry): Thing[] {
  if (replies === '' || replies === null || replies === undefined) return [];
  return shaped(file, replies, listingSchema, KIND).data.children;
}

function turnsOf(entry: Entry, key: string, thread: Thread): Turn[] {
  const written = entry.body === '' ? entry.selftext : entry.body;
  if (GONE.test(written)) return [];
  const message = {
    ...{ key, answers: entry.parent_id === '' ? null : entry.parent_id, url: urlOf(entry) },
    ...{ date: writtenOn(entry), speaker: speakerOf(entry, thread) },
    text: withMentions(readable(written), thread),
  };
  return turnsOfMessage(thread.file, message, MARKS);
}

function speakerOf({ author }: Entry, thread: Thread): Speaker {
  const name = nameOf(author, thread.shownName);
  const isAuthor = name !== null && author === thread.author;
  return named(name, isAuthor ? 'auteur' : 'commentateur');
}

/** Accounts are one whatever their case. */
function nameOf(author: string, shownName: ShownName): string | null {
  const name = firstName(author);
  return name === '' || GONE.test(name) ? null : shownName(name.toLowerCase(), name);
}

function urlOf({ permalink: path }: Entry): string | null {
  return path === null || path === undefined ? null : `https://www.reddit.com${path}`;
}

function writtenOn({ created_utc: seconds }: Entry): string | null {
  return seconds === null || seconds === undefined ? null : dayOf(seconds * 1000);
}

/** The API escapes three characters, and what people type may hold entities of HTML beneath. */
function readable(written: string): string {
  return written
    .replace(/&(?:amp|lt|gt);/gu, entitiesUndone)
    .replace(/&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});/gu, entitiesUndone)
    .replace(/\[([^[\]\n]{1,500})\]\(https?:\/\/[^\s()]{1,2000}\)/gu, '$1');
}

/** Where people are not called by their names, `u/name` is a name too. */
function withMentions(written: string, { isFull, shownName }: Thread): string {
  if (isFull) return written;
  return written.replace(
    /(?<!\w)\/?u(?:ser)?\/([\w-]{3,20})(?![\w-])/gu,
    (_whole, name: string) => `@${shownName(name.toLowerCase(), name)}`,
  );
}

function draftIn(
  post: Entry,
  { shownName }: Thread,
  { turns, hasMore }: { turns: readonly Turn[]; hasMore: boolean },
): Draft {
  return draftOf({
    title: firstName(readable(post.title)) || null,
    author: nameOf(post.author, shownName),
    publisher: post.subreddit === '' ? 'Reddit' : `Reddit, r/${post.subreddit}`,
    ...{ date: writtenOn(post), url: urlOf(post), kind: 'fil de discussion', turns },
    doubts: hasMore ? ['le fichier ne porte pas toutes les réponses du fil'] : [],
  });
}
