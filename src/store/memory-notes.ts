import type { Notes } from '../ports.ts';

/** How many are remembered at most; each is shorter than half a kilobyte. */
const MOST_NOTES = 20_000;

/** Notes of one process, gone when it ends. */
export class MemoryNotes implements Notes {
  readonly #now: () => number;
  /** The oldest come first. */
  readonly #notes = new Map<string, { readonly text: string; readonly end: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  keep(key: string, text: string, ttlMs: number): Promise<void> {
    this.#notes.delete(key);
    this.#notes.set(key, { text, end: this.#now() + ttlMs });
    for (const [oldest] of this.#notes) {
      if (this.#notes.size <= MOST_NOTES) break;
      this.#notes.delete(oldest);
    }
    return Promise.resolve();
  }

  recall(key: string): Promise<string | null> {
    const note = this.#notes.get(key);
    if (note === undefined) return Promise.resolve(null);
    if (note.end > this.#now()) return Promise.resolve(note.text);
    this.#notes.delete(key);
    return Promise.resolve(null);
  }
}
