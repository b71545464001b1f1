import { hash } from 'node:crypto';
import type { Options } from '../ask/request.ts';
import {
  ASKED_MAP_FILE,
  CARD_FILE,
  MAP_OPTIONS,
  MAP_PATH,
  namedPicture,
} from '../debate/address.ts';
import type { Cleared } from '../debate/gate.ts';
import { pageWords } from '../messages/site.ts';
import { textOf, type DataFile } from './data/exports.ts';
import { FEED_FILE } from './data/feed.ts';
import type { Draws } from './pictures/drawing.ts';
import type { Picture } from './pictures/setting.ts';
import { SEARCH_PATH, SEARCHED } from './search.ts';
import type { SitePage } from './writing.ts';

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
  /** Of all that what is at a path is made of, as it is now. Rejects with a BotError where that cannot be known. */
  readonly hashAt: (path: string) => Promise<string>;
  /** What of a query changes what is shown at a path; the same is shown without all else. */
  readonly heard: (path: string, query: URLSearchParams) => Asked;
  /** Null where nothing is; `asked` is what was heard of its query. Rejects with a MisquotationError where the gate refuses what would be. */
  readonly at: (path: string, asked?: Asked) => Promise<Published | null>;
  readonly notFound: (path: string) => Published;
  /** What is shown in the place of a page that cannot be, with a sentence that says why. */
  readonly fault: (path: string, text: string) => Published;
}

/** What can be shown of a debate by path, wherever it lies. What is cleared is rejected with a MisquotationError where the gate refuses it. */
export interface DebateSite {
  /** Of all that it is made of, as it is now. Rejects with a BotError where that cannot be known. */
  readonly hash: () => Promise<string>;
  /** Null where there is none. */
  readonly page: (path: string) => Promise<SitePage | null>;
  /** What the bot answers to these words, as `recherche/` shows it; null where no process answers. */
  readonly search: (query: string) => Promise<SitePage | null>;
  /** The same of `/carte` with these options, as `carte/` shows it. */
  readonly map: (options: Options) => Promise<SitePage | null>;
  /** Of the passage whose page is beside it, or of the map that these options ask for; null where there is none. */
  readonly picture: (path: string, options: Options) => Promise<Cleared<Picture> | null>;
  readonly file: (path: string) => DataFile | null;
  /** What is shown where there is nothing. */
  readonly missing: (path: string) => Cleared<string>;
  /** A page that says one thing of ours, wherever it stands. */
  readonly told: (path: string, title: string, text: string) => Cleared<string>;
}

interface PublicationParts {
  readonly site: DebateSite;
  /** Style and script of the pages, by their path from the root. */
  readonly assets: ReadonlyMap<string, string>;
  readonly drawing: Pick<Draws, 'png'>;
}

const HTML = 'text/html; charset=utf-8';
const ASSET_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

export type Content = string | Uint8Array;

const ASKED_MAP_PICTURE = MAP_PATH + ASKED_MAP_FILE;
const HEARD = new Map<string, readonly string[]>([
  [SEARCH_PATH, [SEARCHED]],
  [MAP_PATH, MAP_OPTIONS],
  [ASKED_MAP_PICTURE, MAP_OPTIONS],
]);

/** All that is shown of a debate, by path from the root: pages, the files beside them and pictures. */
export class Publication implements Pages {
  readonly #parts: PublicationParts;

  constructor(parts: PublicationParts) {
    this.#parts = parts;
  }

  async hashAt(path: string): Promise<string> {
    const { site, assets } = this.#parts;
    return assets.has(path) ? '' : site.hash();
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
    const { site, assets } = this.#parts;
    const asset = assetAt(path, assets);
    if (asset !== null) return asset;
    const query = asked[SEARCHED];
    if (query !== undefined) return shown(await site.search(query));
    if (path === ASKED_MAP_PICTURE || path.endsWith(`/${CARD_FILE}`))
      return this.#drawn(await site.picture(path, asked));
    if (path === MAP_PATH && Object.keys(asked).length > 0) return shown(await site.map(asked));
    const file = site.file(path);
    return file === null ? shown(await site.page(path)) : given(file);
  }

  notFound(path: string): Published {
    return toldAs(this.#parts.site.missing(path));
  }

  fault(path: string, text: string): Published {
    return toldAs(this.#parts.site.told(path, pageWords.fault, text));
  }

  async #drawn(picture: Cleared<Picture> | null): Promise<Published | null> {
    if (picture === null) return null;
    return { type: 'image/png', body: await this.#parts.drawing.png(picture), isLasting: true };
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
