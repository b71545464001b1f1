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

/** What the work gives if it is ready in time, else null; the work itself goes on. */
export async function readyWithin<Value>(
  work: Promise<Value>,
  ms: number,
  { deadline }: Time,
): Promise<Awaited<Value> | null> {
  // Most answers are there within this turn of the event loop: no timer is worth setting for them.
  const first = await Promise.race([work, new Promise<typeof LATE>(endOfTurn)]);
  if (first !== LATE) return first;
  const timer = new AbortController();
  const late = deadline(ms, timer.signal).then(asLate, asLate);
  const won = await Promise.race([work, late]);
  timer.abort();
  return won === LATE ? null : won;
}
