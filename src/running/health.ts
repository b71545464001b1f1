import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { BotError } from '../errors.ts';

export const HEALTH_PATH = '/health';

/** A platform, as far as health goes. */
export interface Monitored {
  readonly platform: string;
  /** Whether it is connected, so that questions can be answered. */
  readonly isReady: boolean;
  /** How often things happened since the start. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** Answers `GET /health`. */
export type TellHealth = (response: ServerResponse) => void;

/** Tells 200 while there are platforms and every one is ready, else 503; how each is, and how the store is where there is one. */
export function healthTeller(
  platforms: readonly Monitored[],
  storeHealth?: () => object,
): TellHealth {
  return (response) => {
    const isReady = platforms.length > 0 && platforms.every((each) => each.isReady);
    const why = platforms.length === 0 ? 'no platform' : 'not connected';
    const document = {
      status: isReady ? 'ok' : why,
      ...Object.fromEntries(
        platforms.map((each) => [each.platform, { isReady: each.isReady, counts: each.counts() }]),
      ),
      store: storeHealth?.(),
    };
    response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document));
  };
}

/** Serves health alone, where no platform serves it beside requests of its own. */
export async function openHealth(
  port: number,
  host: string | null,
  tell: TellHealth,
): Promise<Server> {
  const server = createServer(({ method, url = '' }, response) => {
    const [path] = url.split('?', 1);
    if (method === 'GET' && path === HEALTH_PATH) tell(response);
    else response.writeHead(404).end();
  });
  await listen(server, port, host);
  return server;
}

/** Rejects with a BotError where the port is not free. */
export function listen(server: Server, port: number, host: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = `cannot listen on port ${port} (${cause.code ?? cause.message})`;
      reject(new BotError('configuration', `${why}: set PORT to a free one`, { cause }));
    });
    server.listen({ port, ...(host === null ? {} : { host }) }, resolve);
  });
}

/** The port a server listens on; 0 while it does not. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
