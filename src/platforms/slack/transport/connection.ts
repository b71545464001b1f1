import type { App, Logger } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { LogLevel, webApi } from '@slack/bolt';
import { parsedObject } from '../../../conversation/buttons.ts';
import { withoutSecrets } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import { type Counters, isNotable, wholeOf } from '../../../running/work.ts';

/** Slack's own requests stay far below, even a shortcut on a long message; 5 MB is an attack or a mistake. */
export const LONGEST_BODY_BYTES = 1024 * 1024;
/** How old, or how far in the future, a signed request may be. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const SIGNATURE_AGE_SECONDS = 300;
/** One call to Slack; the client itself would wait for ever. */
export const CALL_TIMEOUT_MS = 10_000;
/** What a stop waits for: first what is not acknowledged yet, then everything that was begun. */
export const ACKNOWLEDGEMENT_GRACE_MS = 3_000;
export const WORK_GRACE_MS = 10_000;

/** How Slack's requests come in: Socket Mode or signed HTTP; the same app takes them all. */
export interface Transport {
  init: (app: App) => void;
  /** Resolves when requests come in; rejects with a BotError where only the operator can help. */
  open: () => Promise<void>;
  isOpen: () => boolean;
  /** Lets no more requests in. */
  close: () => Promise<void>;
}

/** What a transport tells of how a request came; Bolt adds it to the request's context. */
export interface ConnectionProperties {
  /** Whether an acknowledgement can no longer reach Slack; HTTP, with a connection each, does not say. */
  readonly isCutOff?: () => boolean;
  /** Whether the same request came before, over this transport. */
  readonly isRepeated: boolean;
}

export function isCutOff(context: object): boolean {
  return (context as Partial<ConnectionProperties>).isCutOff?.() ?? false;
}

export function isRepeated(context: object): boolean {
  return (context as Partial<ConnectionProperties>).isRepeated ?? false;
}

/** A signature is good from five minutes before its time to five after. */
export const REMEMBERED_MS = 2 * SIGNATURE_AGE_SECONDS * 1000;
/** At more than 166 requests a second the oldest are forgotten before their time. */
const MOST_REMEMBERED = 100_000;

/**
 * Tells of a signature or identifier whether it came to this process before, for as long as a signature
 * is good: Bolt accepts the same signed bytes any number of times meanwhile, and the same envelope.
 */
export function replays(now: () => number): (id: string) => boolean {
  const seen = new LRUCache<string, true>({
    // `max` would take four megabytes before anything came.
    maxSize: MOST_REMEMBERED,
    sizeCalculation: () => 1,
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now },
  });
  return (id) => {
    if (seen.has(id)) return true;
    seen.set(id, true);
    return false;
  };
}

export interface Calling {
  readonly apiUrl: string;
  readonly boltLogger: Logger;
  readonly time: Time;
  readonly log: Log;
  readonly counters: Counters;
}

/**
 * How every client calls Slack: once, not for ever, and without a queue that one refusal would hold
 * up; `repeat` decides what may be made again. Each client needs options of its own, because Socket
 * Mode writes into them, and none may have `headers`: a client writes its token into that object.
 */
export function clientOptions(calling: Omit<Calling, 'time'>): webApi.WebClientOptions {
  const { apiUrl, boltLogger: logger } = calling;
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: CALL_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    fetch: fetchFor(calling),
    logger,
  };
}

const TOO_MANY_REQUESTS = 429;
/**
 * Where response_urls lead, and files go. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses,
 * https://docs.slack.dev/reference/methods/files.getUploadURLExternal
 */
const SLACK_HOSTS = new Set([
  ...['hooks.slack.com', 'hooks.slack-gov.com'],
  ...['files.slack.com', 'files.slack-gov.com'],
]);

/** An answer would have gone to an address that is none of Slack's: it did not go. */
export class ForeignAddress extends Error {
  override readonly name = 'ForeignAddress';
}

/** A response_url did not take what it was sent, and said why. */
export class ResponseRefusal extends Error {
  override readonly name = 'ResponseRefusal';
  readonly code: string;

  constructor(code: string) {
    super('refused by a response_url');
    this.code = code;
  }
}

/**
 * Bolt posts to whatever address a request names, without any limit of its own, follows where that leads,
 * drops its `Retry-After` and reads nothing of what a response_url answers but the status; its client reads
 * what a call answers without an end.
 */
function fetchFor({ apiUrl, counters, log }: Omit<Calling, 'time'>): webApi.FetchFunction {
  return async (url, init) => {
    if (!isSlacks(url, apiUrl)) {
      const count = counters.count('refused: foreign address');
      if (isNotable(count)) log.warn({ count }, 'refused: foreign address');
      throw new ForeignAddress('not an address of Slack');
    }
    const signal = init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS);
    const response = await fetch(url, { redirect: 'manual', ...init, signal });
    if (response.status !== TOO_MANY_REQUESTS) {
      if (url.startsWith(apiUrl)) return wholeOf(response);
      // Where a response_url’s answer has no end, or is lost on the way, its status stands.
      const { ok, status, statusText, headers } = response;
      const lost = { body: null, ok, status, statusText, headers };
      const whole = await wholeOf(response).catch(() => wholeOf(lost));
      throwRefusal(await whole.text());
      return whole;
    }
    await response.body?.cancel();
    const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    throw new webApi.WebAPIRateLimitedError(Number.isNaN(seconds) ? 1 : seconds);
  };
}

/** Whether an address is where Slack takes answers and files, or where the operator says that Slack is. */
function isSlacks(url: unknown, apiUrl: string): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname, origin, port } = new URL(url);
  if (origin !== 'null' && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && port === '' && SLACK_HOSTS.has(hostname);
}

/** An error that stands alone, unlike `ok`. */
const NAMED_ERROR = /^[a-z]+(?:_[a-z]+)+$/u;

/** A response_url may answer 200 to what it does not show: its body names the error, in JSON or alone. */
function throwRefusal(answer: string): void {
  const body = answer.trim();
  const { ok, error } = parsedObject(body) ?? {};
  if (ok === false) throw new ResponseRefusal(typeof error === 'string' ? error : 'unnamed');
  if (NAMED_ERROR.test(body)) throw new ResponseRefusal(body);
}

const LONGEST_LINE = 200;
const ADDRESSES = /https?:\/\/\S+/giu;

/** Bolt's own warnings and errors as lines of the operator's log; debug lines would hold message texts. */
export function boltLogger(log: Log): Logger {
  const silence = () => undefined;
  const told = (level: 'warn' | 'error') => (first: unknown) => {
    const line = (first instanceof Error ? first.message : String(first)).split('\n', 1)[0] ?? '';
    log[level](
      { by: 'bolt' },
      withoutSecrets(line.replace(ADDRESSES, '[removed]')).slice(0, LONGEST_LINE),
    );
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
