import { APIConnectionError, APIError } from 'openai';
import { ModelFailure } from '../language-model.ts';
import type { FailureKind } from '../language-model.ts';

/** An answer without what was asked for, from a model that reasoned instead or beforehand. */
export class Reasoned extends ModelFailure {}

/** A response that was longer than anything that was asked for. */
export class Endless extends ModelFailure {}

/** Where the server names no pause. */
const PAUSE_MS = 500;
/** Nothing was written for a request that was not taken. */
const NO_TOKENS = { input: 0, output: 0 };

const KINDS: readonly (readonly [kind: FailureKind, statuses: readonly number[]])[] = [
  ['unauthorised', [401, 402, 403]],
  ['unknown model', [404, 405, 410]],
  ['server fault', [408, 409, 425]],
  ['rate limited', [429]],
];

/** What some servers say with a status that means something else, or nothing in particular. */
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

/** What the operator can do about a failure. A process that stops is none. */
const REMEDIES: Readonly<Record<Exclude<FailureKind, 'stopped'>, string>> = {
  unreachable: 'the model’s server cannot be reached: check OPENAI_BASE_URL',
  late: 'the model takes too long: choose a quicker one in OPENAI_MODEL, or turn its reasoning off',
  'rate limited':
    'the model’s server takes no more requests for now: check the limits and the credit of the account',
  unauthorised: 'the model’s server does not accept the key: check OPENAI_API_KEY and the account',
  'unknown model':
    'the model’s server knows no such model or address: check OPENAI_MODEL and OPENAI_BASE_URL, npm run doctor lists the models',
  'bad request':
    'the model’s server does not understand the request: check that OPENAI_MODEL is a model for chat, with room for some thousand tokens',
  'server fault':
    'the model’s server fails, or answers with something else than a chat completion: check OPENAI_BASE_URL, which mostly ends in /v1, and the server’s log',
  refused:
    'the model refuses to answer, or its server filters the answer: choose another in OPENAI_MODEL',
  empty: 'the model writes nothing: choose another in OPENAI_MODEL',
  unreadable:
    'the model does not answer with the JSON it is asked for: choose another in OPENAI_MODEL',
  cut: 'the model’s answer is cut at its longest: choose one in OPENAI_MODEL that answers with JSON alone',
};
const REASONS =
  'the model reasons until it may write no more, and does not come to its answer: turn its reasoning off at the server, or choose one in OPENAI_MODEL that does not reason';
const ENDLESS =
  'the model’s server sends much more than an answer, and is not read to its end: check OPENAI_BASE_URL and the server’s log';

/** What the operator is told to do about a failure; null for a process that stops. */
export function remedyFor(failure: ModelFailure): string | null {
  if (failure instanceof Reasoned) return REASONS;
  if (failure instanceof Endless) return ENDLESS;
  return failure.kind === 'stopped' ? null : REMEDIES[failure.kind];
}

/** What the log may say of a fault: not the server's message, which may repeat the key or the prompt. */
export function detailsOf(fault: unknown): object {
  const { status, code } = apiErrorIn(fault) ?? {};
  const isCode = typeof code === 'string' && /^[a-z][a-z_]{1,40}$/u.test(code);
  return { ...(status !== undefined && { status }), ...(isCode && { code }) };
}

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
  const meant = KINDS.find(([, statuses]) => statuses.includes(status));
  return told?.[1] ?? meant?.[0] ?? 'bad request';
}

/** How long to wait before the one repetition; null where it would change nothing. */
export function pauseBefore(fault: unknown, now: number): number | null {
  const error = apiErrorIn(fault);
  if (!PASSING.has(failureOf(fault).kind) || SPENT.test(`${error?.code} ${error?.type}`)) {
    return null;
  }
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
function apiErrorIn(fault: unknown): APIError | null {
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
