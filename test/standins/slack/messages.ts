import type { types } from '@slack/bolt';
import { parsed, textIn, type Json } from '../json.ts';
import type { Posted } from '../world.ts';
import { isTooLong, objectionsTo } from './limits.ts';
import { SlackRefusal, type World } from './world.ts';
import type { Workspace } from './workspace.ts';

/** By which road the message came; Slack lets `chat.update` touch only what `chat.postMessage` made. */
type Road = 'acknowledgement' | 'response_url' | 'chat.postMessage' | 'chat.postEphemeral';

/** A message as people see it now; its identifier is its timestamp. */
export interface Message extends Posted {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly types.AnyBlock[];
  readonly road: Road;
  /** The parent's timestamp, in a thread. */
  readonly threadTs?: string;
  /** What the sender asked about link previews, where it asked. */
  readonly unfurls: { readonly links?: unknown; readonly media?: unknown };
  readonly edits: number;
}

type Content = Pick<Message, 'text' | 'blocks'>;

/** Who posts where, and for whom. */
interface Posting extends Pick<Message, 'channel' | 'road'> {
  readonly onlyFor?: string | undefined;
}

/** Posts what a request carries, once it is checked. */
export function post(world: World, body: Json, { onlyFor, ...posting }: Posting): Message {
  world.files.check(body, posting.road);
  const threadTs = textIn(body, 'thread_ts') ?? '';
  const ts = world.timestamp();
  return world.messages.keep({
    ...contentIn(body),
    ...posting,
    id: ts,
    ts,
    unfurls: { links: body['unfurl_links'], media: body['unfurl_media'] },
    ...(threadTs === '' ? {} : { threadTs }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
    edits: 0,
    isDeleted: false,
  });
}

/** Posts what an acknowledgement or a response carries: to the one who asked, unless it says `in_channel`. */
export function postFor(
  world: World,
  { channel, user }: { readonly channel: string; readonly user: string },
  body: Json,
  road: Road,
): Message {
  const onlyFor = body['response_type'] === 'in_channel' ? undefined : user;
  return post(world, body, { channel, road, onlyFor });
}

export function edit({ messages }: World, message: Message, content: Content): Message {
  return messages.keep({ ...message, ...content, edits: message.edits + 1 });
}

/** https://docs.slack.dev/changelog/2018-truncating-really-long-messages: longer text is cut, not refused. */
const MAXIMUM_TEXT = 40_000;

/**
 * The text and blocks of something to post, checked as Slack checks them. Throws a SlackRefusal:
 * `no_text`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`.
 */
export function contentIn(json: Json): Content {
  const blocks = blocksIn(json);
  const text = textIn(json, 'text') ?? textIn(json, 'markdown_text') ?? '';
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  return { text: text.slice(0, MAXIMUM_TEXT), blocks };
}

/** The blocks alone: none where the argument is missing. */
export function blocksIn(json: Json): Message['blocks'] {
  const given = json['blocks'];
  // The WebClient sends a form whose `blocks` are a JSON text; acknowledgements carry a real list.
  const blocks = typeof given === 'string' ? parsed(given) : (given ?? []);
  if (!Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  const errors = objectionsTo(blocks, 'message');
  if (errors.length > 0) {
    // Slack lists each objection twice, as @slack/web-api reads it: for the program, and for the log.
    const messages = errors.map((objection) => `[ERROR] ${objection}`);
    throw new SlackRefusal('invalid_blocks', { errors, response_metadata: { messages } });
  }
  if (isTooLong(blocks)) throw new SlackRefusal('msg_blocks_too_long');
  return blocks as types.AnyBlock[];
}

/** A message as Slack returns it, and as it travels in interaction payloads. */
export function describe(message: Message, { bot, teamId }: Workspace): Json {
  const { ts, text, blocks, threadTs, edits } = message;
  return {
    type: 'message',
    user: bot.userId,
    bot_id: bot.id,
    app_id: 'A0DEBAT01',
    team: teamId,
    ts,
    text,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(edits === 0 ? {} : { edited: { user: bot.id, ts } }),
    // Slack names the blocks that their sender did not.
    blocks: blocks.map((block, index) => ({ block_id: `b${index}`, ...block })),
  };
}
