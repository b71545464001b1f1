import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, SOON_SECONDS, type Answering } from './health.ts';
import { Counters } from './work.ts';

/** Answers at a path from the root of the pages, without its first slash; false where that is for somebody else. */
export type Room = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/**
 * What is asked of the process below its public address: answered by the first room that takes it, as soon
 * as there are rooms.
 */
export class Front {
  /** What is asked of its rooms. */
  readonly counters = new Counters();
  /** With a slash at both ends. */
  readonly #base: string;
  readonly #starting: string;
  #rooms: readonly Room[] | null = null;

  /** `starting` is said until there are rooms. */
  constructor(publicUrl: string | null, starting: string) {
    this.#base = publicUrl === null ? '/' : new URL(publicUrl).pathname;
    this.#starting = starting;
  }

  open(rooms: readonly Room[]): void {
    this.#rooms = rooms;
  }

  readonly take: Answering = (request, response) => {
    if (this.#rooms === null) {
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'retry-after': SOON_SECONDS };
      response.writeHead(503, headers).end(this.#starting);
      return true;
    }
    const path = this.#pathOf(request);
    if (path === null) {
      response.writeHead(308, { location: this.#base }).end();
      return true;
    }
    return this.#rooms.some((room) => room(request, response, path));
  };

  /** A proxy may leave out the path of the public address; null for that address without its last slash. */
  #pathOf(request: IncomingMessage): string | null {
    const path = pathOf(request);
    if (`${path}/` === this.#base) return null;
    return path.startsWith(this.#base) ? path.slice(this.#base.length) : path.replace(/^\//u, '');
  }
}
