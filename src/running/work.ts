import type { Time } from '../ports.ts';
import { readyWithin } from './waiting.ts';

/** How often things happened since the start, by name: for the health endpoint. */
export class Counters {
  readonly #counts = new Map<string, number>();

  /** Counts one more; gives back how many there are now. */
  count(name: string): number {
    const counted = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, counted);
    return counted;
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort());
  }
}

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
