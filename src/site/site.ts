import { MAP_PATH, refOn } from '../debate/address.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { DebateMap } from '../debate/graph.ts';
import type { MapReply } from '../debate/reply.ts';
import type { Reading } from '../debate/reading.ts';
import { fileAt, filesOf, type DataFile } from './data/exports.ts';
import { FEED_FILE, feedOf, type Today } from './data/feed.ts';
import { dataInHead, type HasCard } from './data/head.ts';
import { SITEMAP, sitemapOf } from './data/sitemap.ts';
import { nobodyOn, type Answer, type Asking, type Dispatch, type Options } from '../ask/request.ts';
import { datedWorks } from './dated.ts';
import { debatePage, SMALL_MAP } from './debate.ts';
import { listPage } from './lists.ts';
import { askedMapPage, mapPage, WIDEST_MAP, wholeMap } from './maps.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './names.ts';
import { framed, frameOf, hrefFrom, standIn, type Href, type Page } from './page.ts';
import { passagePage } from './passages.ts';
import { NO_FIGURE, type Figure, type PagePictures } from './pictured.ts';
import { isPage, pathsIn, placeOf, type Place } from './places.ts';
import { readPage } from './read.ts';
import { resultsPage, SEARCH_PATH, searchPage } from './search.ts';
import { readSearchFile, searchFiles } from './search-files.ts';
import { Shelves } from './shelves.ts';
import { themePage } from './themes.ts';
import { voicePage } from './voices.ts';
import { workPage } from './works.ts';

interface SiteParts {
  /** Of the live edition, whenever it is used. */
  readonly corpus: Corpus;
  readonly gate: Gate;
  /** The file that stands for a folder where no server knows it, `index.html`; empty where one does. */
  readonly index: string;
  /** Answers a search; absent where no process does, and a script of the pages has to. */
  readonly dispatch?: Dispatch;
  /** Draws what is looked at in pages; absent where nothing is. */
  readonly pictures?: PagePictures;
  /** Whether a picture of a passage stands beside its page; none does where it is not told. */
  readonly hasCard?: HasCard;
  /** The day of which the feed is, and where it is that day; there is no feed without. */
  readonly today?: () => Today;
  /** Whether it is one of several, whose list stands one folder up. */
  readonly isOfSeveral?: boolean;
}

/** A page that was cleared. */
export interface SitePage {
  readonly document: Cleared<string>;
  /** Whether it stays the same as long as the corpus does. */
  readonly isLasting: boolean;
}

/** Every page of the debate, made when it is asked for. */
export class Site {
  readonly #parts: SiteParts;
  #shelves: Shelves | null = null;

  constructor(parts: SiteParts) {
    this.#parts = parts;
  }

  /** The page at a path, or null where there is none. Rejects with a MisquotationError where the gate refuses it. */
  async page(path: string): Promise<SitePage | null> {
    const href = hrefFrom(path, this.#parts.index);
    const page = await this.#pageAt(path, href);
    return page === null ? null : this.#headed(page, href);
  }

  #headed(page: Page, href: Href): SitePage {
    const { hasCard = () => false, today } = this.#parts;
    const given = { hasCard, hasFeed: today !== undefined };
    const head = html`${dataInHead(page, this.shelves, href, given)}`;
    const document = this.#cleared({ ...page, head }, href);
    return { document, isLasting: page.isLasting !== false };
  }

  /** A file beside the pages that gives their passages or their addresses away; null where there is none. */
  file(path: string): DataFile | null {
    const { corpus, gate, today } = this.#parts;
    const site = corpus.sources[0]?.site ?? null;
    if (site !== null && SITEMAP.test(path)) {
      return sitemapOf(site, this.paths(), gate).find((file) => file.path === path) ?? null;
    }
    if (path === FEED_FILE) return today === undefined ? null : feedOf(corpus, gate, today());
    return fileAt(path, this.shelves, gate);
  }

  /** All of these files, in an order that never changes. */
  *files(): Generator<DataFile> {
    const { corpus, gate } = this.#parts;
    const site = corpus.sources[0]?.site ?? null;
    if (site !== null) yield* sitemapOf(site, this.paths(), gate);
    const feed = this.file(FEED_FILE);
    if (feed !== null) yield feed;
    yield* filesOf(this.shelves, gate);
  }

  /**
   * What the bot answers to these words, as `recherche/` shows it; without words, that page. Rejects with
   * a MisquotationError where the gate refuses it.
   */
  async search(query: string): Promise<Cleared<string>> {
    const { dispatch, index } = this.#parts;
    const href = hrefFrom(SEARCH_PATH, index);
    if (dispatch === undefined || query.trim() === '') {
      return this.#cleared(searchPage(this.shelves, href, dispatch !== undefined), href);
    }
    const answer = await this.#asked(dispatch, 'debat', { sujet: query });
    return this.#cleared(resultsPage(query, answer, this.shelves, href), href);
  }

