import { isJson, textIn, type Json } from '../json.ts';
import { objectionsToView } from './limits.ts';
import { blocksIn, describe, edit, post, type Message } from './messages.ts';
import { SlackRefusal, type World } from './world.ts';
import { addChannel, type Channel, type Workspace } from './workspace.ts';

interface Call {
  readonly world: World;
  readonly workspace: Workspace;
  readonly args: Json;
}

/** One Web API method: who may call it, what it needs, and what it adds to `ok: true`. */
export interface Method {
  /** Whose token it takes: the bot's, unless it says otherwise. */
  readonly as?: 'app' | 'nobody';
  readonly scope?: string;
  readonly required?: readonly string[];
  /** Throws a SlackRefusal for `ok: false`. */
  readonly run: (call: Call) => Json;
}

const chat = (required: readonly string[], run: Method['run']): Method => {
  return { scope: 'chat:write', required, run };
};

export const METHODS: Readonly<Record<string, Method>> = {
  'apps.connections.open': {
    as: 'app',
    run: ({ world }) => ({ url: world.socketMode.issueUrl() }),
  },
  'assistant.threads.setSuggestedPrompts': {
    scope: 'assistant:write',
    required: ['channel_id', 'prompts'],
    run: suggestPrompts,
  },
  'auth.test': { run: authTest },
  'chat.delete': chat(['channel', 'ts'], (call) => {
    const { channel, ts } = call.world.messages.delete(ownMessage(call, 'cant_delete_message'));
    return { channel, ts };
  }),
  'chat.getPermalink': { required: ['channel', 'message_ts'], run: permalink },
  'chat.postEphemeral': chat(['channel', 'user'], postEphemeral),
  'chat.postMessage': chat(['channel'], postMessage),
  'chat.update': chat(['channel', 'ts'], updateMessage),
  'conversations.info': { required: ['channel'], run: conversationsInfo },
  'conversations.replies': { required: ['channel', 'ts'], run: conversationsReplies },
  'files.completeUploadExternal': {
    scope: 'files:write',
    required: ['files'],
    run: ({ world, args }) => world.files.complete(args['files']),
  },
  'files.getUploadURLExternal': {
    scope: 'files:write',
    required: ['filename', 'length'],
    run: (call) => call.world.files.issue(textOf(call, 'filename'), Number(call.args['length'])),
  },
  'oauth.v2.access': { as: 'nobody', run: ({ world, args }) => world.installer.exchange(args) },
  'users.info': { scope: 'users:read', required: ['user'], run: usersInfo },
  // No scope: https://docs.slack.dev/reference/methods/views.open asks for none.
  'views.open': { required: ['trigger_id', 'view'], run: openView },
  'views.publish': { required: ['user_id', 'view'], run: publishView },
};

