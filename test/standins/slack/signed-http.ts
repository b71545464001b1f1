import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { isJson, parsed } from '../json.ts';
import type { Delivery, Receipt, Transport } from './delivery.ts';

/** A request down to its bytes, so that it can be falsified, and sent again. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Forgery {
  /** Another secret than the app's: every signature is wrong. */
  readonly secret?: string;
  /** Signed that long ago; Slack's rule refuses more than 300. */
  readonly secondsAgo?: number;
  /** Changes the request after it was signed. */
  readonly tamper?: (request: SignedRequest) => SignedRequest;
}

export const JSON_BODY = 'application/json';
/** Bolt compares the header to exactly this: with a charset it would read the form as JSON. */
export const FORM_BODY = 'application/x-www-form-urlencoded';

/**
 * Signs as Slack does (v0, HMAC-SHA256: https://docs.slack.dev/authentication/verifying-requests-from-slack).
 * The time is the machine's own, because Bolt reads that clock and no other.
 */
export function sign(
  secret: string,
  contentType: string,
  body: string,
  secondsAgo = 0,
): SignedRequest {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    headers: {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    },
    body,
  };
}

/** For `Forgery.tamper`: the request without one of its headers. */
export function without(header: string): (request: SignedRequest) => SignedRequest {
  return ({ headers, body }) => {
    const kept = Object.entries(headers).filter(([name]) => name !== header);
    return { headers: Object.fromEntries(kept), body };
  };
}

/** For `Forgery.tamper`: another word in the body under the same signature. */
export function withAnother(
  word: string,
  other: string,
): (request: SignedRequest) => SignedRequest {
  return ({ headers, body }) => ({ headers, body: body.replace(word, other) });
}

/** Slack's end of the Events API and of interactivity over HTTP: sends signed requests to one app. */
export class SignedHttp implements Transport {
  readonly #url: URL;
  readonly #secret: string;
  readonly #forgery: Forgery;

  /** `botUrl` without a path means Bolt's own, `/slack/events`. */
  constructor(botUrl: string, secret: string, forgery: Forgery = {}) {
    this.#url = new URL(botUrl);
    if (this.#url.pathname === '/') this.#url.pathname = '/slack/events';
    this.#secret = forgery.secret ?? secret;
    this.#forgery = forgery;
  }

  async deliver(delivery: Delivery): Promise<Receipt> {
    const [contentType, body] = encode(delivery);
    const request = this.sign(contentType, body, retryHeaders(delivery));
    const answer = await this.send(request);
    const { status } = answer;
    return { status, payload: status === 200 ? carried(answer.body) : undefined, request };
  }

  /** What this road would send: signed, then falsified where it was asked to. */
  sign(contentType: string, body: string, headers: Record<string, string> = {}): SignedRequest {
    const { secondsAgo, tamper } = this.#forgery;
    const signed = sign(this.#secret, contentType, body, secondsAgo);
    const request = { ...signed, headers: { ...signed.headers, ...headers } };
    return tamper === undefined ? request : tamper(request);
  }

  /** Sends these very bytes, as often as asked: a replay. Rejects where no answer comes. */
  send({ headers, body }: SignedRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      // A connection for each: one that carried a refused body is not fit for the next request.
      const options = { method: 'POST', headers: { ...headers, ...length }, agent: false };
      const sending = httpRequest(this.#url, options, (incoming) => {
        text(incoming).then((answer) => {
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answer });
        }, reject);
      });
      // An app may answer before the whole body is sent, then close: the answer was already taken.
      sending.on('error', reject);
      sending.end(body);
    });
  }
}

/** Commands are a form, interactions a form with one JSON field, events plain JSON. */
export function encode({ kind, payload }: Delivery): [contentType: string, body: string] {
  if (kind === 'events_api') return [JSON_BODY, JSON.stringify(payload)];
  if (kind === 'interactive') {
    return [FORM_BODY, new URLSearchParams({ payload: JSON.stringify(payload) }).toString()];
  }
  // A command is a flat form: `String` of its members is their text.
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return [FORM_BODY, form.toString()];
}

function retryHeaders({ retry }: Delivery): Record<string, string> {
  if (retry === undefined) return {};
  return { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason };
}

/** A message may be acknowledged as JSON or as bare text; nothing at all is the rule. */
function carried(answer: string): unknown {
  const value = parsed(answer);
  if (isJson(value)) return value;
  return answer === '' ? undefined : { text: answer };
}
