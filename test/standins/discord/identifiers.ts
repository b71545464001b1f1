/** Milliseconds since 1970, as `Date.now` gives them; a test passes its own. */
export type Clock = () => number;

/** Where Discord's identifiers begin to count: https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const TIMESTAMP_SHIFT = 22n;
/** Some time in 2021, counted from then. */
const FIRST_GUILD_MS = 200_000_000_000;

/** Identifiers in Discord's shapes, counted from one so that a failing test reads the same twice. */
export class Identifiers {
  readonly #clock: Clock;
  #count = 0;
  #guilds = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A snowflake made now: clients read the time of creation out of it. */
  snowflake(): string {
    this.#count += 1;
    const elapsedMs = BigInt(Math.floor(this.#clock()) - DISCORD_EPOCH_MS);
    return String((elapsedMs << TIMESTAMP_SHIFT) + BigInt(this.#count));
  }

  /** Old guilds, each a millisecond younger than the last, so that they take turns among the shards. */
  guild(): string {
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
