import { blocksIn, contentIn } from './content.ts';
import type { Json } from './json.ts';
import { argument, channelArgument, type Call, type Method } from './method.ts';
import type { Content, Message } from './messages.ts';
import { SlackRefusal } from './refusal.ts';
import type { Channel, Workspace } from './workspace.ts';

/**
 * `chat.update` refuses longer text with `msg_too_long`, where `chat.postMessage` cuts at 40,000.
 * The page says characters; bytes were measured in the wild, and the stricter of the two is held here.
 */
const MAXIMUM_UPDATE_BYTES = 4000;

const chatMethod = (required: readonly string[], run: Method['run']): Method => {
  return { token: 'bot', scope: 'chat:write', required, run };
};

export const CHAT_METHODS: readonly (readonly [string, Method])[] = [
  ['chat.postMessage', chatMethod(['channel'], postMessage)],
  ['chat.postEphemeral', chatMethod(['channel', 'user'], postEphemeral)],
  ['chat.update', chatMethod(['channel', 'ts'], updateMessage)],
  ['chat.delete', chatMethod(['channel', 'ts'], deleteMessage)],
  ['chat.getPermalink', { token: 'bot', required: ['channel', 'message_ts'], run: getPermalink }],
];

function postMessage(call: Call): Json {
  const channel = writable(call);
  const threadTs = argument(call, 'thread_ts');
  const message = call.world.messages.post({
    ...contentIn(call.args),
    channel: channel.id,
    road: 'chat.postMessage',
    unfurls: { links: call.args['unfurl_links'], media: call.args['unfurl_media'] },
    ...(threadTs === '' ? {} : { threadTs }),
  });
  return { channel: channel.id, ts: message.ts, message: describe(message, call.workspace) };
}

function postEphemeral(call: Call): Json {
  const channel = writable(call);
  const user = argument(call, 'user');
  if (!call.workspace.people.has(user)) throw new SlackRefusal('user_not_in_channel');
  const threadTs = argument(call, 'thread_ts');
  const message = call.world.messages.post({
    ...contentIn(call.args),
    channel: channel.id,
    road: 'chat.postEphemeral',
    onlyFor: user,
    ...(threadTs === '' ? {} : { threadTs }),
  });
  return { message_ts: message.ts };
}

function updateMessage(call: Call): Json {
  const before = ownMessage(call, 'cant_update_message');
  const text = argument(call, 'text');
  if (Buffer.byteLength(text) > MAXIMUM_UPDATE_BYTES) throw new SlackRefusal('msg_too_long');
  const message = call.world.messages.edit(before, changed(call.args, text, before));
  const { channel, ts } = message;
  return { channel, ts, text: message.text, message: describe(message, call.workspace) };
}

/** Blocks that are not mentioned stay, and an empty list takes them away. */
function changed(args: Json, text: string, before: Message): Content {
  const blocks = args['blocks'] === undefined ? before.blocks : blocksIn(args);
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  return { text: text === '' ? before.text : text, blocks };
}

function deleteMessage(call: Call): Json {
  const { channel, ts } = call.world.messages.delete(ownMessage(call, 'cant_delete_message'));
  return { channel, ts };
}

function getPermalink(call: Call): Json {
  const channel = channelArgument(call, 'channel').id;
  const place = argument(call, 'message_ts').replace('.', '');
  const host = `https://${call.workspace.domain}.slack.com`;
  return { channel, permalink: `${host}/archives/${channel}/p${place}` };
}

/** Ephemeral messages do not exist for this method, and those of an acknowledgement are not the bot's own. */
function ownMessage(call: Call, error: string): Message {
  const channel = channelArgument(call, 'channel');
  const message = call.world.messages.find(channel.id, argument(call, 'ts'));
  if (message === undefined || message.onlyFor !== undefined) {
    throw new SlackRefusal('message_not_found');
  }
  if (message.road !== 'chat.postMessage') throw new SlackRefusal(error);
  return message;
}

/** `chat:write.public` is not among the scopes of this app, so it must have been invited. */
function writable(call: Call): Channel {
  const channel = channelArgument(call, 'channel');
  if (channel.archived) throw new SlackRefusal('is_archived');
  if (channel.hasBot) return channel;
  throw new SlackRefusal(channel.kind === 'private' ? 'channel_not_found' : 'not_in_channel');
}

/** A message as Slack returns it, and as it travels in interaction payloads. */
export function describe(message: Message, workspace: Workspace): Json {
  return {
    type: 'message',
    user: workspace.bot.userId,
    bot_id: workspace.bot.id,
    app_id: 'A0DEBAT01',
    team: workspace.teamId,
    ts: message.ts,
    text: message.text,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edits === 0 ? {} : { edited: { user: workspace.bot.id, ts: message.ts } }),
    // Slack names the blocks that their sender did not.
    blocks: message.blocks.map((block, index) => ({ block_id: `b${index}`, ...block })),
  };
}
