import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { BotError } from '../../../errors.ts';
import type { Obstacle, Outcome } from '../../../errors.ts';
import { growingWaits, repeat } from '../../../running/waiting.ts';
import type { Time } from '../../../ports.ts';
import { FIRST_RESPONSE_MS, LONGEST_WAIT_MS, PATIENCE_MS, SHORTEST_WAIT_MS } from '../limits.ts';

/** What became of something that was asked of Discord. */
export interface DiscordFault {
  /** Discord's number for it, an HTTP status, or the network's name. */
  readonly code: number | string;
  /**
   * Whether Discord did it: `refused`, `rate limited` and `not reached` mean that it certainly did not;
   * after a cut connection, a timeout or a server error nobody can know.
   */
  readonly outcome: 'refused' | 'rate limited' | 'not reached' | 'unknown';
  /** How long Discord asks to wait; 0 where it does not say. */
  readonly retryAfterMs: number;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  closedToMessages: 50_007,
  notATextChannel: 50_008,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  archivedThread: 50_083,
  lockedThread: 160_005,
} as const;

/**
 * The person waits no longer, the token's fifteen minutes are over, or the message was deleted, by someone
 * who wants no answer: there is nobody left to tell.
 */
const TOO_LATE: ReadonlySet<DiscordFault['code']> = new Set([
  CODES.unknownMessage,
  CODES.unknownInteraction,
  CODES.unknownWebhook,
  CODES.invalidWebhookToken,
]);

const UNAUTHORISED = 401;

/** Why nothing will succeed in a channel until someone changes it. */
const OBSTACLES: ReadonlyMap<DiscordFault['code'], Obstacle> = new Map([
  [CODES.unknownChannel, 'gone'],
  [CODES.unknownGuild, 'gone'],
  [CODES.archivedThread, 'archived'],
  [CODES.lockedThread, 'archived'],
  [CODES.missingAccess, 'not invited'],
  [CODES.missingPermissions, 'forbidden'],
  [CODES.closedToMessages, 'forbidden'],
  [CODES.notATextChannel, 'forbidden'],
  [UNAUTHORISED, 'disconnected'],
]);

/** Network faults that come before a request is sent. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Reads an error that a call to Discord threw; null when it is a fault of our own. */
export function readFault(error: unknown): DiscordFault | null {
  if (error instanceof RateLimitError) {
    return { code: 429, outcome: 'rate limited', retryAfterMs: Math.max(0, error.retryAfter) };
  }
  if (error instanceof DiscordAPIError) {
    // A code of 0 says nothing: the status says more.
    return refused(Number(error.code) || error.status);
  }
  if (error instanceof HTTPError) return unknown(error.status);
  if (!(error instanceof Error)) return null;
  // What discord.js says once a 401 made it forget the token.
  if (error.message.startsWith('Expected token to be set')) return refused(UNAUTHORISED);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return unknown(error.name);
  const code = codeOf(error) ?? codeOf(error.cause);
  if (code === null) return null;
  return NOT_REACHED.has(code) ? { code, outcome: 'not reached', retryAfterMs: 0 } : unknown(code);
}

/** Whether a call may be repeated without any risk of doing twice what it does. */
export function isCertainlyUndone({ outcome }: DiscordFault): boolean {
  return outcome === 'rate limited' || outcome === 'not reached';
}

/** For what may be done twice: an edit, a post with its nonce, a first response. */
export function unlessRefused({ outcome }: DiscordFault): boolean {
  return outcome !== 'refused';
}

/** Whether the token itself is refused: no call will succeed until someone mends the configuration. */
export function isTokenFault({ code }: DiscordFault): boolean {
  return code === UNAUTHORISED;
}

export function isTooLate({ code }: DiscordFault): boolean {
  return TOO_LATE.has(code);
}

/** A fault of Discord as the operator's log holds it: without texts, tokens and addresses. */
export function toBotError(error: unknown, doing: string): unknown {
  const fault = readFault(error);
  if (fault === null) return error;
  const retryable = fault.outcome !== 'refused';
  const outcome = outcomeOf(fault);
  return new BotError('platform', `Discord: ${doing}: ${fault.code}`, { retryable, outcome });
}

function outcomeOf({ code, outcome }: DiscordFault): Outcome {
  return outcome === 'unknown' ? 'unknown' : (OBSTACLES.get(code) ?? 'undone');
}

function refused(code: number): DiscordFault {
  return { code, outcome: 'refused', retryAfterMs: 0 };
}

function unknown(code: DiscordFault['code']): DiscordFault {
  return { code, outcome: 'unknown', retryAfterMs: 0 };
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^(?:E[A-Z]|UND_)/u.test(error.code) ? error.code : null;
}

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
