import { ModelFailure } from '../summary/language-model.ts';
import type { FailureKind } from '../summary/language-model.ts';
import { apiErrorIn } from './api-error.ts';

/** Where the server names no pause. */
const PAUSE_MS = 500;
/** Nothing was written for a request that was not taken. */
const NO_TOKENS = { input: 0, output: 0 };

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorised',
  402: 'unauthorised',
  403: 'unauthorised',
  404: 'unknown model',
  408: 'server fault',
  409: 'server fault',
  429: 'rate limited',
};

/** The failure that a fault of the client library means. */
export function failureOf(fault: unknown): ModelFailure {
  if (fault instanceof ModelFailure) return fault;
  const status = statusOf(fault);
  // Neither an answer nor a status: the connection was refused, or cut before the answer was whole.
  if (status === null) return new ModelFailure('unreachable');
  const kind = KINDS[status] ?? (status >= 500 ? 'server fault' : 'bad request');
  return new ModelFailure(kind, NO_TOKENS);
}

/** How long to wait before the one repetition; null where it would change nothing. */
export function pauseBefore(fault: unknown, now: number): number | null {
  if (!isPassing(fault)) return null;
  return toldPause(apiErrorIn(fault)?.headers ?? new Headers(), now) ?? PAUSE_MS;
}

function isPassing(fault: unknown): boolean {
  if (fault instanceof ModelFailure) return false;
  const status = statusOf(fault);
  if (status === null) return true;
  // OpenAI's word for an account without credit, which no pause fills.
  const isSpent = apiErrorIn(fault)?.code === 'insufficient_quota';
  return !isSpent && (status >= 500 || [408, 409, 429].includes(status));
}

function statusOf(fault: unknown): number | null {
  return apiErrorIn(fault)?.status ?? null;
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), or the milliseconds that OpenAI adds. */
function toldPause(headers: Headers, now: number): number | null {
  const precise = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(precise)) return Math.max(0, precise);
  const told = headers.get('retry-after') ?? '';
  if (/^\s*\d+(?:\.\d+)?\s*$/u.test(told)) return Number(told) * 1_000;
  const date = Date.parse(told);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
