import {
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  PermissionFlagsBits,
  type APIGuild,
  type APIRole,
  type GatewayGuildCreateDispatchData,
  type GuildSystemChannelFlags,
  type RoleFlags,
} from 'discord-api-types/v10';
import { MEMBER_PERMISSIONS, type Guild } from './community.ts';
import { botPayload, guildChannelPayload, LONG_AGO, memberPayload, NO_FLAGS } from './payloads.ts';

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
