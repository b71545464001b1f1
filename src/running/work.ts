import type { Time } from '../ports.ts';
import type { Counters } from './counters.ts';
import { readyWithin } from './waiting.ts';

/** Knows what is being done, so that a stop can wait for it. */
export class Work {
  readonly #running = new Set<Promise<void>>();
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Does one piece of work and counts it under its kind; a fault is given to `onFault`, whose own are fatal to nothing. */
  run(
    kind: string,
    work: () => Promise<void>,
    onFault: (fault: unknown) => Promise<void>,
  ): Promise<void> {
    this.#counters.count(`received: ${kind}`);
    const done = work()
      .catch((fault: unknown) => {
        this.#counters.count(`failed: ${kind}`);
        return onFault(fault);
      })
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
    return done;
  }

  /** Resolves when nothing is left to do, or after `ms` with something left. */
  async settled(ms: number, time: Time): Promise<void> {
    await readyWithin(Promise.allSettled([...this.#running]), ms, time);
  }
}
