import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  Locale,
  type APIApplicationCommandAutocompleteInteraction,
  type APIAuthorizingIntegrationOwnersMap,
  type APIInteraction,
  type APIMessage,
  type InteractionType,
} from 'discord-api-types/v10';
import { whoAndWhere } from '../world.ts';
import { ALICE, APPLICATION, GENERAL, type Channel, type Guild, type Person } from './community.ts';
import { channelPayload, MEMBER, userPayload } from './payloads.ts';
import type { World } from './world.ts';

/** Who does something, and where: Alice in the general channel unless a test says otherwise. */
export interface Where {
  readonly channel?: string;
  /** Its first channel, where no channel is named. */
  readonly guild?: string;
  readonly user?: string;
  /** What the person may do there, instead of what they usually may. */
  readonly permissions?: bigint;
}

export interface Scene {
  readonly world: World;
  readonly channel: Channel;
  /** Absent in conversations. */
  readonly guild: Guild | undefined;
  readonly person: Person;
  readonly permissions: bigint;
}

/** Throws where there is no such channel or person: the test is wrong, not the bot. */
export function sceneAt(world: World, where: Where): Scene {
  const { guilds } = world.community;
  const first = where.guild === undefined ? GENERAL : guilds.get(where.guild)?.channels[0]?.id;
  const place = where.channel ?? first ?? '';
  const { channel, person } = whoAndWhere(world.community, place, where.user ?? ALICE);
  const guild = channel.guild === undefined ? undefined : guilds.get(channel.guild);
  const { permissions = person.permissions } = where;
  return { world, channel, guild, person, permissions };
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

type Data<Type extends InteractionType> = Extract<
  APIInteraction | APIApplicationCommandAutocompleteInteraction,
  { type: Type }
>['data'];

/** INTERACTION_CREATE, with a fresh identifier and token. */
export function interactionPayload<Type extends Exclude<InteractionType, InteractionType.Ping>>(
  scene: Scene,
  type: Type,
  data: Data<Type>,
  message?: APIMessage,
): APIInteraction {
  const { world, channel, guild, person, permissions } = scene;
  const user = userPayload(person);
  const member = { ...MEMBER, user, permissions: String(permissions) };
  const payload = {
    type,
    data,
    ...(message && { message }),
    id: world.snowflake(),
    application_id: APPLICATION,
    token: world.secret('interaction'),
    version: 1,
    locale: Locale.French,
    channel: channelPayload(channel),
    // Deprecated, and Discord sends it all the same.
    channel_id: channel.id,
    authorizing_integration_owners: ownersOf(scene),
    context: contextOf(scene),
    // In a guild, its member; elsewhere, only the person.
    ...(guild === undefined ? { user } : { guild_id: guild.id, member }),
  };
  // `data` belongs to `type` by this function's own type.
  return payload as unknown as APIInteraction;
}
