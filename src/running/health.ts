import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { BotError } from '../errors.ts';
import type { Monitor } from './monitor.ts';

export const HEALTH_PATH = '/health';
const METRICS_PATH = '/metrics';

/** Answers what is asked; false, and nothing answered, where that is for somebody else. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => boolean;

/** After so long whoever is told to come back may ask again, as `Retry-After` says it. */
export const SOON_SECONDS = '5';

/** What is asked for, without its query, nor the scheme and the host that a proxy may send: RFC 9112, 3.2.2. */
export function pathOf({ url = '' }: IncomingMessage): string {
  const [path = ''] = url.replace(/^https?:\/\/[^/?]*/iu, '').split('?', 1);
  return path;
}

/** What stands behind the question mark of an address; empty without one. */
export function queryIn({ url = '' }: IncomingMessage): string {
  const [, query = ''] = /\?(.*)$/su.exec(url) ?? [];
  return query;
}

/** Whether whoever asks has what this tag stands for; a proxy that packs answers makes tags weak. */
export function hasTag({ headers }: IncomingMessage, etag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',');
  return tags
    .map((each) => each.trim().replace(/^W\//u, ''))
    .some((each) => each === etag || each === '*');
}

/** Tells at `/health` how the process is, 200 while every platform can be answered, else 503; and its figures at `/metrics`. */
export function tellingOf(monitor: Monitor): Answering {
  const { registry } = monitor.figures;
  return (request, response) => {
    if (request.method !== 'GET') return false;
    const path = pathOf(request);
    if (path === METRICS_PATH) {
      const headers = { 'content-type': registry.contentType };
      void registry.metrics().then(
        (text) => response.writeHead(200, headers).end(text),
        (fault: unknown) => {
          response.writeHead(500).end();
          throw fault;
        },
      );
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
  const { status, version, corpus, lastFault, platforms, web, store, now } = monitor;
  const told = platforms.map((each) => {
    return [each.platform, { isReady: each.isReady, counts: each.counts() }] as const;
  });
  return {
    status,
    version,
    corpus: corpus === null ? null : corpusTold(corpus, now()),
    lastFault: lastFault === null ? null : { code: lastFault.code, at: isoTime(lastFault.atMs) },
    ...Object.fromEntries(told),
    ...(web === null ? {} : { web: { counts: web() } }),
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

/** Answers at a port that no platform has for requests of its own. */
export async function openPort(
  port: number,
  host: string | null,
  answers: Answering,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (!answers(request, response)) response.writeHead(404).end();
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
