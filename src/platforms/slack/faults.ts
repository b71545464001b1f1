import { RespondError, webApi } from '@slack/bolt';
import { NOT_REACHED } from '../../conversation/exchange.ts';
import type { Fault, FaultReader } from '../../conversation/exchange.ts';
import { BotError, withoutSecrets } from '../../errors.ts';
import type { Obstacle, Outcome } from '../../errors.ts';
import { sentences } from '../../messages/slack.ts';
import { ForeignAddress, ResponseRefusal } from './transport/connection.ts';

interface SlackFault extends Fault {
  readonly code: string;
}

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
/** Anything else in the place of a code is a page of some proxy's, or repeats what it was sent. */
const CODE = /^[a-z][a-z0-9_.-]{0,80}$/iu;

/** Opens the code of a fault of a response_url. */
const RESPONSE_URL = 'response_url_';
/** A response_url that takes nothing any more; what else it answers is about what it was sent. */
const DEAD = /^response_url_(?:40[34]|410|foreign|expired_url|used_url|invalid_url)$/u;

/** Reads an error that a call to Slack threw; null when it is a fault of our own. */
export function readFault(error: unknown): SlackFault | null {
  if (error instanceof webApi.WebAPIRateLimitedError) return rateLimit(error.retryAfter);
  if (error instanceof webApi.WebAPIPlatformError) return platformFault(error);
  if (error instanceof webApi.WebAPIHTTPError) return fault(`http_${error.statusCode}`);
  if (error instanceof webApi.WebAPIRequestError) return networkFault(error.original);
  if (error instanceof ForeignAddress) return fault(`${RESPONSE_URL}foreign`, 'refused');
  if (error instanceof ResponseRefusal) return named(error.code, 1, RESPONSE_URL);
  if (error instanceof RespondError) {
    const code = `${RESPONSE_URL}${error.statusCode}`;
    return fault(code, error.statusCode >= 500 ? 'unknown' : 'refused');
  }
  return error instanceof TypeError && error.message === 'fetch failed'
    ? networkFault(error)
    : null;
}

/** Whether the token itself is refused: no call will succeed until someone mends the configuration. */
export function isTokenFault({ code }: Fault): boolean {
  return REVOKED.has(String(code));
}

/**
 * A fault of Slack as the operator's log holds it: without texts, tokens and addresses. Where there is one
 * token for all, its refusal says nothing of the place.
 */
export function toBotError(error: unknown, doing: string, isOnlyToken = false): unknown {
  const read = readFault(error);
  if (read === null) return error;
  const isShutOut = isOnlyToken && isTokenFault(read);
  const retryable = read.outcome !== 'refused' || PASSING.has(read.code) || isShutOut;
  const outcome = isShutOut ? 'shut out' : outcomeOf(read);
  return new BotError('platform', `Slack: ${doing}: ${read.code}`, { retryable, outcome });
}

/** What stands in the way of a post until somebody changes it, or whether the post took place. */
function outcomeOf({ code, outcome }: SlackFault): Outcome {
  if (outcome === 'unknown') return 'unknown';
  if (outcome !== 'refused') return 'undone';
  if (REVOKED.has(code)) return 'disconnected';
  return code.startsWith('restricted_action') ? 'forbidden' : (OBSTACLES.get(code) ?? 'undone');
}

export const faults: FaultReader = {
  read: readFault,
  isTokenFault,
  // A response_url that is too old is one way of several.
  isTooLate: () => false,
  toBotError,
  sentenceFor: ({ code, outcome }, reference) => {
    if (DEAD.test(String(code))) return sentences.tooLate(reference);
    return outcome === 'refused'
      ? sentences.notPosted(String(code), reference)
      : sentences.unconfirmed(reference);
  },
};

function platformFault({ data }: webApi.WebAPIPlatformError): SlackFault {
  return named(data.error, data.response_metadata?.retryAfter ?? 1);
}

/** The fault that Slack names so. */
function named(code: string, retryAfterSeconds: number, opening = ''): SlackFault {
  if (!CODE.test(code) || withoutSecrets(code) !== code) return fault('unreadable_answer');
  if (code === 'ratelimited') return rateLimit(retryAfterSeconds);
  return fault(opening + code, BROKEN.has(code) ? 'unknown' : 'refused');
}

function rateLimit(seconds: number): SlackFault {
  return { ...fault('ratelimited', 'rate limited'), retryAfterMs: seconds * 1000 };
}

function networkFault(error: Error): SlackFault {
  const code = codeOf(error) ?? codeOf(error.cause) ?? error.name;
  return fault(code, NOT_REACHED.has(code) ? 'not reached' : 'unknown');
}

function fault(code: string, outcome: Fault['outcome'] = 'unknown'): SlackFault {
  return { code, outcome, retryAfterMs: 0 };
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
