import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { textIn, type Json } from '../json.ts';
import type { Guild } from './community.ts';
import { shardOf, type World } from './world.ts';

/** What can still be replayed; a session that missed more has to identify again. */
const KEPT_FRAMES = 1_000;

/** One shard's session: it outlives its connection, and remembers what that missed. */
export class Session {
  readonly id: string;
  readonly shard: Shard;
  readonly intents: number;
  /** Absent while the client is away. */
  connection: WebSocket | undefined;
  #sequence = 0;
  #frames: { readonly sequence: number; readonly text: string }[] = [];

  constructor(id: string, shard: Shard, intents: number) {
    this.id = id;
    this.shard = shard;
    this.intents = intents;
  }

  /** Numbers the event, and sends it if anybody is there. */
  dispatch(event: string, data: unknown): void {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const frame = { op: GatewayOpcodes.Dispatch, t: event, s: sequence, d: data };
    const text = JSON.stringify(frame);
    this.#frames.push({ sequence, text });
    if (this.#frames.length > KEPT_FRAMES) this.#frames.shift();
    this.connection?.send(text);
  }

  canReplayFrom(sequence: number): boolean {
    const oldest = this.#frames[0]?.sequence ?? 1;
    return sequence >= oldest - 1 && sequence <= this.#sequence;
  }

  /** Everything after that sequence number, to the connection that is there now. */
  replayFrom(sequence: number): void {
    for (const frame of this.#frames) {
      if (frame.sequence > sequence) this.connection?.send(frame.text);
    }
  }
}

type Shard = readonly [id: number, count: number];

/** What a client says of itself in IDENTIFY. */
export interface Identification {
  readonly token: string | undefined;
  readonly shard: Shard;
  readonly intents: number;
}

export function identificationIn(details: Json): Identification {
  const { shard, intents } = details;
  const [id = 0, count = 1] = Array.isArray(shard) ? shard.map(Number) : [];
  return { token: textIn(details, 'token'), shard: [id, count], intents: Number(intents) };
}

/** Why the gateway hangs up on such a client; undefined for one that is welcome. */
export function objectionTo(
  { token, shard, intents }: Identification,
  world: World,
): GatewayCloseCodes | undefined {
  if (token !== world.options.token) return GatewayCloseCodes.AuthenticationFailed;
  if (!(shard[0] >= 0 && shard[0] < shard[1])) return GatewayCloseCodes.InvalidShard;
  const isValid = Number.isInteger(intents) && (intents & ~ALL) === 0;
  if (!isValid) return GatewayCloseCodes.InvalidIntents;
  return intents & PRIVILEGED ? GatewayCloseCodes.DisallowedIntents : undefined;
}

/** The guilds a shard answers for: those the bot itself belongs to. */
export function guildsOf({ community }: World, [id, count]: Shard): readonly Guild[] {
  return [...community.guilds.values()].filter((guild) => {
    return guild.hasBot && shardOf(guild.id, count) === id;
  });
}

/** Those that Discord gives only to applications it has approved, which this one is not. */
const PRIVILEGED =
  GatewayIntentBits.GuildMembers |
  GatewayIntentBits.GuildPresences |
  GatewayIntentBits.MessageContent;

const ALL = Object.values(GatewayIntentBits).reduce<number>((sum, bit) => {
  return typeof bit === 'number' ? sum | bit : sum;
}, 0);

/** Whether a session with these intents hears of an event: interactions come to all. */
export function hears(intents: number, event: string, isInGuild: boolean): boolean {
  if (event === 'INTERACTION_CREATE') return true;
  const messages = isInGuild ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages;
  const needed = event.startsWith('MESSAGE_') ? messages : GatewayIntentBits.Guilds;
  return (intents & needed) !== 0;
}
