import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { BotError } from '../errors.ts';

const HEALTH_PATH = '/health';

/** What the endpoint tells: whether this process can answer, and whatever else it is asked to tell. */
export interface HealthParts {
  readonly port: number;
  readonly host: string | null;
  readonly isReady: () => boolean;
  readonly details: () => object;
}

/** `/health` for processes that take no requests over HTTP: 200 while they can answer, else 503. */
export class HealthServer {
  readonly #parts: HealthParts;
  readonly #server: Server;

  constructor(parts: HealthParts) {
    this.#parts = parts;
    this.#server = createServer(({ method, url }, response) => {
      const [path] = (url ?? '').split('?', 1);
      if (method === 'GET' && path === HEALTH_PATH) this.#tell(response);
      else response.writeHead(404).end();
    });
  }

  /** The port it listens on, once it is open. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Rejects with a BotError where the port is not free. */
  open(): Promise<void> {
    const { port, host } = this.#parts;
    return new Promise((resolve, reject) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) => {
        const why = `cannot listen on port ${port} (${cause.code ?? cause.message})`;
        reject(new BotError('configuration', `${why}: set PORT to a free one`, { cause }));
      });
      this.#server.listen({ port, ...(host === null ? {} : { host }) }, resolve);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  #tell(response: ServerResponse): void {
    const isReady = this.#parts.isReady();
    const status = isReady ? 'ok' : 'not connected';
    response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status, ...this.#parts.details() }));
  }
}
