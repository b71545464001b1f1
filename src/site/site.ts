import { CARD_FILE, MAP_PATH } from '../debate/address.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { Reading } from '../debate/reading.ts';
import type { MapReply } from '../debate/reply.ts';
import { nobodyOn, type Answer, type Asking, type Dispatch, type Options } from '../ask/request.ts';
import { pageWords } from '../messages/site.ts';
import { fileAt, filesOf, textOf, type DataFile } from './data/exports.ts';
import { FEED_FILE, feedOf, type Today } from './data/feed.ts';
import { SITEMAP, sitemapOf } from './data/sitemap.ts';
import { datedWorks } from './dated.ts';
import { debatePage, SMALL_MAP } from './debate.ts';
import { mapPage, wholeMap } from './maps.ts';
import type { Markup } from './markup.ts';
import type { Href, Page } from './page.ts';
import { NO_FIGURE, type PagePictures } from './pictured.ts';
import type { Picture } from './pictures/setting.ts';
import { pathsIn, placeOf } from './places.ts';
import type { Content, DebateSite } from './publication.ts';
import { readSearchFile, searchFiles } from './search-files.ts';
import { WholeShelves } from './shelves.ts';
import { themePage } from './themes.ts';
import { voicePage } from './voices.ts';
import { PageWriter, type SitePage, type WritingParts } from './writing.ts';

interface SiteParts extends Pick<WritingParts, 'index' | 'hasCard' | 'isOfSeveral'> {
  /** Of the live edition, whenever it is used. */
  readonly corpus: Corpus;
  readonly gate: Gate;
  /** Answers a search; absent where no process does, and a script of the pages has to. */
  readonly dispatch?: Dispatch;
  /** Draws what is looked at in pages; absent where nothing is. */
  readonly pictures?: PagePictures;
  /** The day of which the feed is, and where it is that day; there is no feed without. */
  readonly today?: () => Today;
}

/** Every page of a debate that lies in memory, made when it is asked for. */
export class Site implements DebateSite {
  readonly #parts: SiteParts;
  #shelves: WholeShelves | null = null;

  constructor(parts: SiteParts) {
    this.#parts = parts;
  }

