import { LRUCache } from 'lru-cache';

/** Those of the last minutes of a busy process: nobody overtakes a change that is older. */
const MOST_REMEMBERED = 1_000;

/**
 * Which change of each message was asked for last, in this process: a page that was turned, or an answer
 * that was withdrawn, must not be undone by what an earlier change still awaits.
 */
export class Changes {
  readonly #latest = new LRUCache<string, symbol>({ max: MOST_REMEMBERED });

  /** Marks a change of a message as the latest; what it gives back tells whether it still is. */
  mark(message: string): () => boolean {
    const change = Symbol(message);
    this.#latest.set(message, change);
    return () => (this.#latest.get(message) ?? change) === change;
  }

  /** The same for whoever made the message: somebody may have changed it before its name was known. */
  markFirst(message: string): () => boolean {
    return this.#latest.has(message) ? () => false : this.mark(message);
  }
}
