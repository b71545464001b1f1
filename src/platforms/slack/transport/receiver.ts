import { HTTPModuleFunctions } from '@slack/bolt';
import type { App, BufferedIncomingMessage } from '@slack/bolt';
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Claims, Time } from '../../../ports.ts';
import { Bodies, TOO_LONG } from './bodies.ts';
import type { Refusal } from './bodies.ts';
import { LONGEST_BODY_BYTES, REMEMBERED_MS, SIGNATURE_AGE_SECONDS, replays } from './connection.ts';
import type { ConnectionProperties } from './connection.ts';

const FORM = 'application/x-www-form-urlencoded';
/** The form by which Slack looks at a certificate has two short fields. */
const LONGEST_TLS_CHECK_BYTES = 4_096;

interface ReceiverParts {
  readonly signingSecret: string;
  /** Those of every process: the same bytes must not be taken by one after the other. */
  readonly claims: Claims;
  readonly time: Time;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Takes Slack's signed requests to the app. Bolt's own receiver accepts replays and times in the
 * future, never answers a body that is no object, sets a timer for each request and lets no answer
 * have a length: with its parts put together so, a request takes a third less of the processor.
 */
export class SignedReceiver {
  readonly #key: KeyObject;
  readonly #parts: Omit<ReceiverParts, 'signingSecret'>;
  readonly #isSeen: (interaction: string) => boolean;
  readonly #bodies = new Bodies();
  #app: App | null = null;

  constructor({ signingSecret, ...parts }: ReceiverParts) {
    this.#key = createSecretKey(signingSecret, 'utf8');
    this.#parts = parts;
    this.#isSeen = replays(parts.time.now);
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Has a request answered, or says why it is refused, with the answer still to be given. */
  async take(request: IncomingMessage, response: ServerResponse): Promise<Refusal | null> {
    // Bolt compares this header to the letter, and a proxy may add a charset.
    request.headers['content-type'] = contentTypeOf(request);
    const now = this.#parts.time.now();
    // What is refused here Node reads to its end and forgets, for who is cut off while sending reads no answer.
    if (lengthOf(request) > LONGEST_BODY_BYTES) return TOO_LONG;
    // Nobody has memory taken for a body that is not to be believed anyway.
    const early = doubtOfHeaders(request.headers, now);
    if (early !== null && !mayBeTlsCheck(request)) return [401, early];
    const rawBody = await this.#bodies.read(request);
    if (!Buffer.isBuffer(rawBody)) return rawBody;
    const buffered = Object.assign(request, { rawBody });
    if (isTlsCheck(buffered)) {
      answer(response);
      return null;
    }
    const doubt = doubtOf(buffered, this.#key, now);
    if (doubt !== null) return [401, doubt];
    const body = parsed(buffered);
    if (await this.#isReplayed(buffered, body)) return [401, 'replayed'];
    if (body === null) return [400, 'malformed'];
    const own = ownAnswer(body);
    if (own !== null) {
      answer(response, own);
      return null;
    }
    try {
      return await this.#process(body, request, response);
    } catch (fault) {
      // Bolt reads members that every request of Slack's has, before anybody is asked to answer.
      if (isOfAnotherShape(fault) && !response.headersSent) return [400, 'malformed'];
      throw fault;
    }
  }

  async #isReplayed({ headers }: BufferedIncomingMessage, body: Body | null): Promise<boolean> {
    // What is typed into a menu comes without any time or identifier, and changes nothing.
    if (body?.['type'] === 'block_suggestion') return false;
    // Redelivered within the same second, an event has the same signature: its event_id tells it apart.
    const isRedelivery =
      headers['x-slack-retry-num'] !== undefined && headers['content-type'] !== FORM;
    const signature = String(headers['x-slack-signature']);
    const claimed = this.#parts.claims.claim(`slack:${signature}`, REMEMBERED_MS);
    // A question is rather answered twice than not at all.
    return !(await claimed.catch(() => true)) && !isRedelivery;
  }

  async #process(
    body: Body,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Refusal | null> {
    const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
    await this.#app?.processEvent({
      body,
      ack: (content: unknown) => {
        answer(response, content);
        return Promise.resolve();
      },
      ...(retryNum === undefined ? {} : { retryNum }),
      customProperties: {
        isRepeated: this.#isSeenInteraction(body) && retryNum !== undefined,
      } satisfies ConnectionProperties,
    });
    // Every listener has finished: what none of them acknowledged nobody will.
    return response.headersSent ? null : [404, 'unknown kind'];
  }

