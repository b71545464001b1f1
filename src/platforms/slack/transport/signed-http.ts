import type { App } from '@slack/bolt';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Claims, Log, Time } from '../../../ports.ts';
import { type Counters, isNotable } from '../../../running/work.ts';
import { close, HEALTH_PATH, listen, portOf } from '../../../running/health.ts';
import type { TellHealth } from '../../../running/health.ts';
import type { InstallPages } from '../installs/pages.ts';
import { SignedReceiver } from './receiver.ts';
import type { SlackSettings } from '../installs/settings.ts';
import type { Refusal } from './bodies.ts';
import type { Transport } from './connection.ts';

export const EVENTS_PATH = '/slack/events';
export const STANDARD_PORT = 3000;
/** Slack gives up after three seconds; what takes longer than this to arrive is no request of Slack's. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Node looks for what is late every half a minute, unless it is told otherwise. */
const LOOKING_EVERY_MS = 500;

interface HttpParts extends Pick<SlackSettings, 'signingSecret' | 'port' | 'host'> {
  readonly install: Pick<InstallPages, 'isFor' | 'take'> | null;
  readonly claims: Claims;
  readonly time: Time;
  readonly counters: Counters;
  readonly log: Log;
  readonly tellHealth: TellHealth;
  /** Whether requests can be answered; health can be told before. */
  readonly isReady: () => boolean;
}

/** Slack's requests over HTTP, and the health endpoint beside them. What is refused is counted. */
export class SignedHttp implements Transport {
  readonly #parts: HttpParts;
  readonly #receiver: SignedReceiver | null;
  readonly #server: Server;

  constructor(parts: HttpParts) {
    const { signingSecret, ...others } = parts;
    this.#parts = parts;
    this.#receiver =
      signingSecret === null ? null : new SignedReceiver({ signingSecret, ...others });
    const limits = {
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: LOOKING_EVERY_MS,
    };
    this.#server = createServer(limits, (request, response) => {
      void this.#serve(request, response);
    });
  }

  init(app: App): void {
    this.#receiver?.init(app);
  }

  get port(): number {
    return portOf(this.#server);
  }

  isOpen(): boolean {
    return this.#server.listening;
  }

  open(): Promise<void> {
    const { port, host } = this.#parts;
    return listen(this.#server, port ?? STANDARD_PORT, host);
  }

  close(): Promise<void> {
    return close(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refusal = await this.#route(request, response);
      if (refusal !== null) this.#refuse(response, refusal);
    } catch (fault) {
      // Bolt itself failed.
      const count = this.#parts.counters.count('failed: request');
      if (isNotable(count))
        this.#parts.log.warn({ fault, count }, 'a request could not be answered');
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    }
  }

  #route(request: IncomingMessage, response: ServerResponse): Promise<Refusal | null> {
    const [path] = (request.url ?? '').split('?', 1);
    const { method } = request;
    if (path === EVENTS_PATH && method === 'POST' && this.#receiver !== null) {
      if (!this.#parts.isReady()) return Promise.resolve([503, 'not ready']);
      return this.#receiver.take(request, response);
    }
    if (path === EVENTS_PATH && method === 'GET' && isTlsCheck(request)) {
      response.writeHead(200).end();
      return Promise.resolve(null);
    }
    const { install } = this.#parts;
    if (method === 'GET' && install?.isFor(path) === true)
      return install.take(request, response).then(() => null);
    if (path !== HEALTH_PATH || method !== 'GET') return Promise.resolve([404, 'unknown path']);
    this.#parts.tellHealth(response);
    return Promise.resolve(null);
  }

  #refuse(response: ServerResponse, [status, why]: Refusal): void {
    const { counters, log } = this.#parts;
    const count = counters.count(`refused: ${why}`);
    if (isNotable(count)) log.warn({ status, count }, `refused: ${why}`);
    response.writeHead(status).end();
  }
}

/** Slack may look at the certificate with a bare GET as well. */
function isTlsCheck({ url = '' }: IncomingMessage): boolean {
  return new URLSearchParams(url.split('?')[1]).get('ssl_check') === '1';
}
