import { repeat } from '../../running/repeating.ts';
import { growingWaits } from '../../running/waiting.ts';
import type { Time } from '../../ports.ts';
import { CODES, isCertainlyUndone, readFault, unlessRefused } from './faults.ts';
import type { DiscordFault } from './faults.ts';
import { FIRST_RESPONSE_MS, LONGEST_WAIT_MS, PATIENCE_MS, SHORTEST_WAIT_MS } from './limits.ts';

interface Persistence {
  /** Until when, on the same clock as `time`. */
  readonly until?: number;
  readonly mayRepeat?: (fault: DiscordFault) => boolean;
}

/**
 * Makes a call again for as long as that can do no harm. The client itself repeats a POST whose answer
 * was lost, which posts twice, and waits out a 429 for ever: so it is told to do neither.
 */
export async function persist<Result>(
  call: () => Promise<Result>,
  time: Time,
  { until = time.now() + PATIENCE_MS, mayRepeat = isCertainlyUndone }: Persistence = {},
): Promise<Result> {
  const waits = growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
  const pauseAfter = (error: unknown): number | null => {
    const fault = readFault(error);
    if (fault === null || !mayRepeat(fault)) return null;
    // Where Discord says how long, it knows best.
    return fault.retryAfterMs > 0 ? fault.retryAfterMs : waits.next().value;
  };
  return repeat(call, time, { until, pauseAfter });
}

/** Thrown where another process, or a session that was replayed, has answered already. */
export class AnsweredElsewhere extends Error {
  override readonly name = 'AnsweredElsewhere';
}

/**
 * Gives the first response of an interaction, within its three seconds. Discord takes one only: after an
 * attempt whose answer was lost, « already acknowledged » means that it was taken: then null is given.
 */
export async function respondOnce<Result>(
  call: () => Promise<Result>,
  receivedAt: number,
  time: Time,
): Promise<Result | null> {
  const outcomes = new Set<DiscordFault['outcome']>();
  const until = receivedAt + FIRST_RESPONSE_MS;
  const mayRepeat = (fault: DiscordFault) => {
    outcomes.add(fault.outcome);
    return unlessRefused(fault);
  };
  try {
    return await persist(call, time, { until, mayRepeat });
  } catch (error) {
    if (readFault(error)?.code !== CODES.alreadyAcknowledged) throw error;
    if (!outcomes.has('unknown'))
      throw new AnsweredElsewhere('another process has answered', { cause: error });
    return null;
  }
}
