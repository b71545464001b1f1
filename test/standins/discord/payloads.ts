import {
  ApplicationFlags,
  ChannelType,
  GuildMemberFlags,
  type APIApplication,
  type APIChannel,
  type APIGuildMember,
  type APITextChannel,
  type APIUser,
  type ChannelFlags,
  type GatewayReadyDispatchData,
  type UserFlags,
} from 'discord-api-types/v10';
import {
  ALICE,
  APPLICATION,
  BOT,
  type Channel,
  type Community,
  type Guild,
  type Person,
} from './community.ts';

/** Any moment in the past will do: nothing here depends on when people joined. */
export const LONG_AGO = '2024-01-01T09:00:00.000000+00:00';

/** No flag at all is a combination of flags too, which the enumerations cannot say. */
export const NO_FLAGS = 0;

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

/** The bot as it sees itself. */
export function ownPayload(): APIUser {
  return { ...botPayload(), mfa_enabled: true, verified: true, email: null, locale: 'fr' };
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

export function guildChannelPayload({ id, name }: Channel, guildId: string): APITextChannel {
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
    user: ownPayload(),
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: id,
    resume_gateway_url: resumeUrl,
    shard: [...shard],
    application: { id: applicationId, flags, flags_new },
  };
}
