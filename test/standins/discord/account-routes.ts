import { isJson, textIn } from '../json.ts';
import type { Reply } from '../serving.ts';
import { addChannel, APPLICATION, conversation } from './community.ts';
import { applicationPayload, channelPayload, guildPayload } from './payloads.ts';
import { MISSING_ACCESS, NOT_FOUND, Refusal, UNKNOWN_GUILD, UNKNOWN_USER } from './refusal.ts';
import { parameter, type Handler, type Request } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Sessions that may begin within five seconds: enough that tests of several shards need not wait. */
const CONCURRENT_STARTS = 16;

const aboutApplication: Handler = ({ world: { community } }) => {
  return { status: 200, body: { ...applicationPayload(), flags: community.flags } };
};

export const ACCOUNT_ROUTES = {
  'GET /gateway/bot': ({ world: { address, options, gateway } }) => {
    const total = options.sessionsADay();
    const session_start_limit = {
      total,
      remaining: total - gateway.identifies,
      reset_after: DAY_MS,
      max_concurrency: CONCURRENT_STARTS,
    };
    const shards = options.recommendedShards;
    return { status: 200, body: { url: `ws://${address}`, shards, session_start_limit } };
  },
  'POST /users/@me/channels': openConversation,
  'GET /applications/@me': aboutApplication,
  'GET /oauth2/applications/@me': aboutApplication,
  'GET /guilds/:guild': (request) => {
    const guild = request.world.community.guilds.get(parameter(request, 'guild'));
    if (guild === undefined) throw new Refusal(UNKNOWN_GUILD);
    if (!guild.hasBot) throw new Refusal(MISSING_ACCESS);
    return { status: 200, body: guildPayload(guild) };
  },
  'GET /applications/:application/commands': listCommands,
  'PUT /applications/:application/commands': overwriteCommands,
  'GET /applications/:application/guilds/:guild/commands': listCommands,
  'PUT /applications/:application/guilds/:guild/commands': overwriteCommands,
} satisfies Record<string, Handler>;

/** The conversation with a person; the same one however often it is opened. */
function openConversation({ world, body }: Request): Reply {
  const { people, channels } = world.community;
  const person = people.get(textIn(body, 'recipient_id') ?? '');
  if (person === undefined) throw new Refusal(UNKNOWN_USER);
  const known = [...channels.values()].find((channel) => {
    return channel.people.length === 1 && channel.people.includes(person.id);
  });
  const channel = known ?? conversation(world.snowflake(), [person.id]);
  if (known === undefined) addChannel(world.community, channel);
  return { status: 200, body: channelPayload(channel) };
}

function listCommands(request: Request): Reply {
  const commands = request.world.commands.in(scopeOf(request));
  const isWhole = request.query.get('with_localizations') === 'true';
  return { status: 200, body: isWhole ? commands : commands.map(withoutLocalizations) };
}

function overwriteCommands(request: Request): Reply {
  return { status: 200, body: request.world.commands.overwrite(scopeOf(request), request.list) };
}

/** Global, or of a guild the bot belongs to. */
function scopeOf(request: Request): string | undefined {
  if (parameter(request, 'application') !== APPLICATION) throw new Refusal(NOT_FOUND);
  const { guild } = request.parameters;
  const isKnown = guild === undefined || request.world.community.guilds.get(guild)?.hasBot === true;
  if (!isKnown) throw new Refusal(MISSING_ACCESS);
  return guild;
}

/** Without `with_localizations=true`, the dictionaries are left out at every level. */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (!isJson(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutLocalizations(member)]));
}
