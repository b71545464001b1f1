import type { Log } from '../ports.ts';

const SHORTEST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * A platform that refuses the bot itself refuses every place: the others wait for it, each time longer,
 * instead of being refused one by one, for which platforms ban.
 */
export class ShutOut {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #closed = new Map<string, { readonly untilMs: number; readonly waitMs: number }>();

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
    const waitMs = Math.min((known?.waitMs ?? SHORTEST_WAIT_MS / 2) * 2, LONGEST_WAIT_MS);
    this.#closed.set(platform, { untilMs: this.#now() + waitMs, waitMs });
    this.#log.error({ platform, waitMs }, 'a platform refuses the bot: its daily quotations wait');
  }

  /** The platform took a post. */
  end(platform: string): void {
    this.#closed.delete(platform);
  }
}