  hash(): Promise<string> {
    return Promise.resolve(this.#parts.corpus.hash);
  }

  async page(path: string): Promise<SitePage | null> {
    const writer = this.#writer;
    const page = (await this.#wholePageAt(path, writer)) ?? writer.pageAt(path);
    return page === null ? null : writer.written(page);
  }

  /** A file beside the pages that gives their passages or their addresses away; null where there is none. */
  file(path: string): DataFile | null {
    const { corpus, gate, today } = this.#parts;
    const { site } = this.shelves;
    if (site !== null && SITEMAP.test(path)) {
      return sitemapOf(site, this.paths(), gate).find((file) => file.path === path) ?? null;
    }
    if (path === FEED_FILE) return today === undefined ? null : feedOf(corpus, gate, today());
    return fileAt(path, this.shelves, gate);
  }

  /** All of these files, in an order that never changes. */
  *files(): Generator<DataFile> {
    const { gate } = this.#parts;
    const { site } = this.shelves;
    if (site !== null) yield* sitemapOf(site, this.paths(), gate);
    const feed = this.file(FEED_FILE);
    if (feed !== null) yield feed;
    yield* filesOf(this.shelves, gate);
  }

  async search(query: string): Promise<SitePage | null> {
    const { dispatch } = this.#parts;
    if (dispatch === undefined) return null;
    return this.#writer.searched(query, await asked(dispatch, 'debat', { sujet: query }));
  }

  async map(options: Options): Promise<SitePage | null> {
    const { dispatch } = this.#parts;
    if (dispatch === undefined) return null;
    return this.#writer.mapped(options, await asked(dispatch, 'carte', options));
  }

  async picture(path: string, options: Options): Promise<Cleared<Picture> | null> {
    const writer = this.#writer;
    if (!path.startsWith(MAP_PATH)) return writer.card(path.slice(0, -CARD_FILE.length));
    const { corpus, dispatch } = this.#parts;
    if (Object.keys(options).length === 0) return writer.mapPicture(wholeMap(corpus));
    if (dispatch === undefined) return null;
    return writer.mapPicture((await asked(dispatch, 'carte', options)).reply);
  }

  missing(path: string): Cleared<string> {
    return this.told(path, pageWords.notFound, pageWords.notFoundText);
  }

  told(path: string, title: string, text: string): Cleared<string> {
    return this.#writer.told(path, title, text);
  }

  /** The paths of all pages that can be made before anybody asks, in an order that never changes. */
  paths(): Generator<string> {
    return pathsIn(this.shelves);
  }

  /** The index that a script of the pages searches where no process answers: each file with its path. */
  *searchFiles(): Generator<readonly [path: string, text: Cleared<string>]> {
    for (const { path, text } of searchFiles(this.shelves)) {
      yield [path, Cleared.by(this.#parts.gate, text, readSearchFile)];
    }
  }

  /** Every file that can be written before anybody asks, by its path; a page's is that of its folder. */
  *written(): Generator<readonly [path: string, content: () => Content | Promise<Content>]> {
    for (const path of this.paths()) {
      yield [path, async () => (await this.page(path))?.document.payload ?? ''];
      const picture = this.#pictureBeside(path);
      if (picture !== null) yield [path + CARD_FILE, picture];
    }
    for (const [path, { payload }] of this.searchFiles()) yield [path, () => payload];
    for (const file of this.files()) yield [file.path, () => textOf(file)];
  }

  /** All that a person sees or hears of a document, as the page at a path. */
  reading(document: string, path: string): Reading {
    return this.#writer.reading(document, path);
  }

  /** The picture beside a page; null where there is none. */
  #pictureBeside(path: string): (() => Promise<Content>) | null {
    const { pictures, corpus } = this.#parts;
    if (pictures === undefined) return null;
    const card = this.#writer.card(path);
    if (card !== null) return () => pictures.png(card);
    if (path !== MAP_PATH || !pictures.hasMap(wholeMap(corpus))) return null;
    return async () => {
      const map = await pictures.map(wholeMap(corpus));
      return map === null ? '' : pictures.png(map);
    };
  }

  /** Of the debate, its map, a voice or a theme: what all passages are read for; null for any other. */
  async #wholePageAt(path: string, writer: PageWriter): Promise<Page | null> {
    const { shelves } = this;
    const href = writer.hrefFrom(path);
    if (path === '') {
      const reply = wholeMap(shelves.corpus, SMALL_MAP.most);
      const map = await writer.drawn(reply.map, href, SMALL_MAP.widest);
      return debatePage(
        { map, timeline: this.#timeline(shelves.corpus.passages, href) },
        shelves,
        href,
      );
    }
    const { kind, name, page } = placeOf(path, shelves) ?? { kind: 'oeuvres', name: '', page: 1 };
    if (kind === 'carte' && name === '') return this.#mapPage(page, writer, href);
    const voice = kind === 'voix' ? shelves.voices.get(name) : undefined;
    if (voice !== undefined) return voicePage(name, voice, page, { shelves, href });
    const theme = kind === 'themes' ? shelves.themes.get(name) : undefined;
    if (theme === undefined) return null;
    const timeline = page === 1 ? this.#timeline(theme.passages, href) : null;
    return themePage(name, theme, page, timeline, { shelves, href });
  }

  async #mapPage(page: number, writer: PageWriter, href: Href): Promise<Page | null> {
    const { corpus, pictures, dispatch } = this.#parts;
    const reply: MapReply = wholeMap(corpus);
    const drawn = page === 1 ? await writer.drawn(reply.map, href) : NO_FIGURE;
    const hasPicture = page === 1 && pictures?.hasMap(reply) === true;
    const setting = { shelves: this.shelves, href, hasProcess: dispatch !== undefined };
    return mapPage(page, drawn, hasPicture, setting);
  }

  #timeline(passages: readonly Passage[], href: Href): Markup | null {
    return this.#parts.pictures?.timelineIn(datedWorks(passages, this.shelves), href) ?? null;
  }

  get #writer(): PageWriter {
    const { dispatch, today } = this.#parts;
    const has = { hasProcess: dispatch !== undefined, hasFeed: today !== undefined };
    return new PageWriter({ ...this.#parts, ...has, shelves: this.shelves });
  }

  /** What a path or a reference is of. The corpus may have been read again since the page before. */
  get shelves(): WholeShelves {
    const { corpus } = this.#parts;
    if (this.#shelves?.corpus.passages !== corpus.passages) {
      this.#shelves = new WholeShelves({ ...corpus });
    }
    return this.#shelves;
  }
}

/** What the bot answers to whoever looks at pages. */
export function asked(dispatch: Dispatch, command: Asking, options: Options): Promise<Answer> {
  return dispatch({ address: nobodyOn('site'), command, input: { options } });
}
