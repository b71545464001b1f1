import {
  ApplicationFlags,
  ChannelType,
  PermissionFlagsBits,
  type ThreadChannelType,
} from 'discord-api-types/v10';
import type { Channel as AnyChannel, Community as Peopled, Person as AnyPerson } from '../world.ts';

export interface Person extends AnyPerson {
  /** What the person may do on the guilds they belong to. */
  permissions: bigint;
  acceptsDirectMessages: boolean;
  /** Whether they added the application to their own account: its commands follow them everywhere. */
  hasInstalledApplication: boolean;
}

export interface Channel extends AnyChannel {
  readonly kind: ChannelType.GuildText | ChannelType.DM | ChannelType.GroupDM | ThreadChannelType;
  /** The guild it belongs to; absent for conversations. */
  readonly guild?: string;
  /** Of a thread, the channel it is in. */
  readonly parent?: string;
  /** In a conversation, the people in it besides the bot. */
  readonly people: readonly string[];
  /** What the bot may do there. */
  botPermissions: bigint;
}

/** A server. Tests change it as its members would: an outage, a removal, permissions withdrawn. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Its channels, in order; `addChannel` keeps them. */
  readonly channels: Channel[];
  /** False where only people have the application, and not the server. */
  hasBot: boolean;
  /** An outage: the guild is announced, and nothing more comes of it. */
  isUnavailable: boolean;
}

/** Everyone and everything there is on this Discord. */
export interface Community extends Peopled<Person, Channel> {
  readonly guilds: Map<string, Guild>;
  /** What is switched on for the application. */
  flags: ApplicationFlags;
}

/** The application, and the bot that speaks for it: two identifiers that are not to be confused. */
export const APPLICATION = '110000000000000001';
export const BOT = '120000000000000001';

/** Manages the server. */
export const ALICE = '200000000000000001';
/** An ordinary member. */
export const BRUNO = '200000000000000002';

export const GUILD = '300000000000000001';
export const GENERAL = '400000000000000001';
/** A channel of the guild that the bot cannot see: commands work there, messages do not. */
export const ELSEWHERE = '400000000000000002';
/** The conversation between Alice and the bot. */
export const DIRECT = '400000000000000003';
/** A conversation between Alice and Bruno, where Alice may use what she has installed herself. */
export const PRIVATE = '400000000000000004';

export const MEMBER_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseApplicationCommands;

/** The bot may even notify everyone, so that nothing but its own care prevents it. */
export const BOT_PERMISSIONS =
  MEMBER_PERMISSIONS |
  PermissionFlagsBits.MentionEveryone |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.SendMessagesInThreads;

export function createCommunity(): Community {
  const alice = { ...person(ALICE, 'alice'), hasInstalledApplication: true };
  alice.permissions |= PermissionFlagsBits.ManageGuild;
  const people = [alice, person(BRUNO, 'bruno')];
  const community: Community = {
    people: new Map(people.map((each) => [each.id, each])),
    guilds: new Map([[GUILD, createGuild(GUILD, 'Le cercle')]]),
    channels: new Map(),
    flags: ApplicationFlags.GatewayMessageContentLimited,
  };
  const channels = [
    textChannel(GENERAL, 'general', GUILD),
    { ...textChannel(ELSEWHERE, 'ailleurs', GUILD), botPermissions: 0n },
    conversation(DIRECT, [ALICE]),
    { ...conversation(PRIVATE, [ALICE, BRUNO]), kind: ChannelType.GroupDM as const },
  ];
  for (const channel of channels) addChannel(community, channel);
  return community;
}

export function addChannel({ channels, guilds }: Community, channel: Channel): void {
  channels.set(channel.id, channel);
  if (channel.guild !== undefined) guilds.get(channel.guild)?.channels.push(channel);
}

export function createGuild(id: string, name: string): Guild {
  return { id, name, owner: ALICE, channels: [], hasBot: true, isUnavailable: false };
}

export function textChannel(id: string, name: string, guildId: string): Channel {
  const kind = ChannelType.GuildText;
  return { id, name, kind, guild: guildId, people: [], botPermissions: BOT_PERMISSIONS };
}

/** One that is opened on a message has its identifier. */
export function threadIn({ id: parent, guild }: Channel, id: string, kind: ThreadChannelType) {
  const place = guild === undefined ? {} : { guild };
  return { id, name: 'fil', kind, ...place, parent, people: [], botPermissions: BOT_PERMISSIONS };
}

export function conversation(id: string, people: readonly string[]): Channel {
  return { id, name: '', kind: ChannelType.DM, people, botPermissions: BOT_PERMISSIONS };
}

function person(id: string, name: string): Person {
  return {
    id,
    name,
    permissions: MEMBER_PERMISSIONS,
    acceptsDirectMessages: true,
    hasInstalledApplication: false,
  };
}
