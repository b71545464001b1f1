import { Faults } from '../faults.ts';
import type { Json } from '../json.ts';
import type { Reply, Upload } from '../serving.ts';
import { Changes, Messages, type Call, type Clock } from '../world.ts';
import { Commands } from './commands.ts';
import { createCommunity } from './community.ts';
import type { GatewayFault, Place, RequestFault } from './faults.ts';
import { Gateway } from './gateway.ts';
import { Interactions } from './interactions.ts';
import type { Message } from './messages.ts';
import type { RouteName } from './route-names.ts';

/** One HTTP request. */
export interface RecordedCall extends Call {
  /** Undefined for a path this stand-in does not know. */
  readonly route: RouteName | undefined;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** An object for nearly all routes; a list where commands are overwritten. */
  readonly body: unknown;
  /** Sent beside the body, by `files[0]` and so on. */
  readonly files: readonly Upload[];
  readonly authorization: string | undefined;
  readonly fault?: RequestFault;
  answer?: { readonly status: number; readonly body?: unknown };
}

/** A request that is allowed in, as its route sees it. */
export interface Request {
  readonly world: World;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json;
  /** Where commands are overwritten, the list of them. */
  readonly list: readonly Json[];
}

/** Throws a Refusal for anything but success. */
export type Handler = (request: Request) => Reply;

/** A part of the path; the route's pattern guarantees it. */
export function parameter({ parameters }: Request, name: string): string {
  const value = parameters[name];
  if (value === undefined) throw new Error(`the route has no parameter ${name}`);
  return value;
}

export interface Options {
  /** Decides what has expired, and the time in identifiers. */
  readonly clock?: Clock;
  readonly token?: string;
  /** How many shards Discord recommends. */
  readonly recommendedShards?: number;
  readonly heartbeatIntervalMs?: number;
  /** How many sessions may begin in a day; may change while it runs. */
  readonly sessionsADay?: () => number;
  /** Whether READY says where to resume, as Discord does and a proxy need not. */
  readonly tellsResumeUrl?: boolean;
}

const DEFAULTS: Required<Options> = {
  clock: Date.now,
  token: 'stand-in.bot.token',
  recommendedShards: 1,
  // Discord's own interval.
  heartbeatIntervalMs: 41_250,
  // https://docs.discord.com/developers/events/gateway#session-start-limit-object
  sessionsADay: () => 1_000,
  tellsResumeUrl: true,
};

/** Where Discord's identifiers begin to count: https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const TIMESTAMP_SHIFT = 22n;
/** Some time in 2021, counted from then. */
const FIRST_GUILD_MS = 200_000_000_000;

/** All that the parts of the stand-in share. */
export class World {
  readonly options: Required<Options>;
  readonly clock: Clock;
  /** Such as `127.0.0.1:8080`. */
  readonly address: string;
  readonly changes = new Changes();
  readonly faults = new Faults<Place, RequestFault | GatewayFault>();
  readonly messages = new Messages<Message>(this.changes);
  readonly calls: RecordedCall[] = [];
  readonly community = createCommunity();
  readonly commands = new Commands(this);
  readonly interactions = new Interactions(this);
  readonly gateway = new Gateway(this);
  /** Nonces that were enforced, with the message each belongs to. */
  readonly nonces = new Map<string, { readonly message: string; readonly at: number }>();
  /** The files of the request that is being carried out. */
  files: readonly Upload[] = [];
  #count = 0;
  #guilds = 0;

  constructor(address: string, options: Options) {
    this.address = address;
    this.options = { ...DEFAULTS, ...options };
    this.clock = this.options.clock;
  }

  /** A snowflake made now, counted so that a failing test reads the same twice; clients read the time out of it. */
  snowflake(): string {
    this.#count += 1;
    const elapsedMs = BigInt(Math.floor(this.clock()) - DISCORD_EPOCH_MS);
    return String((elapsedMs << TIMESTAMP_SHIFT) + BigInt(this.#count));
  }

  /** Old guilds, each a millisecond younger than the last, so that they take turns among the shards. */
  guildId(): string {
    this.#guilds += 1;
    return String(BigInt(FIRST_GUILD_MS + this.#guilds) << TIMESTAMP_SHIFT);
  }

  /** `secret('interaction')` gives « interaction-secret-1 ». */
  secret(kind: string): string {
    this.#count += 1;
    return `${kind}-secret-${this.#count}`;
  }
}

/** The shard that hears of a guild: https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(guildId: string, shardCount: number): number {
  return Number((BigInt(guildId) >> TIMESTAMP_SHIFT) % BigInt(shardCount));
}