  /** Slack repeats no command or click over HTTP; what says that it is repeated is believed. */
  #isSeenInteraction({ trigger_id: id }: Body): boolean {
    // A part of a longer text would keep all of it in memory: so it is copied.
    return typeof id === 'string' && this.#isSeen(Buffer.from(id).toString());
  }
}

type Headers = BufferedIncomingMessage['headers'];
type Doubt = 'unsigned' | 'stale' | 'forged';

/** One signature has one spelling, so that it is known again. */
const SIGNATURE = /^v0=[0-9a-f]{64}$/u;

/** Why a request is not believed whatever its body is; null where the body decides. */
function doubtOfHeaders(headers: Headers, nowMs: number): Doubt | null {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'unsigned';
  if (!/^\d{1,12}$/u.test(timestamp)) return 'unsigned';
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > SIGNATURE_AGE_SECONDS) return 'stale';
  return SIGNATURE.test(signature) ? null : 'forged';
}

/**
 * Why a request is not believed to be signed by Slack; null when it is.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 * Bolt's own verification lets times in the future and other spellings pass, reads no clock but the
 * machine's and takes a tenth of the whole request's time (three keys and 32 random bytes each); the
 * tests compare both.
 */
export function doubtOf(
  { headers, rawBody }: Pick<BufferedIncomingMessage, 'headers' | 'rawBody'>,
  key: KeyObject,
  nowMs: number,
): Doubt | null {
  const early = doubtOfHeaders(headers, nowMs);
  if (early !== null) return early;
  const timestamp = String(headers['x-slack-request-timestamp']);
  const due = createHmac('sha256', key).update(`v0:${timestamp}:`).update(rawBody).digest();
  const given = Buffer.from(String(headers['x-slack-signature']).slice('v0='.length), 'hex');
  return timingSafeEqual(given, due) ? null : 'forged';
}

/** What comes of reading a member of nothing, as it is or as Bolt wraps what one listener or several throw. */
function isOfAnotherShape(fault: unknown): boolean {
  if (fault instanceof TypeError) return true;
  if (!(fault instanceof Error)) return false;
  if ('original' in fault) return isOfAnotherShape(fault.original);
  return (
    'originals' in fault &&
    Array.isArray(fault.originals) &&
    fault.originals.every(isOfAnotherShape)
  );
}

/** What Slack asks of the address itself; null for what people ask. */
function ownAnswer({ type, challenge, ssl_check: tlsCheck }: Body): object | string | null {
  // https://docs.slack.dev/reference/events/url_verification
  if (type === 'url_verification') return { challenge };
  return tlsCheck === '1' ? '' : null;
}

/** Throws when the request was answered before, as Bolt's own receiver does. */
function answer(response: ServerResponse, content?: unknown): void {
  const isText = typeof content === 'string' || content === undefined;
  const text = isText ? (content ?? '') : JSON.stringify(content);
  response.writeHead(200, {
    ...(isText ? {} : { 'content-type': 'application/json' }),
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Null for what is not an object in JSON or a form. */
function parsed(request: BufferedIncomingMessage): Body | null {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    // What a parser makes has string keys only.
    return isObject ? (body as Body) : null;
  } catch {
    return null;
  }
}

function contentTypeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** As the request tells it; NaN where it does not. */
function lengthOf({ headers }: IncomingMessage): number {
  return Number(headers['content-length']);
}

/** Whether a request without a signature is as short as the one that needs none. */
function mayBeTlsCheck(request: IncomingMessage): boolean {
  return (
    request.headers['x-slack-signature'] === undefined &&
    request.headers['content-type'] === FORM &&
    lengthOf(request) <= LONGEST_TLS_CHECK_BYTES
  );
}

/** Slack looks at a certificate with an unsigned form. https://docs.slack.dev/interactivity/implementing-slash-commands */
function isTlsCheck({ headers, rawBody }: BufferedIncomingMessage): boolean {
  return (
    headers['x-slack-signature'] === undefined &&
    new URLSearchParams(rawBody.toString()).get('ssl_check') === '1'
  );
}
