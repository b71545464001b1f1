import type { ReportFault } from '../../errors.ts';
import type { Log, Time } from '../../ports.ts';
import type { Tenancies } from './guilds.ts';
import { KEPT_AFTER_REMOVAL_MS, PURGE_EVERY_MS } from './limits.ts';

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
