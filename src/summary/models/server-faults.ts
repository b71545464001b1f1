import { APIConnectionError, APIError } from 'openai';
import { ModelFailure } from '../language-model.ts';
import type { FailureKind } from '../language-model.ts';
import { Reasoned } from './chat-answer.ts';

/** Where the server names no pause. */
const PAUSE_MS = 500;
/** Nothing was written for a request that was not taken. */
const NO_TOKENS = { input: 0, output: 0 };

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorised',
  402: 'unauthorised',
  403: 'unauthorised',
  404: 'unknown model',
  405: 'unknown model',
  408: 'server fault',
  409: 'server fault',
  410: 'unknown model',
  425: 'server fault',
  429: 'rate limited',
};

/** What servers say with one status or another that others have their own for. */
const KINDS_OF_REFUSALS: readonly (readonly [about: RegExp, kind: FailureKind])[] = [
  [/api.?key|credit balance|billing/iu, 'unauthorised'],
  [/content.?(?:filter|policy|management)|moderation|flagged|data_inspection|敏感/iu, 'refused'],
  [
    /model_not_(?:found|supported)|not a valid model|access to model|(?:invalid|unknown|no such)[ _]model|model\b.{0,80}(?:not (?:exist|found|available)|decommissioned|retired|shut ?down)/iu,
    'unknown model',
  ],
];

/** OpenAI refuses an answer all of whose tokens went into reasoning, instead of giving an empty one. */
const REASONED_AWAY = /output limit was reached|could not finish the message/iu;

/** Words for an account without credit, which no pause fills. */
const SPENT = /insufficient_quota|billing|credit|balance/iu;

const PASSING: ReadonlySet<FailureKind> = new Set(['unreachable', 'rate limited', 'server fault']);

/** The failure that a fault means, whether ours, the client library's or any other. */
export function failureOf(fault: unknown): ModelFailure {
  if (fault instanceof ModelFailure) return fault;
  // The connection was refused, or cut before the answer was whole; or we had read enough of it.
  if (fault instanceof APIConnectionError) {
    return fault.cause instanceof ModelFailure ? fault.cause : new ModelFailure('unreachable');
  }
  const status = statusOf(fault);
  if (status === null) return new ModelFailure('server fault');
  const complaint = complaintIn(fault) ?? '';
  if (status === 400 && REASONED_AWAY.test(complaint)) return new Reasoned('cut');
  return new ModelFailure(kindOf(status, complaint), NO_TOKENS);
}

function kindOf(status: number, complaint: string): FailureKind {
  if (status >= 500) return 'server fault';
  if (status < 400) return 'unknown model';
  const isTold = [400, 403, 422].includes(status);
  const told = isTold ? KINDS_OF_REFUSALS.find(([about]) => about.test(complaint)) : undefined;
  return told?.[1] ?? KINDS[status] ?? 'bad request';
}

/** How long to wait before the one repetition; null where it would change nothing. */
export function pauseBefore(fault: unknown, now: number): number | null {
  const error = apiErrorIn(fault);
  if (!PASSING.has(failureOf(fault).kind) || SPENT.test(`${error?.code} ${error?.type}`))
    return null;
  return toldPause(error?.headers ?? new Headers(), now) ?? PAUSE_MS;
}

export function statusOf(fault: unknown): number | null {
  return apiErrorIn(fault)?.status ?? null;
}

/** What the server complains of; without what it repeats of the request, which names all there is. */
export function complaintIn(fault: unknown): string | null {
  const error = apiErrorIn(fault);
  if (error === null) return null;
  // The library says `object`; it is whatever JSON the server wrote, at worst too deep to be written again.
  const told: unknown = error.error ?? error.message;
  try {
    return JSON.stringify(told, (name, value: unknown) => (name === 'input' ? undefined : value));
  } catch {
    return '';
  }
}

/** The library's account of a server's refusal, or of a connection that gave none; null for anything else. */
export function apiErrorIn(fault: unknown): APIError | null {
  // `instanceof` leaves the parameters of the class open; these are its own defaults.
  return fault instanceof APIError ? (fault as APIError) : null;
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
