import { PermissionFlagsBits, Routes } from 'discord.js';
import type { APIApplication, REST, RESTGetAPIGatewayBotResult } from 'discord.js';
import type { Examples } from '../../debate/examples.ts';
import { BotError } from '../../errors.ts';
import type { Finding } from '../../ports.ts';
import { readFault, makeRest, type DiscordSettings } from './transport/rest.ts';
import { applicationOf, areRegistered, givesWords } from './register.ts';

/**
 * What the bot needs on a server: to see where it is mentioned, to write there and in threads, with its pictures,
 * and to answer below a message. Slash commands need none of it.
 */
const PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory;

/** The page on which someone who manages a server adds the bot to it. */
function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: String(PERMISSIONS),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** Looks at everything that `/debat` needs, in the order in which it is needed. */
export async function* checkUpDiscord(
  settings: DiscordSettings,
  examples: Examples,
  areSeveral = false,
): AsyncGenerator<Finding> {
  const rest = makeRest(settings);
  const application = await identify(rest, settings.apiUrl);
  if ('verdict' in application) {
    yield application;
    return;
  }
  const { id, name } = application;
  yield { verdict: 'good', text: `the token is that of ${name} (${id})` };
  yield { verdict: 'good', text: `add it to a server: ${inviteLink(id)}` };
  yield* checkInstallations(application);
  yield await checkGateway(rest, settings.shards);
  yield await checkCommands(rest, id, { guildId: settings.guildId, examples, areSeveral });
}

async function identify(rest: REST, apiUrl: string): Promise<APIApplication | Finding> {
  try {
    return await applicationOf(rest);
  } catch (error) {
    const isRefused = error instanceof BotError;
    const text = isRefused ? error.message : `${apiUrl} does not answer (${codeOf(error)})`;
    return { verdict: 'bad', text };
  }
}

function* checkInstallations(application: APIApplication): Generator<Finding> {
  if (application.integration_types_config?.['1'] === undefined) {
    const text =
      'only servers can install it: tick « User Install » in the portal so that persons can, too';
    yield { verdict: 'note', text };
  }
  if (!givesWords(application)) {
    const text =
      'no whole thread can be proposed: for that alone, tick « Message Content Intent » in the portal';
    yield { verdict: 'note', text };
  }
}

async function checkGateway(rest: REST, shards: number | null): Promise<Finding> {
  try {
    const found = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
    const { remaining } = found.session_start_limit;
    const wanted = shards ?? found.shards;
    const text = `${wanted} session(s), ${remaining} may be begun today; Discord recommends ${found.shards}`;
    return { verdict: remaining >= wanted && wanted >= found.shards ? 'good' : 'bad', text };
  } catch (error) {
    return { verdict: 'bad', text: `the gateway cannot be asked for (${codeOf(error)})` };
  }
}

async function checkCommands(
  rest: REST,
  application: string,
  wanted: Parameters<typeof areRegistered>[2],
): Promise<Finding> {
  const { guildId } = wanted;
  const place = guildId === null ? 'everywhere' : `on the server ${guildId}`;
  try {
    return (await areRegistered(rest, application, wanted))
      ? { verdict: 'good', text: `the commands are registered ${place}` }
      : { verdict: 'note', text: `the next start registers the commands ${place}` };
  } catch (error) {
    return { verdict: 'bad', text: `the commands ${place} cannot be read (${codeOf(error)})` };
  }
}

function codeOf(error: unknown): string {
  return String(readFault(error)?.code ?? (error as Error).name);
}
