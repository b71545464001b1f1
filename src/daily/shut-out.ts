import type { Log } from '../ports.ts';
import { growingWaits } from '../running/work.ts';
import { LONGEST_RETRY_MS, SHORTEST_RETRY_MS } from './endings.ts';

/**
 * A platform that refuses the bot itself refuses every place: the others wait for it, each time longer,
 * instead of being refused one by one, for which platforms ban.
 */
export class ShutOut {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #closed = new Map<
    string,
    { readonly untilMs: number; readonly waits: Iterator<number, never> }
  >();

  constructor({ log, now }: { readonly log: Log; readonly now: () => number }) {
    this.#log = log;
    this.#now = now;
  }

  /** Until when a platform is left alone; 0 for one that takes the bot. */
  untilMs(platform: string): number {
    return this.#closed.get(platform)?.untilMs ?? 0;
  }

  /** The platform refused the bot; of the posts that were on their way together, one counts. */
  begin(platform: string): void {
    const known = this.#closed.get(platform);
    if (known !== undefined && known.untilMs > this.#now()) return;
    const waits = known?.waits ?? growingWaits(SHORTEST_RETRY_MS, LONGEST_RETRY_MS);
    const waitMs = waits.next().value;
    this.#closed.set(platform, { untilMs: this.#now() + waitMs, waits });
    this.#log.error({ platform, waitMs }, 'a platform refuses the bot: its daily quotations wait');
  }

  /** The platform took a post. */
  end(platform: string): void {
    this.#closed.delete(platform);
  }
}
