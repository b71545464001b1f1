import type { ReportFault } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import type { Counters } from '../../../running/work.ts';
import { KEPT_AFTER_REMOVAL_MS, PURGE_EVERY_MS } from '../limits.ts';

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

interface ServersParts {
  readonly tenancies: TenancyStore;
  readonly counters: Counters;
  readonly time: Time;
  readonly log: Log;
  readonly reportFault: ReportFault;
}

/**
 * Tells an outage, which deletes nothing, from a removal: of a server that removed the bot, all that was
 * kept is deleted a day later. Nothing here rejects: faults are reported.
 */
export class Servers {
  readonly #parts: ServersParts;
  /** What is done comes in order: a server that is back must not be purged because it was due before. */
  #last: Promise<void> = Promise.resolve();
  /** Servers that are marked, so that a start need not tell the store of each one that is there. */
  #marked: Set<string> | null = null;

  constructor(parts: ServersParts) {
    this.#parts = parts;
  }

  joined(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const marked = await this.#loadMarked();
      if (!marked.has(id)) return;
      await this.#parts.tenancies.returned(id);
      marked.delete(id);
    });
  }

  gone(id: string, isOutage: boolean): Promise<void> {
    const { counters, log, tenancies, time } = this.#parts;
    counters.count(isOutage ? 'server out of reach' : 'server left');
    if (isOutage) return Promise.resolve();
    log.info({ workspace: id }, 'the bot was removed from a server');
    return this.#inTurn(async () => {
      const marked = await this.#loadMarked();
      await tenancies.leaving(id, time.now());
      marked.add(id);
    });
  }

  /**
   * A new session lists all servers of its shard, those in an outage too: the bot was removed from any
   * other while it was away, and no event tells so.
   */
  async present(ids: readonly string[], [shard, count]: readonly [number, number]): Promise<void> {
    const there = new Set(ids);
    try {
      for (const id of await this.#parts.tenancies.known()) {
        if (shardOf(id, count) === shard && !there.has(id)) await this.gone(id, false);
      }
    } catch (fault) {
      this.#parts.reportFault(fault);
    }
  }

  /** Purges what is due, now and again until the signal is given. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.purgeDue();
      await this.#parts.time.deadline(PURGE_EVERY_MS, signal).catch(() => undefined);
    }
  }

  /** Purges every server that was left a day ago; one that cannot be is tried again the next time. */
  purgeDue(): Promise<void> {
    const { tenancies, time, log, reportFault } = this.#parts;
    return this.#inTurn(async () => {
      for (const workspace of await tenancies.due(time.now() - KEPT_AFTER_REMOVAL_MS)) {
        try {
          await tenancies.purge(workspace);
          this.#marked?.delete(workspace);
          log.info({ workspace }, 'all that was kept of a server was deleted');
        } catch (fault) {
          reportFault(fault);
        }
      }
    });
  }

  async #loadMarked(): Promise<Set<string>> {
    return (this.#marked ??= new Set(await this.#parts.tenancies.due(Infinity)));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const report = (fault: unknown) => void this.#parts.reportFault(fault);
    return (this.#last = this.#last.then(work).catch(report));
  }
}

/** https://docs.discord.com/developers/events/gateway#sharding */
function shardOf(guild: string, count: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(count));
}
