import { GatewayIntentBits, type GatewayMessageCreateDispatchData } from 'discord-api-types/v10';
import { BOT } from './community.ts';

/** Those that Discord gives only to applications it has approved. */
const PRIVILEGED =
  GatewayIntentBits.GuildMembers |
  GatewayIntentBits.GuildPresences |
  GatewayIntentBits.MessageContent;

const ALL = Object.values(GatewayIntentBits).reduce<number>((sum, bit) => {
  return typeof bit === 'number' ? sum | bit : sum;
}, 0);

export function areValid(intents: number): boolean {
  return (intents & ~ALL) === 0;
}

/** Whether it asks for a privileged one that the application was not granted. */
export function areDisallowed(intents: number, granted: number): boolean {
  return (intents & PRIVILEGED & ~granted) !== 0;
}

/** Whether a session with these intents hears of an event: interactions come to all. */
export function hears(intents: number, event: string, isInGuild: boolean): boolean {
  if (event === 'INTERACTION_CREATE') return true;
  const messages = isInGuild ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages;
  const needed = event.startsWith('MESSAGE_') ? messages : GatewayIntentBits.Guilds;
  return (intents & needed) !== 0;
}

/**
 * A message without what only MessageContent gives. Its own messages, those that mention it and
 * those sent to it directly are spared:
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function redacted(
  message: GatewayMessageCreateDispatchData,
  intents: number,
): GatewayMessageCreateDispatchData {
  const isOwn = message.author.id === BOT;
  const isMentioned = message.mentions.some(({ id }) => id === BOT);
  const isAllowed = (intents & GatewayIntentBits.MessageContent) !== 0;
  if (isAllowed || isOwn || isMentioned || message.guild_id === undefined) return message;
  return { ...message, content: '', embeds: [], attachments: [], components: [] };
}
