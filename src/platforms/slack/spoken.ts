import { UNQUOTED } from '../../debate/quote.ts';
import { plainText } from './view/blocks.ts';
import type { SlackMessage } from './view/blocks.ts';
import { hasButtons } from './view/buttons.ts';
import { readMessage } from './view/read.ts';

// Whether a message is a person's, and where its words are. Apps of every sort and age write messages, so
// that nothing is taken for certain but that it is an object of JSON.

/** A message that a person wrote, as far as Slack is sure to tell it. */
export interface Message {
  readonly user: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  /** Absent before the first edit. */
  readonly edited?: { readonly ts: string };
}

type Json = Readonly<Record<string, unknown>>;

/** Members that Slack adds to what a program posts, in a person's name too. */
const MARKS_OF_PROGRAMS = ['bot_id', 'bot_profile', 'app_id'];
const SLACKBOT = 'USLACKBOT';
/**
 * What people write in another way than usual. All other subtypes tell what happened (somebody came, set a
 * topic, pinned, deleted) or are a program's: https://docs.slack.dev/reference/events/message#subtypes
 */
const WRITTEN: ReadonlySet<unknown> = new Set([
  'thread_broadcast',
  'reply_broadcast',
  'file_share',
  'me_message',
]);

/** Whether a person wrote it, of whatever workspace: no program, and not Slack itself. */
export function isByPerson<Told extends object>(message: Told): message is Told & Message {
  const told = message as Json;
  const { user, ts, subtype, hidden, client_msg_id: typed } = told;
  if (typeof user !== 'string' || user === SLACKBOT || typeof ts !== 'string') return false;
  if (hidden === true || MARKS_OF_PROGRAMS.some((each) => told[each] != null)) return false;
  // Only what was typed into one of Slack's own programs has such a name, whatever it is called one day.
  return subtype == null || WRITTEN.has(subtype) || typeof typed === 'string';
}

/** As many characters of a message as are read: more than Slack lets anybody type. */
const MOST = 20_000;

/** What a person says in a message, with `person` for whom it mentions. Where that is nothing, what they pass on is `passedOn`. */
export function spokenIn(
  message: object,
  person?: string,
): { readonly text: string; readonly passedOn: string } {
  const { text, blocks } = message as Json;
  const said = typeof text === 'string' ? plainText(text, person) : '';
  const own = said === '' ? joined(wordsIn('', blocks, 0)) : said;
  return { text: own, passedOn: own === '' ? wordsOf(message) : '' };
}

/** All the words that are read in a message; in an answer of the bot, those that it quotes. */
export function wordsOf(message: object): string {
  const told = message as Json;
  const quoted = quotedIn(told);
  if (quoted.length > 0) return joined(quoted);
  const { text, blocks, attachments, files } = told;
  return joined(wordsInObject({ text, blocks, attachments, files }, 0));
}

function joined(words: readonly string[]): string {
  const distinct = [...new Set(words.map((each) => each.trim()))].filter((each) => each !== '');
  return distinct.join('\n').slice(0, MOST).trim();
}

function quotedIn({ blocks }: Json): readonly string[] {
  if (!Array.isArray(blocks)) return [];
  const own = blocks as SlackMessage['blocks'];
  if (!hasButtons(own)) return [];
  const { quotations } = readMessage({ text: '', blocks: own });
  return quotations.map(({ words }) => words.replace(UNQUOTED, ''));
}

/** Members whose text is read. Any other is a name, an address or what a program needs. */
const WORDS = new Set([
  'text',
  'pretext',
  'title',
  'description',
  'value',
  'comment',
  'content',
  'preview',
  'plain_text',
  'subject',
]);
/** What is no part of what a message says: other messages, what programs note, who wrote, what can be done. */
const BESIDE = new Set([
  'root',
  'previous_message',
  'metadata',
  'actions',
  'confirm',
  'user_profile',
]);
const CONTROLS: ReadonlySet<unknown> = new Set(['button', 'actions', 'input']);
/** Its parts are pieces of one line. */
const RUNS: ReadonlySet<unknown> = new Set([
  'rich_text_section',
  'rich_text_quote',
  'rich_text_preformatted',
]);
/** Nothing that people read is nested so deep. */
const DEEPEST = 40;

function wordsIn(name: string, value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return WORDS.has(name) ? [plainText(value)] : [];
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(name, each, depth + 1));
  if (typeof value !== 'object' || value === null || BESIDE.has(name)) return [];
  return depth > DEEPEST ? [] : wordsInObject(value as Json, depth + 1);
}

/**
 * The words of anything that has some: blocks stand in the place of a message's `text`, and `fallback` is read by
 * whoever cannot see the rest. The title of a file may be its name alone.
 */
function wordsInObject(given: Json, depth: number): readonly string[] {
  const { type, text, pretext, title, blocks, message_blocks, fallback, ...others } = given;
  if ('action_id' in given || CONTROLS.has(type)) return [];
  if (RUNS.has(type)) return [lineOf(given['elements'])];
  if (type === 'markdown' && typeof text === 'string') return [withoutAddresses(text)];
  const within = ([name, value]: [string, unknown]) => wordsIn(name, value, depth);
  const shown = [blocks, message_blocks].flatMap((each) => within(['', each]));
  const body = shown.length > 0 ? [] : within(['text', text]);
  const head = { pretext, ...(title !== given['name'] && { title }) };
  const among = (members: Json) => Object.entries(members).flatMap(within);
  const read = [...among(head), ...shown, ...body, ...among(others)].filter((each) => each !== '');
  return read.length === 0 && typeof fallback === 'string' ? [plainText(fallback)] : read;
}

/** A line of rich text, whose pieces are as they were typed; what is no text stands between words. */
function lineOf(pieces: unknown): string {
  if (!Array.isArray(pieces)) return '';
  const all: readonly unknown[] = pieces;
  return all.map((piece) => (isWordy(piece) ? piece.text : ' ')).join('');
}

function isWordy(piece: unknown): piece is { readonly text: string } {
  return (
    typeof piece === 'object' && piece !== null && 'text' in piece && typeof piece.text === 'string'
  );
}

function withoutAddresses(markdown: string): string {
  return markdown.replace(/\]\([^()]*\)/gu, ']');
}
