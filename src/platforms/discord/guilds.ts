import type { ReportFault } from '../../errors.ts';
import type { Log } from '../../ports.ts';
import type { Counters } from '../../running/counters.ts';

/** Those who keep something of a server, and must let go of it when the bot is removed. */
export interface Tenancies {
  /** The bot is there: what was to be purged stays. */
  arrived: (workspace: string) => Promise<void>;
  /** The bot was removed: nothing is sent there from now on, and all is purged after a day. */
  left: (workspace: string) => Promise<void>;
  /** The servers of which something is kept. */
  known: () => Promise<readonly string[]>;
  /** Purges what is due, now and again until the signal is given. */
  watch: (signal: AbortSignal) => Promise<void>;
}

export interface GuildParts {
  readonly tenancies: Tenancies;
  readonly counters: Counters;
  readonly reportFault: ReportFault;
  readonly log: Log;
}

/** Tells an outage from a removal: the one deletes nothing, the other everything in time. */
export class Guilds {
  readonly #parts: GuildParts;

  constructor(parts: GuildParts) {
    this.#parts = parts;
  }

  joined(id: string): void {
    this.#tell(() => this.#parts.tenancies.arrived(id));
  }

  gone(id: string, isOutage: boolean): void {
    const { counters, log } = this.#parts;
    counters.count(isOutage ? 'server out of reach' : 'server left');
    if (isOutage) return;
    log.info({ workspace: id }, 'the bot was removed from a server');
    this.#tell(() => this.#parts.tenancies.left(id));
  }

  /**
   * A new session lists all servers of its shard, those in an outage too: the bot was removed from any
   * other while it was away, and no event tells so.
   */
  present(ids: readonly string[], shard: readonly [id: number, count: number]): void {
    const there = new Set(ids);
    this.#tell(async () => {
      for (const id of await this.#parts.tenancies.known()) {
        if (shardOf(id, shard[1]) === shard[0] && !there.has(id)) this.gone(id, false);
      }
    });
  }

  #tell(news: () => Promise<void>): void {
    news().catch(this.#parts.reportFault);
  }
}

/** https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(guild: string, count: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(count));
}
