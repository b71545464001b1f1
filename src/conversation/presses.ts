import { LRUCache } from 'lru-cache';
import type { Time } from '../ports.ts';
import type { Action } from './buttons.ts';
import type { Click } from './exchange.ts';
import { Memory, type MemoryParts } from './memory.ts';

/** A hand that presses twice, or a network that brings one press twice. */
const DOUBLE_CLICK_MS = 3_000;
const MOST_REMEMBERED = 1_000;
/** What two presses would do twice: of the others, two do what one does. */
const DONE_TWICE: ReadonlySet<Action> = new Set(['context', 'position', 'theme', 'useful']);

/** In the place of how often something failed. */
const DONE = 'done';

interface PressesParts extends MemoryParts {
  readonly time: Time;
  /** Whether something comes for the first time, to any process. */
  readonly isFirst: (event: string, ttlMs: number) => Promise<boolean>;
}

/** Buttons that are pressed more than once. */
export class Presses {
  readonly #parts: PressesParts;
  readonly #memory: Memory;
  readonly #latest = new LRUCache<string, number>({ max: MOST_REMEMBERED });

  constructor(parts: PressesParts) {
    this.#parts = parts;
    this.#memory = new Memory(parts, 'pressed');
  }

  /** Whether a press follows one of the same button by the same person at once, and would do it all again. */
  isDouble(person: string, { action, message, button }: Click): boolean {
    if (action === null || !DONE_TWICE.has(action)) return false;
    const now = this.#parts.time.now();
    const press = JSON.stringify([person, message, button]);
    const isDouble = now - (this.#latest.get(press) ?? -Infinity) < DOUBLE_CLICK_MS;
    if (!isDouble) this.#latest.set(press, now);
    return isDouble;
  }

  /**
   * Does something that all processes together do once, however long it takes; what failed may be tried again,
   * at once. Gives back whether it is done; null where somebody does it now. `act` tells whether it did it.
   */
  async once(what: string, ttlMs: number, act: () => Promise<boolean>): Promise<boolean | null> {
    const failures = (await this.#memory.recall(what)) ?? '0';
    if (failures === DONE) return true;
    // Each attempt is claimed for as long as it could be repeated: a failure leaves the next one free.
    if (!(await this.#parts.isFirst(`${what}:${failures}`, ttlMs))) return null;
    let isDone = false;
    try {
      isDone = await act();
      return isDone;
    } finally {
      await this.#memory.keep(what, isDone ? DONE : String(Number(failures) + 1), ttlMs);
    }
  }
}
