import { isJson, textIn, type Json } from './json.ts';
import { argument, channelArgument, directConversation, type Call, type Method } from './method.ts';
import { SlackRefusal } from './refusal.ts';
import type { Channel } from './workspace.ts';

const botMethod = (scope: string | undefined, required: string[], run: Method['run']): Method => {
  return { token: 'bot', required, run, ...(scope === undefined ? {} : { scope }) };
};

/** Methods about who and where: tokens, connections, channels, people, agent conversations. */
export const PLACE_METHODS: readonly (readonly [string, Method])[] = [
  ['auth.test', botMethod(undefined, [], authTest)],
  ['bots.info', botMethod('users:read', [], botsInfo)],
  ['users.info', botMethod('users:read', ['user'], usersInfo)],
  ['conversations.info', botMethod(undefined, ['channel'], conversationsInfo)],
  ['conversations.open', botMethod('im:write', ['users'], conversationsOpen)],
  [
    'assistant.threads.setSuggestedPrompts',
    botMethod('assistant:write', ['channel_id', 'prompts'], setSuggestedPrompts),
  ],
  [
    'assistant.threads.setStatus',
    botMethod('assistant:write', ['channel_id', 'thread_ts'], setStatus),
  ],
  ['apps.connections.open', { token: 'app', run: connectionsOpen }],
  ['oauth.v2.access', { token: 'none', run: oauthAccess }],
];

function authTest({ workspace }: Call): Json {
  const { teamId, domain, bot } = workspace;
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

function botsInfo({ workspace: { bot } }: Call): Json {
  const { id, name, userId } = bot;
  return { bot: { id, name, user_id: userId, app_id: 'A0DEBAT01', deleted: false } };
}

function usersInfo(call: Call): Json {
  const person = call.workspace.people.get(argument(call, 'user'));
  if (person === undefined) throw new SlackRefusal('user_not_found');
  const { id, name, isAdmin } = person;
  const team = call.workspace.teamId;
  return { user: { id, name, team_id: team, is_admin: isAdmin, is_owner: false, is_bot: false } };
}

const READ_SCOPES: Readonly<Record<Channel['kind'], string>> = {
  public: 'channels:read',
  private: 'groups:read',
  im: 'im:read',
};

function conversationsInfo(call: Call): Json {
  const channel = channelArgument(call, 'channel');
  const needed = READ_SCOPES[channel.kind];
  if (!call.workspace.scopes.has(needed)) throw new SlackRefusal('missing_scope', { needed });
  if (channel.kind === 'private' && !channel.hasBot) throw new SlackRefusal('channel_not_found');
  const { id, name, kind, creator, archived, hasBot } = channel;
  const person = kind === 'im' ? { user: creator } : { name, creator };
  return {
    channel: {
      id,
      ...person,
      is_channel: kind === 'public',
      is_im: kind === 'im',
      is_private: kind === 'private',
      is_archived: archived,
      is_member: hasBot,
    },
  };
}

function conversationsOpen(call: Call): Json {
  const user = argument(call, 'users');
  if (!call.workspace.people.has(user)) throw new SlackRefusal('user_not_found');
  return { channel: { id: directConversation(call, user).id } };
}

/** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts: four at most. */
const MAXIMUM_PROMPTS = 4;

function setSuggestedPrompts(call: Call): Json {
  refuseOutsideDirect(call);
  const prompts: unknown = call.args['prompts'];
  const list: readonly unknown[] = Array.isArray(prompts) ? prompts : [];
  const complete = list.filter(
    (each) => isJson(each) && textIn(each, 'title') && textIn(each, 'message'),
  );
  if (list.length === 0 || list.length > MAXIMUM_PROMPTS || complete.length < list.length) {
    throw new SlackRefusal('invalid_arguments');
  }
  return {};
}

function setStatus(call: Call): Json {
  channelArgument(call, 'channel_id');
  return {};
}

function refuseOutsideDirect(call: Call): void {
  if (channelArgument(call, 'channel_id').kind !== 'im')
    throw new SlackRefusal('channel_not_found');
}

function connectionsOpen({ world }: Call): Json {
  return { url: world.socketMode.issueUrl() };
}

function oauthAccess({ world, args }: Call): Json {
  return world.installer.exchange(args);
}
