import type { ReportFault } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import { KEPT_AFTER_REMOVAL_MS, PURGE_EVERY_MS } from '../limits.ts';
import type { Counters } from '../../../running/counters.ts';

/** Where it is kept what belongs to a server, and since when the bot is gone from it. */
export interface TenancyStore {
  /** Marks that nothing is sent to a server any more; a mark that is there stays as it was. */
  leaving: (workspace: string, atMs: number) => Promise<void>;
  /** Takes the mark away. */
  returned: (workspace: string) => Promise<void>;
  /** The servers that were marked at this time or before. */
  due: (markedByMs: number) => Promise<readonly string[]>;
  /** Forgets all that belongs to a server, and its mark. */
  purge: (workspace: string) => Promise<void>;
  /** The servers that something belongs to. */
  known: () => Promise<readonly string[]>;
}

interface DepartureParts {
  readonly store: TenancyStore;
  readonly time: Time;
  readonly log: Log;
  readonly reportFault: ReportFault;
}

/** Lets go of the servers that removed the bot: at once, and a day later of all that was kept of them. */
export class Departures implements Tenancies {
  readonly #parts: DepartureParts;
  /** What is done comes in order: a server that is back must not be purged because it was due before. */
  #last: Promise<unknown> = Promise.resolve();
  /** Servers that are marked, so that a start need not tell the store of each one that is there. */
  #marked: Set<string> | null = null;

  constructor(parts: DepartureParts) {
    this.#parts = parts;
  }

  arrived(workspace: string): Promise<void> {
    return this.#inTurn(async () => {
      const marked = await this.#loadMarked();
      if (!marked.has(workspace)) return;
      await this.#parts.store.returned(workspace);
      marked.delete(workspace);
    });
  }

  left(workspace: string): Promise<void> {
    return this.#inTurn(async () => {
      const marked = await this.#loadMarked();
      await this.#parts.store.leaving(workspace, this.#parts.time.now());
      marked.add(workspace);
    });
  }

  known(): Promise<readonly string[]> {
    return this.#parts.store.known();
  }

  async watch(signal: AbortSignal): Promise<void> {
    const { time, reportFault } = this.#parts;
    while (!signal.aborted) {
      await this.purgeDue().catch(reportFault);
      await time.deadline(PURGE_EVERY_MS, signal).catch(() => undefined);
    }
  }

  /** Purges every server that was left a day ago; one that cannot be is tried again the next time. */
  purgeDue(): Promise<void> {
    const { store, time, log, reportFault } = this.#parts;
    return this.#inTurn(async () => {
      for (const workspace of await store.due(time.now() - KEPT_AFTER_REMOVAL_MS)) {
        try {
          await store.purge(workspace);
          this.#marked?.delete(workspace);
          log.info({ workspace }, 'all that was kept of a server was deleted');
        } catch (fault) {
          reportFault(fault);
        }
      }
    });
  }

  async #loadMarked(): Promise<Set<string>> {
    this.#marked ??= new Set(await this.#parts.store.due(Infinity));
    return this.#marked;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

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
