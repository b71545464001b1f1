import type { Time } from '../ports.ts';

interface Repetition {
  /** Until when, on the clock of `time`. */
  readonly until: number;
  /** How long to wait after a fault before the call is made again; null to give up. */
  readonly pauseAfter: (error: unknown) => number | null;
}

/** Makes a call again until it succeeds; throws its last error where it may not, or where it would be too late. */
export async function repeat<Result>(
  call: () => Promise<Result>,
  time: Time,
  { until, pauseAfter }: Repetition,
): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const pauseMs = pauseAfter(error);
      if (pauseMs === null || time.now() + pauseMs > until) throw error;
      await time.wait(pauseMs);
    }
  }
}
