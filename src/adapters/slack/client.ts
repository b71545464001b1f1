import { LogLevel } from '@slack/bolt';
import type { Logger, webApi } from '@slack/bolt';
import type { Log } from '../adapter.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';

/**
 * How every client calls Slack: once, not for ever, and without a queue that one refusal would hold
 * up; `persist` decides what may be repeated. Each client needs options of its own, because Socket
 * Mode writes into them, and none may have `headers`: a client writes its token into that object.
 */
export function clientOptions(apiUrl: string, logger: Logger): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: CALL_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    fetch: fetchInTime,
    logger,
  };
}

/** Bolt answers a response_url with this too, without any limit of its own. */
const fetchInTime: webApi.FetchFunction = (url, init) =>
  fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS) });

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
