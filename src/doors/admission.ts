import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { refusals } from '../messages/doors.ts';

/** Who may ask by HTTP, and how often. */
export interface AdmissionSettings {
  readonly ratePerMinute: number;
  /** Pages of these origins may ask; `*` for those of any. */
  readonly origins: readonly string[];
  /** Empty where none is needed. */
  readonly keys: readonly string[];
  /** How many proxies in front of the process add an address to X-Forwarded-For. */
  readonly proxies: number;
}

/** Why nothing is answered. */
export interface Denial {
  readonly status: 401 | 403 | 429;
  readonly code: 'key' | 'origin' | 'rate';
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const MINUTE_SECONDS = 60;
/** A browser asks again after so long whether a page may ask. */
const PREFLIGHT_SECONDS = '600';
const ASKED_HEADERS = [
  ...['authorization', 'content-type', 'if-none-match'],
  ...['mcp-protocol-version', 'mcp-session-id', 'last-event-id'],
].join(', ');

/** Decides, before anything is read of it, whether a request is answered. */
export class Admission {
  readonly #settings: AdmissionSettings;
  readonly #digests: readonly Buffer[];
  readonly #limiter: RateLimiterMemory;

  constructor(settings: AdmissionSettings) {
    this.#settings = settings;
    this.#digests = settings.keys.map(digestOf);
    this.#limiter = new RateLimiterMemory({
      points: settings.ratePerMinute,
      duration: MINUTE_SECONDS,
    });
  }

  /** Null where it is to be answered. Whoever has a key is counted by it, anybody else by address. */
  async deny(request: IncomingMessage): Promise<Denial | null> {
    const key = this.#keyOf(request);
    const late = await this.#secondsLate(key ?? addressOf(request, this.#settings.proxies));
    if (late !== null) {
      const headers = { 'retry-after': String(late) };
      return { status: 429, code: 'rate', message: refusals.tooMany(late), headers };
    }
    if (key !== null || this.#digests.length === 0) return null;
    const headers = { 'www-authenticate': 'Bearer' };
    return { status: 401, code: 'key', message: refusals.noKey(), headers };
  }

  /** Whether a page in a browser asks, which none of these origins serves. */
  isStrange(request: IncomingMessage, own: string | null): boolean {
    const { origin } = request.headers;
    return origin !== undefined && origin !== own && this.#allowed(origin) === null;
  }

  /** What tells a browser which pages may read the answer. */
  corsHeaders(request: IncomingMessage): Record<string, string> {
    const { origins } = this.#settings;
    if (origins.length === 0) return {};
    const allowed = this.#allowed(request.headers.origin);
    return {
      vary: 'Origin',
      ...(allowed !== null && {
        'access-control-allow-origin': allowed,
        'access-control-expose-headers': 'etag, retry-after',
      }),
    };
  }

  /** The answer to a browser that asks whether a page may ask; null where the page may not. */
  preflightHeaders(request: IncomingMessage, methods: string): Record<string, string> | null {
    if (this.#allowed(request.headers.origin) === null) return null;
    return {
      ...this.corsHeaders(request),
      'access-control-allow-methods': methods,
      'access-control-allow-headers': ASKED_HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    };
  }

  #allowed(origin: string | undefined): string | null {
    const { origins } = this.#settings;
    if (origin === undefined) return null;
    if (origins.includes('*')) return '*';
    return origins.includes(origin) ? origin : null;
  }

  /** The digest of the key of a request, where it is one of ours. */
  #keyOf({ headers: { authorization = '' } }: IncomingMessage): string | null {
    const [, key] = /^Bearer +(\S+)$/iu.exec(authorization) ?? [];
    if (key === undefined) return null;
    const digest = digestOf(key);
    // All are compared: how long it takes tells nothing.
    const isOurs = this.#digests.map((each) => timingSafeEqual(each, digest)).includes(true);
    return isOurs ? digest.toString('base64') : null;
  }

  async #secondsLate(who: string): Promise<number | null> {
    try {
      await this.#limiter.consume(who);
      return null;
    } catch (late) {
      if (!(late instanceof RateLimiterRes)) throw late;
      return Math.max(1, Math.ceil(late.msBeforeNext / 1_000));
    }
  }
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * Who asks: the address that the outermost of our own proxies saw, for what stands before it in
 * X-Forwarded-For is whatever the asker wrote there. All of an IPv6 network are one.
 */
function addressOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const seen = proxies === 0 ? undefined : forwarded.at(-proxies)?.trim();
  const address = (seen === undefined || seen === '' ? socket.remoteAddress : seen) ?? '';
  return isIPv6(address) && !address.includes('.') ? networkOf(address) : address.slice(0, 64);
}

/** The first 64 bits of an IPv6 address, which one subscriber has. */
function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const zeros = address.includes('::') ? Array.from({ length: missing }, () => '0') : [];
  return [...groups(head), ...zeros, ...groups(tail)].slice(0, 4).join(':');
}
