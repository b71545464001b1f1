import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusals } from '../messages/doors.ts';
import type { Log, Time } from '../ports.ts';
import { hasTag } from '../running/health.ts';
import { type Counters, isNotable } from '../running/work.ts';
import { Admission, type AdmissionSettings } from './admission.ts';
import { endpointsOf, errorAnswer, type Endpoint, type HttpAnswer } from './api.ts';
import { refusalOf } from './asking.ts';
import type { Debated } from './debated.ts';
import { mcpEndpoint } from './mcp-http.ts';

export interface DoorSettings extends AdmissionSettings {
  /** Whether `/api/…` is served. */
  readonly api: boolean;
  /** Whether `/mcp` is served. */
  readonly mcp: boolean;
}

interface DoorParts extends Debated {
  readonly settings: DoorSettings;
  /** Where people find it, with its own path, if any; null where nobody said. */
  readonly publicUrl: string | null;
  /** Of the program. */
  readonly version: string;
  readonly counters: Counters;
  readonly log: Log;
  readonly time: Time;
}

/** As long as the answer to a question is remembered. */
const FRESH_SECONDS = 60;
const JSON_TYPE = 'application/json; charset=utf-8';

/** What other programs ask over HTTP, beside whatever else is served on the port. */
export class Doors {
  readonly #parts: DoorParts;
  readonly #admission: Admission;
  readonly #endpoints: ReadonlyMap<string, Endpoint>;

  constructor(parts: DoorParts) {
    const { settings, publicUrl, version } = parts;
    const debated = parts;
    this.#parts = parts;
    this.#admission = new Admission(settings);
    this.#endpoints = new Map([
      ...(settings.api ? endpointsOf(debated, publicUrl) : []),
      ...(settings.mcp ? [['/mcp', mcpEndpoint(debated, version)] as const] : []),
    ]);
  }

  /** Answers what is asked at `path`, which is below the public address; false, and nothing answered, where that is no door. */
  take(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const isOfApi = this.#parts.settings.api && /^\/api(?:\/|$)/u.test(path);
    if (!isOfApi && !this.#endpoints.has(path)) return false;
    this.#serve(request, response, path).catch((fault: unknown) => {
      const { status, code, text } = refusalOf(fault, this.#parts);
      if (response.headersSent) response.destroy();
      else this.#send(request, response, errorAnswer(status, code, text));
    });
    return true;
  }

  async #serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { counters } = this.#parts;
    const endpoint = this.#endpoints.get(path);
    counters.count(endpoint === undefined ? 'door: unknown' : `door: ${path}`);
    // Whoever writes the answer, these go with it.
    response.setHeaders(
      new Map([
        ['x-content-type-options', 'nosniff'],
        ...Object.entries(this.#admission.corsHeaders(request)),
      ]),
    );
    const answer = await this.#answerTo(request, response, endpoint);
    if (answer !== null) this.#send(request, response, answer);
  }

  /** Null where it is answered already. */
  async #answerTo(
    request: IncomingMessage,
    response: ServerResponse,
    endpoint: Endpoint | undefined,
  ): Promise<HttpAnswer | null> {
    const { method = '' } = request;
    const { methods = [] } = endpoint ?? {};
    const allowed = [...methods, 'OPTIONS'].join(', ');
    if (endpoint !== undefined && method === 'OPTIONS') {
      const headers = this.#admission.preflightHeaders(request, allowed);
      if (headers === null && request.headers.origin !== undefined)
        return this.#refused(403, 'origin', refusals.origin());
      response.writeHead(204, headers ?? { allow: allowed }).end();
      return null;
    }
    if (endpoint?.isGuarded === true && this.#isStrange(request))
      return this.#refused(403, 'origin', refusals.origin());
    const denial = await this.#admission.deny(request);
    if (denial !== null) {
      return this.#refused(denial.status, denial.code, denial.message, denial.headers);
    }
    if (endpoint === undefined) return this.#refused(404, 'unknown path', refusals.unknownPath());
    if (!methods.includes(method))
      return this.#refused(405, 'method', refusals.method(allowed), { allow: allowed });
    return endpoint.answer(request, response);
  }

  #isStrange(request: IncomingMessage): boolean {
    const { publicUrl } = this.#parts;
    const own = publicUrl === null ? loopbackOf(request) : new URL(publicUrl).origin;
    return this.#admission.isStrange(request, own);
  }

  #refused(status: number, why: string, message: string, headers = {}): HttpAnswer {
    const { counters, log } = this.#parts;
    const count = counters.count(`refused: ${why}`);
    if (isNotable(count)) log.warn({ status, count }, `refused: ${why}`);
    return errorAnswer(status, why, message, headers);
  }

  /** The only function that answers with a document. */
  #send(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
    const { status, headers = {}, body, hash = '' } = answer;
    const text = JSON.stringify(body.payload);
    const mayKeep = status === 200 && request.method !== 'POST';
    const { etag, ...kept } = mayKeep ? this.#keeping(text, hash) : NOT_KEPT;
    if (etag !== null && hasTag(request, etag)) {
      response.writeHead(304, { ...kept, etag }).end();
      return;
    }
    const length = Buffer.byteLength(text);
    const told = { 'content-type': JSON_TYPE, 'content-length': length };
    const tagged = etag === null ? {} : { etag };
    response.writeHead(status, { ...kept, ...tagged, ...told, ...headers });
    response.end(request.method === 'HEAD' ? undefined : text);
  }

  /** How long an answer may be kept, and what it is known again by: the corpus and all that it says. */
  #keeping(text: string, corpusHash: string) {
    const { settings } = this.#parts;
    const digest = createHash('sha256').update(text).digest('base64url');
    const who = settings.keys.length === 0 ? 'public' : 'private';
    return {
      etag: `"${corpusHash.slice(0, 12)}-${digest.slice(0, 22)}"`,
      'cache-control': `${who}, max-age=${FRESH_SECONDS}`,
    };
  }
}

/** Where a page of this very machine finds it; a name that was made to lead here is another. */
function loopbackOf({ headers: { host = '' } }: IncomingMessage): string | null {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/u.test(host) ? `http://${host}` : null;
}

const NOT_KEPT = { etag: null, 'cache-control': 'no-store' };
