import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { BotError, type ReportFault } from '../errors.ts';
import { choiceText } from '../messages/choice.ts';
import { pageWords } from '../messages/site.ts';
import type { Log } from '../ports.ts';
import { hasTag, queryIn, SOON_SECONDS } from '../running/health.ts';
import { type Counters, isNotable } from '../running/work.ts';
import { CONTENT_POLICY } from './page.ts';
import type { Pages, Published } from './publication.ts';
import type { Place } from './several.ts';

interface PageServerParts {
  /** Rejects with a BotError where the debate of a path cannot be opened. */
  readonly find: (path: string) => Place | Promise<Place>;
  /** What is shown in the place of a page that cannot be. */
  readonly fault: Pages['fault'];
  readonly reportFault: ReportFault;
  readonly counters: Counters;
  readonly log: Log;
}

interface Kept extends Published {
  readonly etag: string;
}

/** Some thousand pages and a hundred cards. */
const KEPT_BYTES = 32 * 1024 * 1024;
/** A page changes with the corpus alone: whoever has it asks whether it did. */
const KEEPING = 'no-cache';
const METHODS = ['GET', 'HEAD'];

/** Shows the pages, files and pictures of the debates over HTTP. */
export class PageServer {
  readonly #parts: PageServerParts;
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ body }) => Math.max(1, body.length),
  });

  constructor(parts: PageServerParts) {
    this.#parts = parts;
  }

  /** Answers whatever is asked at `path`, which is from the root of the pages. */
  take(request: IncomingMessage, response: ServerResponse, path: string): true {
    this.#serve(request, response, path).catch((fault: unknown) => {
      this.#fail(response, path, fault);
    });
    return true;
  }

  async #serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { find, counters } = this.#parts;
    counters.count('page');
    if (!METHODS.includes(request.method ?? '')) {
      response.writeHead(405, { allow: METHODS.join(', ') }).end();
      return;
    }
    const query = queryIn(request);
    const asked = await find(path);
    const shown = await this.#shownAt(path, asked, new URLSearchParams(query));
    if (shown !== null) {
      send(request, response, shown);
      return;
    }
    if (!path.endsWith('/') && (await this.#isFolder(path))) {
      const location = `${lastPart(path)}/${query === '' ? '' : `?${query}`}`;
      response.writeHead(308, { location }).end();
      return;
    }
    const missing = asked.pages.notFound(asked.path);
    response.writeHead(404, headersOf(missing)).end(bodyFor(request, missing));
  }

  async #isFolder(path: string): Promise<boolean> {
    const folder = await this.#parts.find(`${path}/`);
    return (await folder.pages.at(folder.path)) !== null;
  }

  async #shownAt(
    whole: string,
    { pages, path }: Place,
    query: URLSearchParams,
  ): Promise<Kept | null> {
    const asked = pages.heard(path, query);
    const isKept = Object.keys(asked).length === 0;
    const hashBefore = await pages.hashAt(path);
    const key = `${hashBefore} ${whole}`;
    const known = isKept ? this.#kept.get(key) : undefined;
    if (known !== undefined) return known;
    const published = await pages.at(path, asked);
    if (published === null) return null;
    const shown = { ...published, etag: `"${hash('sha256', published.body, 'base64url')}"` };
    // Made of the edition after, it must not be shown where the one before is live again.
    const isLasting = isKept && published.isLasting && (await pages.hashAt(path)) === hashBefore;
    if (isLasting) this.#kept.set(key, shown);
    return shown;
  }

  #fail(response: ServerResponse, path: string, fault: unknown): void {
    const { counters, log, reportFault } = this.#parts;
    const count = counters.count('failed: page');
    if (isNotable(count)) log.warn({ count }, 'a page could not be shown');
    const reference = reportFault(fault);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const [status, text] = toldOf(fault, reference);
    const told = this.#parts.fault(path, text);
    const soon = status === 503 ? { 'retry-after': SOON_SECONDS } : {};
    response.writeHead(status, { ...headersOf(told), ...soon }).end(told.body);
  }
}

/** Of a search server that is away, and of a debate that it does not keep any more, it is said; of anything else, its reference. */
function toldOf(fault: unknown, reference: string): readonly [status: number, text: string] {
  const isKnown = fault instanceof BotError;
  if (isKnown && fault.code === 'search') {
    const isGone = fault.outcome === 'gone';
    return [isGone ? 404 : 503, choiceText({ code: isGone ? 'debate gone' : 'search down' })];
  }
  return [isKnown && fault.retryable ? 503 : 500, pageWords.faultText(reference)];
}

function send(request: IncomingMessage, response: ServerResponse, shown: Kept): void {
  const headers = { 'cache-control': KEEPING, etag: shown.etag };
  if (hasTag(request, shown.etag)) {
    response.writeHead(304, { ...SAFE, ...headers }).end();
    return;
  }
  response.writeHead(200, { ...headersOf(shown), ...headers }).end(bodyFor(request, shown));
}

/** What a browser must not do with a page, whatever stands in it. */
const SAFE = {
  'content-security-policy': `${CONTENT_POLICY}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const;

function headersOf({ type, body }: Published) {
  return { ...SAFE, 'content-type': type, 'content-length': Buffer.byteLength(body) };
}

function bodyFor({ method }: IncomingMessage, { body }: Published) {
  return method === 'HEAD' ? undefined : body;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
