import type { APIUser } from 'discord-api-types/v10';
import { textIn } from '../json.ts';
import { addChannel, BOT, BOT_PERMISSIONS, conversation, type Guild } from './community.ts';
import { guildPayload } from './guild-payloads.ts';
import {
  applicationPayload,
  botPayload,
  channelPayload,
  memberPayload,
  ownPayload,
  userPayload,
} from './payloads.ts';
import { MISSING_ACCESS, Refusal, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_USER } from './refusal.ts';
import { parameter, type Handler, type Reply, type Request } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Sessions that may begin within five seconds: enough that tests of several shards need not wait. */
const CONCURRENT_STARTS = 16;

export const ACCOUNT_ROUTES = {
  'GET /gateway': ({ world }) => ({ status: 200, body: { url: world.urls.gateway } }),
  'GET /gateway/bot': ({ world }) => {
    const session_start_limit = {
      total: world.sessionsADay(),
      remaining: world.sessionsADay() - world.gateway.identifies,
      reset_after: DAY_MS,
      max_concurrency: CONCURRENT_STARTS,
    };
    const { urls, recommendedShards: shards } = world;
    return { status: 200, body: { url: urls.gateway, shards, session_start_limit } };
  },
  'GET /users/@me': () => ({ status: 200, body: ownPayload() }),
  'GET /users/@me/guilds': ({ world }) => {
    const guilds = [...world.community.guilds.values()].filter(({ hasBot }) => hasBot);
    return { status: 200, body: guilds.map(ownGuildPayload) };
  },
  'POST /users/@me/channels': openConversation,
  'GET /users/:user': (request) => ({ status: 200, body: userOf(request) }),
  'GET /applications/@me': () => ({ status: 200, body: applicationPayload() }),
  'GET /oauth2/applications/@me': () => ({ status: 200, body: applicationPayload() }),
  'GET /guilds/:guild': (request) => ({ status: 200, body: guildPayload(guildOf(request)) }),
  'GET /guilds/:guild/members/:user': (request) => {
    guildOf(request);
    return { status: 200, body: memberPayload(userOf(request, UNKNOWN_MEMBER)) };
  },
} satisfies Record<string, Handler>;

function ownGuildPayload({ id, name, owner }: Guild) {
  const permissions = String(BOT_PERMISSIONS);
  return { id, name, icon: null, banner: null, owner: owner === BOT, permissions, features: [] };
}

/** The conversation with a person; the same one however often it is opened. */
function openConversation({ world, body }: Request): Reply {
  const { people, channels } = world.community;
  const person = people.get(textIn(body, 'recipient_id') ?? '');
  if (person === undefined) throw new Refusal(UNKNOWN_USER);
  const known = [...channels.values()].find((channel) => {
    return channel.people.length === 1 && channel.people.includes(person.id);
  });
  const channel = known ?? conversation(world.identifiers.snowflake(), [person.id]);
  if (known === undefined) addChannel(world.community, channel);
  return { status: 200, body: channelPayload(channel, world.community) };
}

function userOf(request: Request, otherwise = UNKNOWN_USER): APIUser {
  const id = parameter(request, 'user');
  const person = request.world.community.people.get(id);
  if (person !== undefined) return userPayload(person);
  if (id === BOT || id === '@me') return botPayload();
  throw new Refusal(otherwise);
}

function guildOf(request: Request): Guild {
  const guild = request.world.community.guilds.get(parameter(request, 'guild'));
  if (guild === undefined) throw new Refusal(UNKNOWN_GUILD);
  if (!guild.hasBot) throw new Refusal(MISSING_ACCESS);
  return guild;
}
