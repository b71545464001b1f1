import { isCertainlyUndone, readFault } from './faults.ts';
import type { SlackFault } from './faults.ts';
import { LONGEST_WAIT_MS, PATIENCE_MS, SHORTEST_WAIT_MS } from './limits.ts';
import { growingWaits, repeat } from '../../running/waiting.ts';
import type { Time } from '../../ports.ts';

/**
 * Makes a call again for as long as Slack certainly did not carry it out, so that nothing is ever
 * posted twice: `chat.postMessage` has no key that would make a repetition harmless. Gives up, and
 * throws the last error, after `PATIENCE_MS` or when nobody can know what Slack did.
 */
export async function persist<Result>(
  call: () => Promise<Result>,
  time: Time,
  mayRepeat: (fault: SlackFault) => boolean = isCertainlyUndone,
): Promise<Result> {
  const until = time.now() + PATIENCE_MS;
  const waits = growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
  const pauseAfter = (error: unknown): number | null => {
    const fault = readFault(error);
    if (fault === null || !mayRepeat(fault)) return null;
    return Math.max(waits.next().value, fault.retryAfterMs);
  };
  return repeat(call, time, { until, pauseAfter });
}

/** For what does no harm when it is done twice, such as telling one person of a fault. */
export function unlessRefused({ outcome }: SlackFault): boolean {
  return outcome !== 'refused';
}
