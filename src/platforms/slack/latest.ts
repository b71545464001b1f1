import { LRUCache } from 'lru-cache';

/** Changes that somebody may still overtake: those of the last minute or so, of a busy process. */
const MOST_REMEMBERED = 1_000;

/** A message; either part is null where Slack did not say. */
export interface Spot {
  readonly channel: string | null;
  readonly ts: string | null;
}

/**
 * Which change of each message was asked for last, by this process: a page that was turned, or an answer
 * that was withdrawn, must not be undone by what an earlier change still awaits.
 */
export class LatestChanges {
  readonly #latest = new LRUCache<string, symbol>({ max: MOST_REMEMBERED });

  /** Marks a change of a message as the latest; the result tells whether it still is. */
  mark({ channel, ts }: Spot): () => boolean {
    const message = `${channel ?? ''} ${ts ?? ''}`;
    const change = Symbol(message);
    this.#latest.set(message, change);
    return () => (this.#latest.peek(message) ?? change) === change;
  }
}
