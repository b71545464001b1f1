import { BotError } from '../errors.ts';
import { hash } from './choose.ts';
import type { Delivery, Sending } from './subscriptions.ts';

export const SHORTEST_RETRY_MS = 60_000;
export const LONGEST_RETRY_MS = 30 * 60_000;
/** For so long a workspace may refuse every attempt before it is paused: whoever runs it may be away. */
const STANDS_MS = 3 * 24 * 60 * 60 * 1000;

/** A record with the sending that is on its way. */
export type Noted = Delivery & { readonly last: Sending };
/** What is noted after a post: the sending, and whether the place is closed to more of them. */
export type Ended = Pick<Delivery, 'pause' | 'refusedSinceMs'> & { readonly last: Sending };

/** A post of which nobody knows whether it was made counts as made. */
export function endingOf(
  { last, refusedSinceMs }: Noted,
  name: string,
  fault: unknown,
  nowMs: number,
) {
  const outcome = fault instanceof BotError ? fault.outcome : 'unknown';
  const open = { pause: null, refusedSinceMs: null };
  if (outcome === 'unknown') return { ...open, last: { ...last, outcome: 'unsure' as const } };
  const failed = { ...last, outcome: 'failed' as const };
  const retryAtMs = nowMs + retryDelay(name, last.attempt);
  if (outcome === 'undone' || outcome === 'shut out') {
    const isWorthwhile = fault instanceof BotError && fault.retryable;
    return { ...open, last: { ...failed, retryAtMs: isWorthwhile ? retryAtMs : null } };
  }
  const sinceMs = Math.min(refusedSinceMs ?? nowMs, nowMs);
  if (outcome === 'disconnected' && nowMs - sinceMs < STANDS_MS)
    return { pause: null, refusedSinceMs: sinceMs, last: { ...failed, retryAtMs } };
  return { last: failed, pause: { obstacle: outcome, sinceMs: nowMs }, refusedSinceMs: null };
}

/** Twice as long each time, and of each name at another moment: an outage ends for all at once. */
function retryDelay(name: string, attempt: number): number {
  const doubled = Math.min(SHORTEST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
  return Math.round(doubled * (0.5 + hash(name) / 2 ** 32));
}
