import { RespondError, webApi } from '@slack/bolt';
import { BotError } from '../../errors.ts';
import type { Obstacle, Outcome } from '../../errors.ts';

/** What became of something that was asked of Slack. */
export interface SlackFault {
  /** Slack's own name for it, or the network's. */
  readonly code: string;
  /**
   * Whether Slack did it: `refused`, `rate limited` and `not reached` mean that it certainly did not;
   * after a cut connection, a timeout or a server error nobody can know.
   */
  readonly outcome: 'refused' | 'rate limited' | 'not reached' | 'unknown';
  /** How long Slack asks to wait; 0 where it does not say. */
  readonly retryAfterMs: number;
}

/** Network faults that come before a request is sent. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What Slack says of a token or app that no waiting makes good. */
const REVOKED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'team_access_not_granted',
]);

/** Why Slack takes no post for a place: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const OBSTACLES: ReadonlyMap<string, Obstacle> = new Map([
  ['channel_not_found', 'gone'],
  ['is_archived', 'archived'],
  ['not_in_channel', 'not invited'],
  ['missing_scope', 'forbidden'],
  ['no_permission', 'forbidden'],
  ['access_denied', 'forbidden'],
]);

/** Refusals that pass: the workspace is being moved, or has been sent too much. */
const PASSING = new Set(['org_login_required', 'team_added_to_org', 'message_limit_exceeded']);

/** What Slack answers with while something of its own is broken. */
const BROKEN = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
/** Anything else in the place of a code is a page of some proxy's. */
const CODE = /^[a-z][a-z0-9_.-]{0,80}$/iu;

/** Reads an error that a call to Slack threw; null when it is a fault of our own. */
export function readFault(error: unknown): SlackFault | null {
  if (error instanceof webApi.WebAPIRateLimitedError) return rateLimited(error.retryAfter);
  if (error instanceof webApi.WebAPIPlatformError) return platformFault(error);
  if (error instanceof webApi.WebAPIHTTPError) return unknown(`http_${error.statusCode}`);
  if (error instanceof webApi.WebAPIRequestError) return networkFault(error.original);
  if (error instanceof RespondError) {
    const code = `response_url_${error.statusCode}`;
    return error.statusCode >= 500 ? unknown(code) : refused(code);
  }
  return error instanceof TypeError && error.message === 'fetch failed'
    ? networkFault(error)
    : null;
}

/** Whether a call may be repeated without any risk of doing twice what it does. */
export function isCertainlyUndone({ outcome }: SlackFault): boolean {
  return outcome === 'rate limited' || outcome === 'not reached';
}

/** Whether the token itself is refused: no call will succeed until someone mends the configuration. */
export function isTokenFault({ code }: SlackFault): boolean {
  return REVOKED.has(code);
}

/** A fault of Slack as the operator's log holds it: without texts, tokens and addresses. */
export function toBotError(error: unknown, doing: string): unknown {
  const fault = readFault(error);
  if (fault === null) return error;
  const retryable = fault.outcome !== 'refused' || PASSING.has(fault.code);
  const outcome = outcomeOf(fault);
  return new BotError('platform', `Slack: ${doing}: ${fault.code}`, { retryable, outcome });
}

/** What stands in the way of a post until somebody changes it, or whether the post took place. */
function outcomeOf(fault: SlackFault): Outcome {
  const { code, outcome } = fault;
  if (outcome === 'unknown') return 'unknown';
  if (outcome !== 'refused') return 'undone';
  if (isTokenFault(fault)) return 'disconnected';
  return code.startsWith('restricted_action') ? 'forbidden' : (OBSTACLES.get(code) ?? 'undone');
}

function platformFault({ data }: webApi.WebAPIPlatformError): SlackFault {
  const { error: code, response_metadata: metadata } = data;
  if (!CODE.test(code)) return unknown('unreadable_answer');
  if (code === 'ratelimited') return rateLimited(metadata?.retryAfter ?? 1);
  return BROKEN.has(code) ? unknown(code) : refused(code);
}

function rateLimited(seconds: number): SlackFault {
  return { code: 'ratelimited', outcome: 'rate limited', retryAfterMs: seconds * 1000 };
}

function refused(code: string): SlackFault {
  return { code, outcome: 'refused', retryAfterMs: 0 };
}

function unknown(code: string): SlackFault {
  return { code, outcome: 'unknown', retryAfterMs: 0 };
}

function networkFault(error: Error): SlackFault {
  const code = codeOf(error) ?? codeOf(error.cause) ?? error.name;
  return NOT_REACHED.has(code) ? { code, outcome: 'not reached', retryAfterMs: 0 } : unknown(code);
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
