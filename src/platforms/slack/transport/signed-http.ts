import type { App } from '@slack/bolt';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Claims, Log, Time } from '../../../ports.ts';
import { type Counters, isNotable } from '../../../running/work.ts';
import { close, listen, pathOf, portOf, type Answering } from '../../../running/health.ts';
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
  readonly time: Time;
  readonly counters: Counters;
  readonly log: Log;
  /** Answers whatever is not Slack’s. */
  readonly others: Answering;
}

/** Who answers what comes in. */
interface SlackAnswers {
  /** Whether requests can be answered. */
  readonly isReady: () => boolean;
  readonly install: Pick<InstallPages, 'isFor' | 'take'> | null;
  readonly claims: Claims;
}

/** The HTTP endpoint that these settings ask for; null where they ask for none. */
export function httpFor(
  settings: Pick<SlackSettings, 'signingSecret' | 'port' | 'host'>,
  parts: Pick<HttpParts, 'time' | 'counters' | 'log' | 'others'>,
): SignedHttp | null {
  if (settings.signingSecret === null && settings.port === null) return null;
  return new SignedHttp({ ...settings, ...parts });
}

/**
 * Slack's requests over HTTP, and what the process tells of itself beside them, before anybody can answer
 * Slack. What is refused is counted.
 */
export class SignedHttp implements Transport {
  readonly #parts: HttpParts;
  readonly #server: Server;
  #receiver: SignedReceiver | null = null;
  #answering: SlackAnswers | null = null;

  constructor(parts: HttpParts) {
    this.#parts = parts;
    const limits = {
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: LOOKING_EVERY_MS,
    };
    this.#server = createServer(limits, (request, response) => {
      void this.#serve(request, response);
    });
  }

  /** From now on requests are answered, as soon as they can be. */
  lead(answering: SlackAnswers): void {
    const { signingSecret, ...parts } = this.#parts;
    this.#answering = answering;
    if (signingSecret === null) return;
    this.#receiver = new SignedReceiver({ signingSecret, ...parts, claims: answering.claims });
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

  async open(): Promise<void> {
    const { port, host } = this.#parts;
    if (!this.isOpen()) await listen(this.#server, port ?? STANDARD_PORT, host);
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
    const path = pathOf(request);
    const { method } = request;
    if (path === EVENTS_PATH && method === 'POST' && this.#parts.signingSecret !== null) {
      if (this.#answering?.isReady() !== true) return Promise.resolve([503, 'not ready']);
      if (this.#receiver !== null) return this.#receiver.take(request, response);
    }
    if (path === EVENTS_PATH && method === 'GET' && isTlsCheck(request)) {
      response.writeHead(200).end();
      return Promise.resolve(null);
    }
    const install = this.#answering?.install ?? null;
    if (method === 'GET' && install?.isFor(path) === true)
      return install.take(request, response).then(() => null);
    const isTaken = this.#parts.others(request, response);
    return Promise.resolve(isTaken ? null : [404, 'unknown path']);
  }

  #refuse(response: ServerResponse, [status, why]: Refusal): void {
    const { counters, log } = this.#parts;
    const count = counters.count(`refused: ${why}`);
    if (isNotable(count)) log.warn({ status, count }, `refused: ${why}`);
    // What is left of one body too many is not read.
    response.writeHead(status, status === 503 ? { connection: 'close' } : {}).end();
  }
}

/** Slack may look at the certificate with a bare GET as well. */
function isTlsCheck({ url = '' }: IncomingMessage): boolean {
  return new URLSearchParams(url.split('?')[1]).get('ssl_check') === '1';
}
