import type { Cleared, Gate } from '../debate/gate.ts';
import type { Corpus } from '../debate/passage.ts';
import type { Dispatch } from '../ask/request.ts';
import { pageWords } from '../messages/site.ts';
import { FEED_FILE, type Today } from './data/feed.ts';
import type { HasCard } from './data/head.ts';
import type { DataFile } from './data/exports.ts';
import { SEARCH_PATH } from './search.ts';
import { Site } from './site.ts';

/** What is shown at an address. */
export interface Published {
  /** With its charset, for HTTP. */
  readonly type: string;
  readonly body: string | Uint8Array;
  /** Whether it stays the same as long as the corpus does. */
  readonly isLasting: boolean;
}

interface PublicationParts {
  /** Of the live edition, whenever it is used. */
  readonly corpus: Corpus;
  readonly gate: Gate;
  readonly index: string;
  /** Whether a picture of a passage stands beside its page; none does where it is not told. */
  readonly hasCard?: HasCard;
  readonly today?: () => Today;
  /** Absent where no process answers searches. */
  readonly dispatch?: Dispatch;
  /** Style and script of the pages, by their path from the root. */
  readonly assets: ReadonlyMap<string, string>;
}

const HTML = 'text/html; charset=utf-8';
const ASSET_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** All that is shown of a debate, by path from the root: pages, the files beside them and pictures. */
export class Publication {
  readonly #parts: PublicationParts;
  readonly #site: Site;

  constructor(parts: PublicationParts) {
    this.#parts = parts;
    this.#site = new Site(parts);
  }

  /** Of the corpus that is shown. */
  get hash(): string {
    return this.#parts.corpus.hash;
  }

  /** Null where nothing is; `query` is what is searched. Rejects with a MisquotationError where the gate refuses what would be. */
  async at(path: string, query = ''): Promise<Published | null> {
    const asset = this.#parts.assets.get(path);
    if (asset !== undefined) {
      const type = ASSET_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain';
      return { type, body: asset, isLasting: true };
    }
    if (path === SEARCH_PATH && query !== '') return shown(await this.#site.search(query));
    const file = this.#site.file(path);
    return file === null ? shown(this.#site.page(path)) : given(file);
  }

  notFound(path: string): Published {
    return this.#told(path, pageWords.notFound, pageWords.notFoundText);
  }

  fault(path: string, reference: string): Published {
    return this.#told(path, pageWords.fault, pageWords.faultText(reference));
  }

  #told(path: string, title: string, text: string): Published {
    const { payload } = this.#site.told(path, title, text);
    return { type: HTML, body: payload, isLasting: false };
  }
}

function given({ path, mediaType, pieces }: DataFile): Published {
  const body = [...pieces()].map(({ payload }) => payload).join('');
  return { type: mediaType, body, isLasting: path !== FEED_FILE };
}

function shown(page: Cleared<string> | null): Published | null {
  return page === null ? null : { type: HTML, body: page.payload, isLasting: true };
}
