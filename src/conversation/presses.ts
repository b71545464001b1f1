import type { Action } from './buttons.ts';
import { RETRY_FOR_MS } from './delivery.ts';
import type { Click, FaultReader } from './exchange.ts';
import { Memory, type MemoryParts } from './memory.ts';

/** A hand that presses twice. */
const DOUBLE_CLICK_MS = 3_000;
/** Longer than a platform tells once more of a press of which nobody took note in time. */
const TOLD_AGAIN_MS = 15 * 60_000;
/** Longer than a process that lives takes for what it does once, its repetitions included. */
const UNDER_WAY_MS = 2 * RETRY_FOR_MS;
/** What two presses would do twice: of the others, two do what one does. */
const DONE_TWICE: ReadonlySet<Action> = new Set(['context', 'position', 'theme', 'ask', 'useful']);

/** In the place of how often something failed: it is done, or nobody can know whether it is. */
type Ended = 'done' | 'unknown';

interface PressesParts extends MemoryParts {
  readonly faults: Pick<FaultReader, 'read'>;
  /** Whether something comes for the first time, to any process. */
  readonly isFirst: (event: string, ttlMs: number) => Promise<boolean>;
}

/** Buttons that are pressed more than once, and presses that are told more than once, whichever process is told. */
export class Presses {
  readonly #parts: PressesParts;
  readonly #memory: Memory;

  constructor(parts: PressesParts) {
    this.#parts = parts;
    this.#memory = new Memory(parts, 'pressed');
  }

  /**
   * Whether a press is new; `told again` where a process has taken this very one, `double` where it follows one
   * of the same button by the same person at once, and would do it all again.
   */
  async newsOf(
    person: string,
    { action, press, message, button }: Click,
  ): Promise<'new' | 'told again' | 'double'> {
    const { isFirst } = this.#parts;
    if (!(await isFirst(`press:${press}`, TOLD_AGAIN_MS))) return 'told again';
    if (action === null || !DONE_TWICE.has(action)) return 'new';
    const pressed = `pressed:${JSON.stringify([person, message, button])}`;
    return (await isFirst(pressed, DOUBLE_CLICK_MS)) ? 'new' : 'double';
  }

  /**
   * Does something that all processes together do once, however long it takes; what certainly failed may be
   * tried again, at once. `act` tells whether it did it. `unknown` where a process died over it, or the
   * platform did not say what became of it: then it is not done again.
   */
  async once(
    what: string,
    ttlMs: number,
    act: () => Promise<boolean>,
  ): Promise<Ended | 'failed' | 'under way'> {
    const known = (await this.#memory.recall(what)) ?? '0';
    if (isEnded(known)) return known;
    const { isFirst, faults } = this.#parts;
    // Each attempt is claimed for as long as it could be repeated: a failure leaves the next one free.
    const attempt = `${what}:${known}`;
    if (!(await isFirst(`${attempt}:under way`, UNDER_WAY_MS))) return 'under way';
    const isOurs = await isFirst(attempt, ttlMs);
    // Whose it was may have said what became of it only since.
    const isNews = !isOurs && ((await this.#memory.recall(what)) ?? '0') !== known;
    if (isNews) return this.once(what, ttlMs, act);
    let ending = isOurs ? String(Number(known) + 1) : 'unknown';
    try {
      if (isOurs && (await act())) ending = 'done';
      return isEnded(ending) ? ending : 'failed';
    } catch (error) {
      if (faults.read(error)?.outcome === 'unknown') ending = 'unknown';
      throw error;
    } finally {
      await this.#memory.keep(what, ending, ttlMs);
    }
  }
}

function isEnded(known: string): known is Ended {
  return known === 'done' || known === 'unknown';
}
