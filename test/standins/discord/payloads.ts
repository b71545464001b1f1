import {
  ApplicationFlags,
  ChannelType,
  GuildMemberFlags,
  PermissionFlagsBits,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APITextChannel,
  type APIUser,
  type ChannelFlags,
  type GatewayGuildCreateDispatchData,
  type GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import {
  ALICE,
  APPLICATION,
  BOT,
  MEMBER_PERMISSIONS,
  type Channel,
  type Community,
  type Guild,
  type Person,
} from './community.ts';

/** Any moment in the past will do: nothing here depends on when people joined. */
const LONG_AGO = '2024-01-01T09:00:00.000000+00:00';

/** No flag at all is a combination of flags too, which the enumerations cannot say. */
const NO_FLAGS = 0;

export function userPayload({ id, name }: Pick<Person, 'id' | 'name'>): APIUser {
  return { id, username: name, discriminator: '0', global_name: name, avatar: null };
}

export function botPayload(): APIUser {
  return { ...userPayload({ id: BOT, name: 'débat' }), discriminator: '0001', bot: true };
}

export function memberPayload(user: APIUser): APIGuildMember {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: LONG_AGO,
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: GuildMemberFlags.CompletedOnboarding,
  };
}

export function applicationPayload() {
  return {
    id: APPLICATION,
    name: 'débat',
    icon: null,
    description: 'Cite un débat, mot pour mot.',
    bot_public: true,
    bot_require_code_grant: false,
    bot: botPayload(),
    flags: ApplicationFlags.GatewayMessageContentLimited,
    flags_new: String(ApplicationFlags.GatewayMessageContentLimited),
    owner: userPayload({ id: ALICE, name: 'alice' }),
    integration_types_config: { 0: {}, 1: {} },
  };
}

export function channelPayload(channel: Channel, community: Community): APIChannel {
  return channel.guild === undefined
    ? conversationPayload(channel, community)
    : guildChannelPayload(channel, channel.guild);
}

function guildChannelPayload({ id, name }: Channel, guildId: string): APITextChannel {
  return {
    id,
    name,
    type: ChannelType.GuildText,
    guild_id: guildId,
    position: 0,
    permission_overwrites: [],
    nsfw: false,
    topic: null,
    parent_id: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: NO_FLAGS as unknown as ChannelFlags,
  };
}

function conversationPayload({ id, kind, people }: Channel, community: Community): APIChannel {
  const recipients = people.flatMap((each) => {
    const known = community.people.get(each);
    return known === undefined ? [] : [userPayload(known)];
  });
  const flags = NO_FLAGS as unknown as ChannelFlags;
  const common = { id, flags, name: null, recipients, last_message_id: null };
  return kind === ChannelType.GroupDM
    ? { ...common, type: kind, icon: null }
    : { ...common, type: ChannelType.DM };
}

/** The first thing a session hears; its guilds follow one by one. */
export function readyPayload(
  { id, shard }: { readonly id: string; readonly shard: readonly [number, number] },
  guilds: readonly Guild[],
  resumeUrl: string,
): GatewayReadyDispatchData {
  const { id: applicationId, flags, flags_new } = applicationPayload();
  return {
    v: 10,
    // The bot as it sees itself.
    user: { ...botPayload(), mfa_enabled: true, verified: true, email: null, locale: 'fr' },
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: id,
    resume_gateway_url: resumeUrl,
    shard: [...shard],
    application: { id: applicationId, flags, flags_new },
  };
}

/** What GUILD_CREATE tells about a guild that is there. */
export function guildCreatePayload(guild: Guild): GatewayGuildCreateDispatchData {
  return {
    ...guildPayload(guild),
    joined_at: LONG_AGO,
    large: false,
    unavailable: false,
    member_count: 3,
    voice_states: [],
    members: [memberPayload(botPayload())],
    channels: guild.channels.map((each) => guildChannelPayload(each, guild.id)),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A guild that has switched nothing on. */
export function guildPayload({ id, name, owner, locale }: Guild): APIGuild {
  // The role that everyone has bears the guild's identifier.
  const everyone = { id, name: '@everyone', position: 0, color: 0, flags: 0, managed: false };
  const permissions = String(MEMBER_PERMISSIONS | PermissionFlagsBits.AttachFiles);
  const guild = {
    id,
    name,
    icon: null,
    owner_id: owner,
    preferred_locale: locale,
    roles: [{ ...everyone, permissions, hoist: false, mentionable: false }],
    features: [],
    emojis: [],
    stickers: [],
    afk_timeout: 300,
    system_channel_flags: 0,
    premium_tier: 0,
  };
  // Discord tells far more of a guild, of which no bot here reads anything.
  return guild as unknown as APIGuild;
}
