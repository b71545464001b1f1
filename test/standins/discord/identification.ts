import { GatewayCloseCodes } from 'discord-api-types/v10';
import { textIn, type Json } from '../json.ts';
import type { Community, Guild } from './community.ts';
import { shardOf } from './identifiers.ts';
import { areDisallowed, areValid } from './intents.ts';

/** https://docs.discord.com/developers/events/gateway#sharding: no session may hold more. */
const MAXIMUM_GUILDS_PER_SHARD = 2_500;

export type Shard = readonly [id: number, count: number];

/** What a client says of itself in IDENTIFY. */
export interface Identification {
  readonly token: string | undefined;
  readonly shard: Shard;
  readonly intents: number;
}

/** What the application may do. */
interface Grant {
  readonly token: string;
  /** Privileged intents it was granted. */
  readonly intents: number;
}

export function identificationIn(details: Json): Identification {
  const { shard } = details;
  const numbers = Array.isArray(shard) ? shard.map(Number) : [];
  const [id = 0, count = 1] = numbers;
  return {
    token: textIn(details, 'token'),
    shard: [id, count],
    intents: Number(details['intents']),
  };
}

/** Why the gateway hangs up on such a client; undefined for one that is welcome. */
export function objectionTo(
  { token, shard, intents }: Identification,
  granted: Grant,
  guilds: readonly Guild[],
): GatewayCloseCodes | undefined {
  if (token !== granted.token) return GatewayCloseCodes.AuthenticationFailed;
  if (!(shard[0] >= 0 && shard[0] < shard[1])) return GatewayCloseCodes.InvalidShard;
  if (!Number.isInteger(intents) || !areValid(intents)) return GatewayCloseCodes.InvalidIntents;
  if (areDisallowed(intents, granted.intents)) return GatewayCloseCodes.DisallowedIntents;
  const isTooMuch = guilds.length > MAXIMUM_GUILDS_PER_SHARD;
  return isTooMuch ? GatewayCloseCodes.ShardingRequired : undefined;
}

/** The guilds a shard answers for: those the bot itself belongs to. */
export function guildsOf({ guilds }: Community, [id, count]: Shard): readonly Guild[] {
  return [...guilds.values()].filter((guild) => {
    return guild.hasBot && shardOf(guild.id, count) === id;
  });
}