  /**
   * What the bot answers to `/carte` with these options, as `carte/` shows it; null where no process
   * answers. Rejects with a MisquotationError where the gate refuses it.
   */
  async map(options: Options): Promise<SitePage | null> {
    const { dispatch, pictures, index } = this.#parts;
    if (dispatch === undefined) return null;
    const href = hrefFrom(MAP_PATH, index);
    const answer = await this.#asked(dispatch, 'carte', options);
    const { reply } = answer;
    const map = reply.kind === 'map' ? reply : null;
    const drawn = map === null ? NO_FIGURE : await this.#drawn(map.map, href);
    const hasPicture = map !== null && pictures?.hasMap(map) === true;
    const setting = { shelves: this.shelves, href, hasProcess: true };
    return this.#headed(askedMapPage(options, answer, drawn, hasPicture, setting), href);
  }

  /** What the bot answers, as what the picture of a map shows; null where that is no map. */
  async mapReply(options: Options): Promise<MapReply | null> {
    const { dispatch, corpus } = this.#parts;
    if (Object.keys(options).length === 0) return wholeMap(corpus);
    const answer = dispatch === undefined ? null : await this.#asked(dispatch, 'carte', options);
    return answer?.reply.kind === 'map' ? answer.reply : null;
  }

  #asked(dispatch: Dispatch, command: Asking, options: Options): Promise<Answer> {
    return dispatch({ address: nobodyOn('site'), command, input: { options } });
  }

  /** A page that says one thing of ours, wherever it stands. */
  told(path: string, title: string, text: string): Cleared<string> {
    const page = standIn(path, title, text);
    return this.#cleared(page, hrefFrom(page.path, this.#parts.index));
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

  #cleared(page: Page, href: Href): Cleared<string> {
    const frame = frameOf(this.shelves, this.#parts.isOfSeveral === true);
    const document = framed(page, frame, href);
    return Cleared.by(this.#parts.gate, document, (each) => this.reading(each, page.path));
  }

  /** All that a person sees or hears of a document, as the page at a path. */
  reading(document: string, path: string): Reading {
    const shelves = this.shelves;
    return readPage(document, path, {
      isPage: (each) => each === path || isPage(each, shelves),
      nameOf: (each) => nameOf(each, shelves),
    });
  }

  async #pageAt(path: string, href: Href): Promise<Page | null> {
    const shelves = this.shelves;
    const ref = refOn(path);
    if (ref !== null) {
      const passage = shelves.passages.get(ref);
      return passage === undefined ? null : passagePage(passage, shelves, href);
    }
    if (path === '') {
      const reply = wholeMap(shelves.corpus, SMALL_MAP.most);
      const map = await this.#drawn(reply.map, href, SMALL_MAP.widest);
      const timeline = this.#timeline(shelves.corpus.passages, href);
      return debatePage({ map, timeline }, shelves, href);
    }
    if (path === SEARCH_PATH) {
      return searchPage(shelves, href, this.#parts.dispatch !== undefined);
    }
    const place = placeOf(path, shelves);
    return place === null ? null : this.#pageOf(place, href);
  }

  async #drawn(map: DebateMap, href: Href, widest = WIDEST_MAP): Promise<Figure> {
    return (await this.#parts.pictures?.mapIn(map, widest, href)) ?? NO_FIGURE;
  }

  #timeline(passages: readonly Passage[], href: Href): Markup | null {
    return this.#parts.pictures?.timelineIn(datedWorks(passages, this.shelves), href) ?? null;
  }

  async #mapPage(page: number, href: Href): Promise<Page | null> {
    const { corpus, pictures, dispatch } = this.#parts;
    const reply = wholeMap(corpus);
    const drawn = page === 1 ? await this.#drawn(reply.map, href) : NO_FIGURE;
    const hasPicture = page === 1 && pictures?.hasMap(reply) === true;
    const setting = { shelves: this.shelves, href, hasProcess: dispatch !== undefined };
    return mapPage(page, drawn, hasPicture, setting);
  }

  async #pageOf({ kind, name, page }: Place, href: Href): Promise<Page | null> {
    const shelves = this.shelves;
    if (kind === 'carte') return name === '' ? this.#mapPage(page, href) : null;
    if (name === '') return listPage(kind, page, shelves, href);
    if (kind === 'oeuvres') {
      const source = shelves.sources.find(({ id }) => id === name);
      return source === undefined ? null : workPage(source, page, shelves, href);
    }
    if (kind === 'voix') {
      const speaker = shelves.voices.get(name);
      return speaker === undefined ? null : voicePage(name, speaker, page, { shelves, href });
    }
    const theme = shelves.themes.get(name);
    if (theme === undefined) return null;
    const timeline = page === 1 ? this.#timeline(theme.passages, href) : null;
    return themePage(name, theme, page, timeline, { shelves, href });
  }

  /** What a path or a reference is of. The corpus may have been read again since the page before. */
  get shelves(): Shelves {
    const { corpus } = this.#parts;
    if (this.#shelves?.corpus.passages !== corpus.passages) {
      this.#shelves = new Shelves({ ...corpus });
    }
    return this.#shelves;
  }
}
