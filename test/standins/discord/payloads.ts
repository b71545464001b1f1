import {
  ApplicationFlags,
  ChannelType,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMemberFlags,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  PermissionFlagsBits,
  type APIApplication,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIRole,
  type APITextChannel,
  type APIUser,
  type ChannelFlags,
  type GatewayGuildCreateDispatchData,
  type GatewayReadyDispatchData,
  type GuildSystemChannelFlags,
  type RoleFlags,
  type UserFlags,
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
  return {
    id,
    username: name,
    discriminator: '0',
    global_name: name,
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    primary_guild: null,
    flags: NO_FLAGS as unknown as UserFlags,
    public_flags: NO_FLAGS as unknown as UserFlags,
  };
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

export function applicationPayload(): Omit<APIApplication, 'summary'> {
  return {
    ...UNTYPED_APPLICATION,
    id: APPLICATION,
    name: 'débat',
    icon: null,
    description: 'Cite un débat, mot pour mot.',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    team: null,
    bot: botPayload(),
    flags: ApplicationFlags.GatewayMessageContentLimited,
    flags_new: String(ApplicationFlags.GatewayMessageContentLimited),
    owner: userPayload({ id: ALICE, name: 'alice' }),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: 1,
    approximate_user_install_count: 1,
    approximate_user_authorization_count: 1,
    integration_types_config: { 0: {}, 1: {} },
  };
}

/** Required by Discord's OpenAPI description, unknown to `discord-api-types`. */
const UNTYPED_APPLICATION = { type: null, explicit_content_filter: 0, eligible_oauth2_scopes: [] };

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

export function guildPayload({ id, name, owner, locale }: Guild): APIGuild {
  return {
    id,
    name,
    owner_id: owner,
    preferred_locale: locale,
    roles: [everyoneRole(id)],
    ...EMPTY_GUILD,
    ...UNTYPED_GUILD,
  };
}

/** The role that everyone has; it bears the guild's identifier. */
function everyoneRole(id: string): APIRole {
  // `color` is deprecated, and Discord sends it all the same.
  const legacy = { color: 0 };
  return {
    ...legacy,
    id,
    name: '@everyone',
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    icon: null,
    unicode_emoji: null,
    hoist: false,
    position: 0,
    permissions: String(MEMBER_PERMISSIONS | PermissionFlagsBits.AttachFiles),
    managed: false,
    mentionable: false,
    flags: NO_FLAGS as unknown as RoleFlags,
  };
}

/** A guild that has switched nothing on. */
const EMPTY_GUILD = {
  icon: null,
  splash: null,
  banner: null,
  description: null,
  discovery_splash: null,
  features: [],
  emojis: [],
  stickers: [],
  application_id: null,
  afk_channel_id: null,
  afk_timeout: 300,
  widget_enabled: false,
  widget_channel_id: null,
  system_channel_id: null,
  system_channel_flags: NO_FLAGS as unknown as GuildSystemChannelFlags,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  vanity_url_code: null,
  verification_level: GuildVerificationLevel.None,
  default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
  explicit_content_filter: GuildExplicitContentFilter.Disabled,
  mfa_level: GuildMFALevel.None,
  nsfw_level: GuildNSFWLevel.Default,
  premium_tier: GuildPremiumTier.None,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  max_members: 500_000,
  max_presences: null,
  max_video_channel_users: 25,
  max_stage_video_channel_users: 50,
  hub_type: null,
  incidents_data: null,
} satisfies Partial<APIGuild>;

/** Required by Discord's OpenAPI description, and unknown to `discord-api-types` or deprecated there. */
const UNTYPED_GUILD = { home_header: null, nsfw: false, region: 'deprecated' };
