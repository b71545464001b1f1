import { voiceKey } from '../debate/speaker.ts';
import { BotError } from '../errors.ts';
import type { Outcome } from '../errors.ts';
import { hash } from './hash.ts';
import type { Choice } from './next.ts';
import { placeKey } from './subscriptions.ts';
import type { Delivery, Pause, Place, Sending } from './subscriptions.ts';

/** Nothing is left to do for a date. */
export const SETTLED = Number.POSITIVE_INFINITY;

const SHORTEST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** One attempt at a date: it is claimed under its own key, by one process. */
export interface Attempt {
  readonly place: Place;
  readonly date: string;
  readonly attempt: number;
}

/** The attempt that a date is at: the first, the one under way, or the one after a failure. */
export function attemptAt(place: Place, date: string, { last }: Delivery): Attempt {
  if (last?.date !== date) return { place, date, attempt: 1 };
  return { place, date, attempt: last.outcome === 'failed' ? last.attempt + 1 : last.attempt };
}

/** When that attempt may be claimed; `SETTLED` for a date that was sent, or is past. */
export function opensAt(date: string, { last }: Delivery): number {
  if (last === null || last.date < date) return 0;
  if (last.date > date || last.outcome !== 'failed') return SETTLED;
  return last.retryAtMs ?? SETTLED;
}

export function claimKey({ place, date, attempt }: Attempt): string {
  return `daily ${placeKey(place)} ${date}#${attempt}`;
}

/** What is noted before the request. */
export function begun({ date, attempt }: Attempt, { passage }: Choice): Sending {
  const voice = voiceKey(passage);
  return { date, ref: passage.id, voice, outcome: 'begun', attempt, retryAtMs: null };
}

/** What is noted after it: the sending, and whether the place is closed to more of them. */
export interface Ending {
  readonly last: Sending;
  readonly pause: Pause | null;
}

export function sent(last: Sending): Ending {
  return { last: { ...last, outcome: 'sent' }, pause: null };
}

/** A post of which nobody knows whether it was made counts as made. */
export function ended(last: Sending, place: Place, fault: unknown, nowMs: number): Ending {
  const outcome: Outcome = fault instanceof BotError ? fault.outcome : 'unknown';
  if (outcome === 'unknown') return { last: { ...last, outcome: 'unsure' }, pause: null };
  const failed: Sending = { ...last, outcome: 'failed' };
  if (outcome !== 'undone') return { last: failed, pause: { obstacle: outcome, sinceMs: nowMs } };
  const isWorthwhile = fault instanceof BotError && fault.retryable;
  const retryAtMs = isWorthwhile ? nowMs + retryDelay({ place, ...last }) : null;
  return { last: { ...failed, retryAtMs }, pause: null };
}

/** Twice as long each time, and of each place at another moment: an outage ends for all at once. */
function retryDelay(attempt: Attempt): number {
  const doubled = Math.min(SHORTEST_RETRY_MS * 2 ** (attempt.attempt - 1), LONGEST_RETRY_MS);
  return Math.round(doubled * (0.5 + hash(claimKey(attempt)) / 2 ** 32));
}