/** An argument as text; the required ones are known to be there. */
function textOf({ args }: Call, name: string): string {
  const value = args[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The channel or direct conversation an argument names; a person's id stands for theirs. */
function channelIn(call: Call, name: string): Channel {
  const { people, channels } = call.workspace;
  const id = textOf(call, name);
  const channel = people.has(id) ? directConversation(call, id) : channels.get(id);
  if (channel === undefined) throw new SlackRefusal('channel_not_found');
  return channel;
}

function directConversation({ workspace, world }: Call, user: string): Channel {
  const known = [...workspace.channels.values()];
  const existing = known.find(({ kind, creator }) => kind === 'im' && creator === user);
  const added = { id: world.next('D'), name: 'directmessage', kind: 'im', creator: user } as const;
  return existing ?? addChannel(workspace, added);
}

/** `chat:write.public` is not among the scopes of this app, so it must have been invited. */
function writable(call: Call): string {
  const { id, archived, hasBot, kind } = channelIn(call, 'channel');
  if (archived) throw new SlackRefusal('is_archived');
  if (hasBot) return id;
  throw new SlackRefusal(kind === 'private' ? 'channel_not_found' : 'not_in_channel');
}

function permalink(call: Call): Json {
  const { id } = channelIn(call, 'channel');
  const place = `${id}/p${textOf(call, 'message_ts').replace('.', '')}`;
  return { channel: id, permalink: `https://${call.workspace.domain}.slack.com/archives/${place}` };
}

function postMessage(call: Call): Json {
  const channel = writable(call);
  const message = post(call.world, call.args, { channel, road: 'chat.postMessage' });
  return { channel, ts: message.ts, message: describe(message, call.workspace) };
}

function postEphemeral(call: Call): Json {
  const channel = writable(call);
  const onlyFor = textOf(call, 'user');
  if (!call.workspace.people.has(onlyFor)) throw new SlackRefusal('user_not_in_channel');
  const road = 'chat.postEphemeral';
  return { message_ts: post(call.world, call.args, { channel, road, onlyFor }).ts };
}

/**
 * `chat.update` refuses longer text with `msg_too_long`, where `chat.postMessage` cuts at 40,000.
 * The page says characters; bytes were measured in the wild, and the stricter of the two is held here.
 */
const MAXIMUM_UPDATE_BYTES = 4000;

function updateMessage(call: Call): Json {
  const before = ownMessage(call, 'cant_update_message');
  const text = textOf(call, 'text');
  if (Buffer.byteLength(text) > MAXIMUM_UPDATE_BYTES) throw new SlackRefusal('msg_too_long');
  // Blocks that are not mentioned stay, and an empty list takes them away.
  const blocks = call.args['blocks'] === undefined ? before.blocks : blocksIn(call.args);
  call.world.files.check(call.args, 'chat.update');
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  const message = edit(call.world, before, { text: text === '' ? before.text : text, blocks });
  const { channel, ts } = message;
  return { channel, ts, text: message.text, message: describe(message, call.workspace) };
}

/** Ephemeral messages do not exist for this method, and those of an acknowledgement are not the bot's own. */
function ownMessage(call: Call, error: string): Message {
  const { id } = channelIn(call, 'channel');
  const message = call.world.messages.find(textOf(call, 'ts'));
  if (message?.channel !== id || message.onlyFor !== undefined) {
    throw new SlackRefusal('message_not_found');
  }
  if (message.road !== 'chat.postMessage') throw new SlackRefusal(error);
  return message;
}

function authTest({ workspace: { teamId, domain, bot } }: Call): Json {
  return {
    url: `https://${domain}.slack.com/`,
    team: domain,
    team_id: teamId,
    user: bot.name,
    user_id: bot.userId,
    bot_id: bot.id,
    is_enterprise_install: false,
  };
}

function usersInfo(call: Call): Json {
  const person = call.workspace.people.get(textOf(call, 'user'));
  if (person === undefined) throw new SlackRefusal('user_not_found');
  const { id, name, isAdmin, realName = name } = person;
  const profile = { real_name: realName, display_name: name };
  return { user: { id, name, real_name: realName, profile, is_admin: isAdmin, is_owner: false } };
}

const READ_SCOPES = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;

function conversationsInfo(call: Call): Json {
  const { id, name, kind, creator, archived, hasBot } = channelIn(call, 'channel');
  const needed = READ_SCOPES[kind];
  if (!call.workspace.scopes.has(needed)) throw new SlackRefusal('missing_scope', { needed });
  if (kind === 'private' && !hasBot) throw new SlackRefusal('channel_not_found');
  const about = kind === 'im' ? { user: creator } : { name, creator };
  return { channel: { id, ...about, is_archived: archived, is_member: hasBot } };
}

const HISTORY = {
  public: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
} as const;

/** Each page begins with the message that opens the thread: https://docs.slack.dev/reference/methods/conversations.replies */
function conversationsReplies(call: Call): Json {
  const { id, kind, hasBot } = channelIn(call, 'channel');
  const needed = HISTORY[kind];
  if (!call.workspace.scopes.has(needed)) throw new SlackRefusal('missing_scope', { needed });
  if (!hasBot) throw new SlackRefusal(kind === 'public' ? 'not_in_channel' : 'channel_not_found');
  const [opening, ...replies] = call.world.threads.get(`${id} ${textOf(call, 'ts')}`) ?? [];
  if (opening === undefined) throw new SlackRefusal('thread_not_found');
  const from = Number(textOf(call, 'cursor') || 0);
  const to = from + Math.min(Number(textOf(call, 'limit') || 1_000), call.world.mostReplies);
  const next_cursor = to < replies.length ? String(to) : '';
  const messages = [opening, ...replies.slice(from, to)];
  return { messages, has_more: next_cursor !== '', response_metadata: { next_cursor } };
}

/** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts: four at most. */
const MAXIMUM_PROMPTS = 4;

function suggestPrompts(call: Call): Json {
  if (channelIn(call, 'channel_id').kind !== 'im') throw new SlackRefusal('channel_not_found');
  const prompts: readonly unknown[] = Array.isArray(call.args['prompts'])
    ? call.args['prompts']
    : [];
  const areComplete = prompts.every((each) => {
    return isJson(each) && textIn(each, 'title') && textIn(each, 'message');
  });
  if (prompts.length === 0 || prompts.length > MAXIMUM_PROMPTS || !areComplete) {
    throw new SlackRefusal('invalid_arguments');
  }
  return {};
}

function openView(call: Call): Json {
  const { views } = call.world;
  const view = viewIn(call, 'modal');
  return { view: views.open(call.workspace, textOf(call, 'trigger_id'), view).output };
}

function publishView(call: Call): Json {
  const { views } = call.world;
  const user = textOf(call, 'user_id');
  const view = viewIn(call, 'home');
  if (!call.workspace.people.has(user)) throw new SlackRefusal('not_enabled');
  return { view: views.publish(call.workspace, user, view).output };
}

function viewIn({ args: { view } }: Call, type: 'home' | 'modal'): Json {
  if (!isJson(view)) throw new SlackRefusal('invalid_arguments');
  const misplaced = view['type'] === type ? [] : [`unsupported type [json-pointer:/view/type]`];
  const objections = [...misplaced, ...objectionsToView(view)];
  if (objections.length === 0) return view;
  const messages = objections.map((objection) => `[ERROR] ${objection}`);
  throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
}
