import {
  ApplicationFlags,
  GuildMemberFlags,
  PermissionFlagsBits,
  type APIUser,
} from 'discord-api-types/v10';
import {
  ALICE,
  APPLICATION,
  BOT,
  MEMBER_PERMISSIONS,
  type Channel,
  type Guild,
  type Person,
} from './community.ts';

// Discord tells far more of each, of which nothing here reads anything: what it documents stands in
// test/fixtures/discord/payloads.ts.

export function userPayload({ id, name }: Pick<Person, 'id' | 'name'>): APIUser {
  return { id, username: name, discriminator: '0', global_name: name, avatar: null };
}

export function botPayload(): APIUser {
  return { ...userPayload({ id: BOT, name: 'débat' }), discriminator: '0001', bot: true };
}

/** What is told of a member beside who they are. */
export const MEMBER = {
  roles: [],
  joined_at: '2024-01-01T09:00:00.000000+00:00',
  deaf: false,
  mute: false,
  flags: GuildMemberFlags.CompletedOnboarding,
};

export function applicationPayload() {
  return {
    id: APPLICATION,
    name: 'débat',
    description: 'Cite un débat, mot pour mot.',
    bot: botPayload(),
    flags: ApplicationFlags.GatewayMessageContentLimited,
    owner: userPayload({ id: ALICE, name: 'alice' }),
    integration_types_config: { 0: {}, 1: {} },
  };
}

export function channelPayload({ id, name, kind, guild: guild_id, parent: parent_id }: Channel) {
  return { id, name, type: kind, guild_id, parent_id };
}

/** The first thing a session hears; its guilds follow one by one. */
export function readyPayload(
  { id, shard }: { readonly id: string; readonly shard: readonly [number, number] },
  guilds: readonly Guild[],
) {
  const { id: applicationId, flags } = applicationPayload();
  return {
    v: 10,
    user: botPayload(),
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: id,
    shard,
    application: { id: applicationId, flags },
  };
}

/** The role that Discord makes for a bot that comes to a guild. */
export const BOT_ROLE = '500000000000000001';

/** A guild that has switched nothing on. */
export function guildPayload({ id, name, owner }: Guild) {
  const permissions = String(MEMBER_PERMISSIONS | PermissionFlagsBits.AttachFiles);
  // The role that everyone has bears the guild's identifier.
  const everyone = { id, name: '@everyone', permissions };
  const own = { id: BOT_ROLE, name: 'débat', permissions, managed: true, tags: { bot_id: BOT } };
  return { id, name, owner_id: owner, roles: [everyone, own] };
}
