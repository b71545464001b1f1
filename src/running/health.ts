import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { BotError } from '../errors.ts';
import type { Monitor } from './monitor.ts';

export const HEALTH_PATH = '/health';
const METRICS_PATH = '/metrics';

/** Answers a GET of what the process tells of itself; false, and nothing answered, where the path is none of these. */
export type TellOfItself = (path: string | undefined, response: ServerResponse) => boolean;

/** Tells at `/health` how the process is, 200 while every platform can be answered, else 503; and its figures at `/metrics`. */
export function tellingOf(monitor: Monitor): TellOfItself {
  const { registry } = monitor.figures;
  return (path, response) => {
    if (path === METRICS_PATH) {
      const headers = { 'content-type': registry.contentType };
      void registry.metrics().then((text) => response.writeHead(200, headers).end(text));
      return true;
    }
    if (path !== HEALTH_PATH) return false;
    const document = healthOf(monitor);
    const headers = { 'content-type': 'application/json' };
    response.writeHead(document.status === 'ok' ? 200 : 503, headers);
    response.end(JSON.stringify(document));
    return true;
  };
}

/** Null is what is not known yet. */
function healthOf(monitor: Monitor) {
  const { status, version, corpus, lastFault, platforms, store, now } = monitor;
  const told = platforms.map((each) => {
    return [each.platform, { isReady: each.isReady, counts: each.counts() }] as const;
  });
  return {
    status,
    version,
    corpus: corpus === null ? null : corpusTold(corpus, now()),
    lastFault: lastFault === null ? null : { code: lastFault.code, at: isoTime(lastFault.atMs) },
    ...Object.fromEntries(told),
    store: store?.() ?? null,
  };
}

/** Whether something that was told over HTTP is the health of a bot like this one. */
export function isHealth(told: unknown): boolean {
  const own = ['status', 'version', 'corpus', 'lastFault', 'store'];
  return typeof told === 'object' && told !== null && own.every((name) => name in told);
}

function corpusTold({ hash, passages, readAtMs }: NonNullable<Monitor['corpus']>, nowMs: number) {
  const ageSeconds = Math.round((nowMs - readAtMs) / 1000);
  return { hash, passages, readAt: isoTime(readAtMs), ageSeconds };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Tells of the process alone, where no platform serves that beside requests of its own. */
export async function openHealth(
  port: number,
  host: string | null,
  tell: TellOfItself,
): Promise<Server> {
  const server = createServer(({ method, url = '' }, response) => {
    const [path] = url.split('?', 1);
    if (method !== 'GET' || !tell(path, response)) response.writeHead(404).end();
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
