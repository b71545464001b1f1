import type { Time } from '../ports.ts';
import { growingWaits } from '../running/work.ts';
import type { Fault, FaultReader } from './exchange.ts';

interface Repetition {
  readonly faults: Pick<FaultReader, 'read'>;
  readonly time: Time;
  /** On the clock of `time`. */
  readonly until: number;
  readonly mayRepeat: (fault: Fault) => boolean;
}

/** Makes a call again until it succeeds; throws its last error where it may not, or where it would be too late. */
export async function repeat<Result>(
  call: () => Promise<Result>,
  { faults, time, until, mayRepeat }: Repetition,
): Promise<Result> {
  const waits = growingWaits();
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const fault = faults.read(error);
      if (fault === null || !mayRepeat(fault)) throw error;
      // Where the platform says how long, it knows best.
      const pauseMs = fault.retryAfterMs > 0 ? fault.retryAfterMs : waits.next().value;
      if (time.now() + pauseMs > until) throw error;
      await time.wait(pauseMs);
    }
  }
}

/** Whether a call may be repeated without any risk of doing twice what it does. */
export function isCertainlyUndone({ outcome }: Fault): boolean {
  return outcome === 'rate limited' || outcome === 'not reached';
}

/** For what does no harm when it is done twice: an edit, or telling one person of a fault. */
export function unlessRefused({ outcome }: Fault): boolean {
  return outcome !== 'refused';
}
