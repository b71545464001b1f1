import type { Time } from '../ports.ts';

/** Each wait is twice the one before, from `shortest` to `longest`. */
export function* growingWaits(shortest: number, longest: number): Generator<number, never> {
  let wait = shortest;
  for (;;) {
    yield wait;
    wait = Math.min(wait * 2, longest);
  }
}

const LATE: unique symbol = Symbol('late');
const asLate = (): typeof LATE => LATE;
const endOfTurn = (resolve: (late: typeof LATE) => void) => setImmediate(resolve, LATE);

/** What the work gives if it is ready in time, and before a stop, else null; the work itself goes on. */
export async function readyWithin<Value>(
  work: Promise<Value>,
  ms: number,
  { deadline }: Pick<Time, 'deadline'>,
  stopping?: AbortSignal,
): Promise<Awaited<Value> | null> {
  // Most answers are there within this turn of the event loop: no timer is worth setting for them.
  const first = await Promise.race([work, new Promise<typeof LATE>(endOfTurn)]);
  if (first !== LATE) return first;
  if (stopping?.aborted === true) return null;
  const timer = new AbortController();
  const { signal } = timer;
  const ending = stopping === undefined ? signal : AbortSignal.any([signal, stopping]);
  const late = deadline(ms, ending).then(asLate, asLate);
  try {
    const won = await Promise.race([work, late]);
    return won === LATE ? null : won;
  } finally {
    timer.abort();
  }
}

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
