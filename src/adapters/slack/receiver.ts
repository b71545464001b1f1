import { HTTPModuleFunctions, isRawBodyError } from '@slack/bolt';
import type { App, BufferedIncomingMessage } from '@slack/bolt';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { LONGEST_BODY_BYTES } from './limits.ts';
import { Replays } from './replays.ts';
import { Signature } from './signature.ts';
import type { Time } from '../time.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Why a request is not taken. */
export type Refusal = readonly [status: number, why: string];

/**
 * Takes Slack's signed requests to the app. Bolt's own receiver accepts replays and times in the
 * future, never answers a body that is no object, sets a timer for each request and lets no answer
 * have a length: with its parts put together so, a request takes a third less of the processor.
 */
export class SignedReceiver {
  readonly #signature: Signature;
  readonly #replays: Replays;
  #app: App | null = null;

  constructor(signingSecret: string, { now }: Time) {
    this.#signature = new Signature(signingSecret, now);
    this.#replays = new Replays(now);
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Has a request answered, or says why it is refused, with the answer still to be given. */
  async take(request: IncomingMessage, response: ServerResponse): Promise<Refusal | null> {
    const buffered = await readBody(request);
    if (buffered === null) return [413, 'too large'];
    // Bolt compares this header to the letter, and a proxy may add a charset.
    request.headers['content-type'] = contentTypeOf(request);
    if (isTlsCheck(buffered)) {
      answer(response);
      return null;
    }
    const refusal = this.#refusalOf(buffered);
    if (refusal !== null) return refusal;
    const body = parsed(buffered);
    return body === null ? [400, 'malformed'] : this.#process(body, request, response);
  }

  #refusalOf({ headers, rawBody }: BufferedIncomingMessage): Refusal | null {
    const doubt = this.#signature.doubtOf(headers, rawBody);
    if (doubt !== null) return [401, doubt];
    // Redelivered within the same second, an event has the same signature: its event_id tells it apart.
    const isSeen = this.#replays.isSeen(String(headers['x-slack-signature']));
    return isSeen && !isRedelivery(headers) ? [401, 'replayed'] : null;
  }

  async #process(
    body: Body,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Refusal | null> {
    // https://docs.slack.dev/reference/events/url_verification
    if (body['type'] === 'url_verification') {
      answer(response, { challenge: body['challenge'] });
      return null;
    }
    const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
    const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request);
    await this.#app?.processEvent({
      body,
      ack: (content: unknown) => {
        answer(response, content);
        return Promise.resolve();
      },
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
    // Every listener has finished: what none of them acknowledged nobody will.
    return response.headersSent ? null : [404, 'unknown kind'];
  }
}

type Body = Readonly<Record<string, unknown>>;

/** Throws when the request was answered before, as Bolt's own receiver does. */
function answer(response: ServerResponse, content?: unknown): void {
  const isText = typeof content === 'string' || content === undefined;
  const bytes = Buffer.from(isText ? (content ?? '') : JSON.stringify(content));
  response.writeHead(200, {
    ...(isText ? {} : { 'content-type': 'application/json' }),
    'content-length': bytes.length,
  });
  response.end(bytes);
}

/** Null when it is longer than anything Slack sends. */
async function readBody(request: IncomingMessage): Promise<BufferedIncomingMessage | null> {
  try {
    return await HTTPModuleFunctions.bufferIncomingMessage(request, LONGEST_BODY_BYTES);
  } catch (error) {
    if (isRawBodyError(error) && error.statusCode === 413) return null;
    throw error;
  }
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

/** Slack looks at a certificate with an unsigned form. https://docs.slack.dev/interactivity/implementing-slash-commands */
function isTlsCheck({ headers, rawBody }: BufferedIncomingMessage): boolean {
  return (
    headers['x-slack-signature'] === undefined &&
    headers['content-type'] === FORM &&
    new URLSearchParams(rawBody.toString()).get('ssl_check') === '1'
  );
}

function isRedelivery(headers: IncomingHttpHeaders): boolean {
  return headers['x-slack-retry-num'] !== undefined && headers['content-type'] !== FORM;
}
