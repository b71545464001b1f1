import { ApplicationFlags, Routes, type APIApplication, type REST } from 'discord.js';
import { repeat, unlessRefused } from '../../conversation/repeating.ts';
import type { Examples } from '../../debate/examples.ts';
import { BotError } from '../../errors.ts';
import type { Time } from '../../ports.ts';
import { commandsFor } from './commands.ts';
import { REGISTER_WITHIN_MS } from './limits.ts';
import { CODES, faults, isTokenFault, readFault } from './transport/rest.ts';

const NOT_FOUND = 404;

/** Who the bot is. Throws a BotError for a token that Discord refuses. */
export async function applicationOf(rest: REST): Promise<APIApplication> {
  try {
    return await identified(rest);
  } catch (error) {
    const fault = readFault(error);
    if (fault === null || !isTokenFault(fault)) throw error;
    const remedy = 'copy it again from « Bot » of the developer portal';
    throw new BotError('configuration', `DISCORD_TOKEN was refused: ${remedy}`);
  }
}

/** Discord gives the words of others over REST, too, where this is switched on in its portal alone. */
export function givesWords({ flags }: APIApplication): boolean {
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  return (flags & (GatewayMessageContent | GatewayMessageContentLimited)) !== 0;
}

/** A proxy may know only the older of the two addresses. */
async function identified(rest: REST): Promise<APIApplication> {
  try {
    return (await rest.get(Routes.currentApplication())) as APIApplication;
  } catch (error) {
    if (readFault(error)?.code !== NOT_FOUND) throw error;
    return (await rest.get(Routes.oauth2CurrentApplication())) as APIApplication;
  }
}

/** What Discord is to have: the commands of one server or of all places, with the examples of a corpus. */
interface Wanted {
  readonly guildId: string | null;
  readonly examples: Examples;
  /** Whether there are several debates, one of which a question may name. */
  readonly areSeveral: boolean;
}

/**
 * Makes Discord's commands those of this version, where they differ: true when they did. Throws a
 * BotError where the operator must help.
 */
export async function register(
  rest: REST,
  application: string,
  wanted: Wanted,
  time: Time,
): Promise<boolean> {
  const until = time.now() + REGISTER_WITHIN_MS;
  const attempt = async () => {
    if (await areRegistered(rest, application, wanted)) return false;
    const { guildId } = wanted;
    const body = commandsFor(guildId, wanted);
    await rest.put(routeOf(application, guildId), { body });
    return true;
  };
  try {
    return await repeat(attempt, { faults, time, until, mayRepeat: unlessRefused });
  } catch (error) {
    if (readFault(error)?.code !== CODES.missingAccess) throw error;
    const remedy = 'invite the bot to that server (npm run doctor shows the link)';
    throw new BotError('configuration', `DISCORD_GUILD_ID names another server: ${remedy}`);
  }
}

/** Whether Discord's commands are those of this version. */
export async function areRegistered(
  rest: REST,
  application: string,
  { guildId, ...offered }: Wanted,
): Promise<boolean> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  const known = (await rest.get(routeOf(application, guildId), { query })) as readonly object[];
  return canonical(known) === canonical(commandsFor(guildId, offered));
}

function routeOf(application: string, guildId: string | null) {
  return guildId === null
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guildId);
}

/** What a command and its options are made of; Discord adds members of its own, more with the years. */
const SAID = new Set(
  `type name name_localizations description description_localizations options
  default_member_permissions contexts integration_types nsfw required choices value channel_types
  autocomplete min_value max_value min_length max_length`.split(/\s+/u),
);
/** Ends the names of objects whose members are languages. */
const LOCALISED = '_localizations';
const UNORDERED = new Set(['contexts', 'integration_types']);
/** What Discord takes where nothing is said. */
const STANDARD: Readonly<Record<string, string>> = { integration_types: '[0]', type: '1' };

/** The same text for the same commands, in whatever order and with whatever defaults they come. */
export function canonical(commands: readonly object[]): string {
  const each = commands.map((command) => JSON.stringify(essential(command)));
  return each.toSorted().join('\n');
}

function essential(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member) => essential(member));
    return UNORDERED.has(key) ? members.toSorted() : members;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([name]) => SAID.has(name) || key.endsWith(LOCALISED))
    .map(([name, member]): [string, unknown] => [name, essential(member, name)])
    .filter(([name, member]) => !isEmpty(member) && STANDARD[name] !== JSON.stringify(member))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept);
}

/** Null, false, an empty text, list or object say nothing. */
function isEmpty(value: unknown): boolean {
  return [undefined, 'null', 'false', '""', '[]', '{}'].includes(JSON.stringify(value));
}
