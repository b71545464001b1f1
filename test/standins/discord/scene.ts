import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type APIAuthorizingIntegrationOwnersMap,
  type Locale,
} from 'discord-api-types/v10';
import { ALICE, GENERAL, type Channel, type Guild, type Person } from './community.ts';
import type { World } from './world.ts';

/** Who does something, and where: Alice in the general channel unless a test says otherwise. */
export interface Where {
  readonly channel?: string;
  /** Its first channel, where no channel is named. */
  readonly guild?: string;
  readonly user?: string;
  /** What the person may do there, instead of what they usually may. */
  readonly permissions?: bigint;
  /** The language of their client, instead of the one they usually have. */
  readonly locale?: Locale;
}

export interface Scene {
  readonly world: World;
  readonly channel: Channel;
  /** Absent in conversations. */
  readonly guild: Guild | undefined;
  readonly person: Person;
  readonly permissions: bigint;
  readonly locale: Locale;
}

/** Throws where there is no such channel or person: the test is wrong, not the bot. */
export function sceneAt(world: World, where: Where): Scene {
  const { people, channels, guilds } = world.community;
  const first = where.guild === undefined ? GENERAL : guilds.get(where.guild)?.channels[0]?.id;
  const channel = channels.get(where.channel ?? first ?? '');
  const person = people.get(where.user ?? ALICE);
  if (channel === undefined || person === undefined) {
    throw new Error(`no such place or person: ${String(where.channel)} ${String(where.user)}`);
  }
  const guild = channel.guild === undefined ? undefined : guilds.get(channel.guild);
  const { permissions = person.permissions, locale = person.locale } = where;
  return { world, channel, guild, person, permissions, locale };
}

export function contextOf({ guild, channel }: Scene): InteractionContextType {
  if (guild !== undefined) return InteractionContextType.Guild;
  const isWithBot = channel.kind === ChannelType.DM;
  return isWithBot ? InteractionContextType.BotDM : InteractionContextType.PrivateChannel;
}

/** Thanks to whom the application can be used there. Throws where nobody has installed it. */
export function ownersOf(scene: Scene): APIAuthorizingIntegrationOwnersMap {
  const { guild, person } = scene;
  const isWithBot = contextOf(scene) === InteractionContextType.BotDM;
  const owners = {
    ...(guild?.hasBot === true && { [ApplicationIntegrationType.GuildInstall]: guild.id }),
    // Discord writes « 0 » for the conversation with the bot, which belongs to no guild.
    ...(isWithBot && { [ApplicationIntegrationType.GuildInstall]: '0' }),
    ...(person.hasInstalledApplication && {
      [ApplicationIntegrationType.UserInstall]: person.id,
    }),
  };
  if (Object.keys(owners).length === 0) {
    throw new Error(`the application is not installed where ${person.name} is`);
  }
  return owners;
}
