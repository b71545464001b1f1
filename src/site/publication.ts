import { hash } from 'node:crypto';
import type { Dispatch } from '../ask/request.ts';
import {
  ASKED_MAP_FILE,
  CARD_FILE,
  MAP_OPTIONS,
  MAP_PATH,
  mapPicturePath,
  namedPicture,
  refOn,
} from '../debate/address.ts';
import type { Cleared, Gate } from '../debate/gate.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { ReportFault } from '../errors.ts';
import { pageWords } from '../messages/site.ts';
import type { DataFile } from './data/exports.ts';
import { FEED_FILE, type Today } from './data/feed.ts';
import { wholeMap } from './maps.ts';
import { PagePictures } from './pictured.ts';
import type { Draws } from './pictures/drawing.ts';
import type { Picture } from './pictures/setting.ts';
import type { Typeface } from './pictures/typeface.ts';
import { SEARCH_PATH, SEARCHED } from './search.ts';
import { Site, type SitePage } from './site.ts';

/** What is shown at an address. */
export interface Published {
  /** With its charset, for HTTP. */
  readonly type: string;
  readonly body: Content;
  /** Whether it stays the same as long as the corpus does. */
  readonly isLasting: boolean;
}

/** What of the query of a page or a picture changes it, by its names. */
type Asked = Readonly<Record<string, string>>;

/** Pages and the files beside them, by path from their root. */
export interface Pages {
  /** Of all that they are made of. */
  readonly hash: string;
  /** What of a query changes what is shown at a path; the same is shown without all else. */
  readonly heard: (path: string, query: URLSearchParams) => Asked;
  /** Null where nothing is; `asked` is what was heard of its query. Rejects with a MisquotationError where the gate refuses what would be. */
  readonly at: (path: string, asked?: Asked) => Promise<Published | null>;
  readonly notFound: (path: string) => Published;
  readonly fault: (path: string, reference: string) => Published;
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
  readonly pictures: { readonly typeface: Typeface; readonly drawing: Draws };
  /** Whether pictures are files as well. */
  readonly hasImages: boolean;
  readonly reportFault: ReportFault;
  /** The day of which the feed is, and where it is that day. */
  readonly today: () => Today;
  /** Whether it is one of several, whose list stands one folder up. */
  readonly isOfSeveral?: boolean;
}

const HTML = 'text/html; charset=utf-8';
const ASSET_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

type Content = string | Uint8Array;

const MAP_PICTURE = mapPicturePath({});
const ASKED_MAP_PICTURE = MAP_PATH + ASKED_MAP_FILE;
const HEARD = new Map<string, readonly string[]>([
  [SEARCH_PATH, [SEARCHED]],
  [MAP_PATH, MAP_OPTIONS],
  [ASKED_MAP_PICTURE, MAP_OPTIONS],
]);

/** All that is shown of a debate, by path from the root: pages, the files beside them and pictures. */
export class Publication implements Pages {
  readonly #parts: PublicationParts;
  readonly #site: Site;
  readonly #pictures: PagePictures;

  constructor(parts: PublicationParts) {
    this.#parts = parts;
    const pictures = new PagePictures({ ...parts, ...parts.pictures });
    this.#pictures = pictures;
    const hasCard = (passage: Passage) => pictures.card(passage) !== null;
    this.#site = new Site({ ...parts, pictures, hasCard });
  }

  /** Of the corpus that is shown. */
  get hash(): string {
    return this.#parts.corpus.hash;
  }

  heard(path: string, query: URLSearchParams): Asked {
    const names = HEARD.get(namedPicture(path)?.path ?? path) ?? [];
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = query.get(name)?.trim() ?? '';
        return value === '' ? [] : [[name, value]];
      }),
    );
  }

  async at(path: string, asked: Asked = {}): Promise<Published | null> {
    const named = namedPicture(path);
    if (named !== null) {
      const picture = await this.at(named.path, asked);
      const isIt = picture !== null && hash('sha256', picture.body).startsWith(named.hash);
      return isIt ? picture : null;
    }
    const asset = assetAt(path, this.#parts.assets);
    if (asset !== null) return asset;
    const query = asked[SEARCHED];
    if (query !== undefined)
      return shown({ document: await this.#site.search(query), isLasting: true });
    if (path === MAP_PICTURE || path === ASKED_MAP_PICTURE) {
      const reply = await this.#site.mapReply(asked);
      return this.#drawn(reply === null ? null : await this.#pictures.map(reply));
    }
    if (path === MAP_PATH && Object.keys(asked).length > 0)
      return shown(await this.#site.map(asked));
    if (path.endsWith(`/${CARD_FILE}`))
      return this.#drawn(this.#cardAt(path.slice(0, -CARD_FILE.length)));
    const file = this.#site.file(path);
    return file === null ? shown(await this.#site.page(path)) : given(file);
  }

  /** Every file that can be written before anybody asks, by its path; a page's is that of its folder. */
  *files(): Generator<readonly [path: string, content: () => Content | Promise<Content>]> {
    for (const [path, text] of this.#parts.assets) yield [path, () => text];
    for (const path of this.#site.paths()) {
      yield [path, async () => (await this.#site.page(path))?.document.payload ?? ''];
      const picture = this.#pictureBeside(path);
      if (picture !== null) yield [path + CARD_FILE, picture];
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
    return toldAs(this.#site.told(path, title, text));
  }

  /** Of the passage whose page is at a path; null where there is none. */
  #cardAt(path: string): Cleared<Picture> | null {
    const passage = this.#site.shelves.passages.get(refOn(path) ?? '');
    return passage === undefined ? null : this.#pictures.card(passage);
  }

  /** The picture beside a page; null where there is none. */
  #pictureBeside(path: string): (() => Promise<Content>) | null {
    const card = this.#cardAt(path);
    if (card !== null) return () => this.#pictures.png(card);
    const isMapped = path === MAP_PATH && this.#pictures.hasMap(wholeMap(this.#parts.corpus));
    return isMapped ? async () => (await this.at(MAP_PICTURE))?.body ?? '' : null;
  }

  async #drawn(picture: Cleared<Picture> | null): Promise<Published | null> {
    if (picture === null) return null;
    return { type: 'image/png', body: await this.#pictures.png(picture), isLasting: true };
  }
}

export function shown(page: SitePage | null): Published | null {
  if (page === null) return null;
  const { document, isLasting } = page;
  return { type: HTML, body: document.payload, isLasting };
}

/** A page that says one thing of ours in the place of another. */
export function toldAs({ payload }: Cleared<string>): Published {
  return { type: HTML, body: payload, isLasting: false };
}

/** The style or the script of the pages; null where a path is of neither. */
export function assetAt(path: string, assets: ReadonlyMap<string, string>): Published | null {
  const asset = assets.get(path);
  if (asset === undefined) return null;
  const type = ASSET_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain';
  return { type, body: asset, isLasting: true };
}

/** A file beside the pages, as it is shown. */
export function given(file: DataFile): Published {
  return { type: file.mediaType, body: textOf(file), isLasting: file.path !== FEED_FILE };
}

/** What a file beside the pages holds. */
export function textOf(file: DataFile): string {
  return Array.from(file.pieces(), ({ payload }) => payload).join('');
}
