import type { Dispatch } from '../ask/request.ts';
import { CARD_FILE, refOn } from '../debate/address.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { ReportFault } from '../errors.ts';
import { pageWords } from '../messages/site.ts';
import type { DataFile } from './data/exports.ts';
import { FEED_FILE, type Today } from './data/feed.ts';
import type { Pencils } from './pictured.ts';
import { Pictures } from './pictures/pictures.ts';
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
  /** The file that stands for a folder where no server knows it, `index.html`; empty where one does. */
  readonly index: string;
  /** Absent where no process answers searches. */
  readonly dispatch?: Dispatch;
  /** Style and script of the pages, by their path from the root. */
  readonly assets: ReadonlyMap<string, string>;
  readonly pictures: Omit<Pencils, 'reportFault'>;
  /** Whether pictures are files as well. */
  readonly hasImages: boolean;
  readonly reportFault: ReportFault;
  /** The day of which the feed is, and where it is that day. */
  readonly today: () => Today;
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
    const { pictures, reportFault } = parts;
    this.#site = new Site({
      ...parts,
      pictures: { ...pictures, reportFault },
      hasCard: (passage) => this.#cardOf(passage) !== null,
    });
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
    if (path === SEARCH_PATH && query !== '')
      return shown({ document: await this.#site.search(query), isLasting: true });
    if (path.endsWith(`/${CARD_FILE}`)) return this.#cardAt(path.slice(0, -CARD_FILE.length));
    const file = this.#site.file(path);
    return file === null ? shown(await this.#site.page(path)) : given(file);
  }

  /** Every file that can be written before anybody asks, by its path; a page's is that of its folder. */
  *files(): Generator<readonly [path: string, text: () => string | Promise<string>]> {
    for (const [path, text] of this.#parts.assets) yield [path, () => text];
    for (const path of this.#site.paths()) {
      yield [path, async () => (await this.#site.page(path))?.document.payload ?? ''];
    }
    for (const [path, { payload }] of this.#site.searchFiles()) yield [path, () => payload];
    for (const file of this.#site.files()) yield [file.path, () => textOf(file)];
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

  async #cardAt(path: string): Promise<Published | null> {
    const passage = this.#site.shelves.passages.get(refOn(path) ?? '');
    const card = passage === undefined ? null : this.#cardOf(passage);
    if (card === null) return null;
    const { drawing } = this.#parts.pictures;
    return { type: 'image/png', body: await drawing.png(card), isLasting: true };
  }

  /** Null where there is no picture of a passage. */
  #cardOf(passage: Passage) {
    const { pictures, hasImages, corpus, gate } = this.#parts;
    if (!hasImages) return null;
    const card = new Pictures({ ...pictures, corpus, gate }).card(passage);
    return card instanceof Cleared ? card : null;
  }
}

function shown(page: Awaited<ReturnType<Site['page']>>): Published | null {
  if (page === null) return null;
  const { document, isLasting } = page;
  return { type: HTML, body: document.payload, isLasting };
}

function given(file: DataFile): Published {
  return { type: file.mediaType, body: textOf(file), isLasting: file.path !== FEED_FILE };
}

function textOf(file: DataFile): string {
  return Array.from(file.pieces(), ({ payload }) => payload).join('');
}
