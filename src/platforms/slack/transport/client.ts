import { LogLevel, webApi } from '@slack/bolt';
import type { Logger } from '@slack/bolt';
import type { Log, Time } from '../../../ports.ts';
import { CALL_TIMEOUT_MS } from '../limits.ts';

/** What is needed to call Slack, and to tell the operator how it went. */
export interface Calling {
  /** The Web API with its `/api/`. */
  readonly apiUrl: string;
  readonly boltLogger: Logger;
  readonly time: Time;
  readonly log: Log;
}

/**
 * How every client calls Slack: once, not for ever, and without a queue that one refusal would hold
 * up; `persist` decides what may be repeated. Each client needs options of its own, because Socket
 * Mode writes into them, and none may have `headers`: a client writes its token into that object.
 */
export function clientOptions({
  apiUrl,
  boltLogger: logger,
}: Pick<Calling, 'apiUrl' | 'boltLogger'>): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: CALL_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    fetch: fetchInTime,
    logger,
  };
}

const TOO_MANY_REQUESTS = 429;

/** Bolt answers a response_url with this too, without any limit of its own, and drops its `Retry-After`. */
const fetchInTime: webApi.FetchFunction = async (url, init) => {
  const signal = init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS);
  const response = await fetch(url, { ...init, signal });
  if (response.status !== TOO_MANY_REQUESTS) return response;
  await response.body?.cancel();
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  throw new webApi.WebAPIRateLimitedError(Number.isNaN(seconds) ? 1 : seconds);
};

const LONGEST_LINE = 200;
const SECRETS = /\bx(?:ox[a-z]|app|oxe)[\w.-]*|https?:\/\/\S+/giu;

/** Bolt's own warnings and errors as lines of the operator's log; debug lines would hold message texts. */
export function boltLogger(log: Log): Logger {
  const silence = () => undefined;
  const told = (level: 'warn' | 'error') => (first: unknown) => {
    const line = (first instanceof Error ? first.message : String(first)).split('\n', 1)[0] ?? '';
    log[level]({ by: 'bolt' }, line.replace(SECRETS, '[removed]').slice(0, LONGEST_LINE));
  };
  return {
    debug: silence,
    info: silence,
    warn: told('warn'),
    error: told('error'),
    setLevel: silence,
    setName: silence,
    getLevel: () => LogLevel.INFO,
  };
}
