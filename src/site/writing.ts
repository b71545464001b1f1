import type { Answer, Options } from '../ask/request.ts';
import { MAP_PATH, refOn } from '../debate/address.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { DebateMap } from '../debate/graph.ts';
import type { Passage } from '../debate/passage.ts';
import type { Reading } from '../debate/reading.ts';
import type { Reply } from '../debate/reply.ts';
import { dataInHead, type HasCard } from './data/head.ts';
import { debatePage } from './debate.ts';
import { listPage } from './lists.ts';
import { askedMapPage, WIDEST_MAP } from './maps.ts';
import { html } from './markup.ts';
import { nameOf } from './names.ts';
import { framed, frameOf, hrefFrom, standIn, type Href, type Page } from './page.ts';
import { passagePage } from './passages.ts';
import { NO_FIGURE, type Figure, type PagePictures } from './pictured.ts';
import { isPage, placeOf } from './places.ts';
import type { Picture } from './pictures/setting.ts';
import { readPage } from './read.ts';
import { resultsPage, SEARCH_PATH, searchPage } from './search.ts';
import type { Shelves } from './shelves.ts';
import { workPage } from './works.ts';

export interface WritingParts {
  readonly shelves: Shelves;
  readonly gate: Gate;
  /** The file that stands for a folder where no server knows it, `index.html`; empty where one does. */
  readonly index: string;
  /** Whether a process answers searches, and draws the maps that are asked for. */
  readonly hasProcess: boolean;
  /** Draws what is looked at in pages; absent where nothing is. */
  readonly pictures?: PagePictures;
  /** Whether a picture of a passage stands beside its page; as the pictures tell where it is absent. */
  readonly hasCard?: HasCard;
  readonly hasFeed: boolean;
  /** Whether it is one of several, whose list stands one folder up. */
  readonly isOfSeveral?: boolean;
}

/** A page that was cleared. */
export interface SitePage {
  readonly document: Cleared<string>;
  /** Whether it stays the same as long as the corpus does. */
  readonly isLasting: boolean;
}

/** Writes pages from what is on the shelves and clears them; what it clears throws a MisquotationError where the gate refuses it. */
export class PageWriter {
  readonly #parts: WritingParts;

  constructor(parts: WritingParts) {
    this.#parts = parts;
  }

  /**
   * What needs no more than some hundred passages: a passage, a work, a list, the search, and the first page without
   * its pictures; null where there is none.
   */
  pageAt(path: string): Page | null {
    const { shelves, hasProcess } = this.#parts;
    const href = this.hrefFrom(path);
    const ref = refOn(path);
    if (ref !== null) {
      const passage = shelves.passages.get(ref);
      return passage === undefined ? null : passagePage(passage, shelves, href);
    }
    if (path === '') return debatePage({ map: NO_FIGURE, timeline: null }, shelves, href);
    if (path === SEARCH_PATH) return searchPage(shelves, href, hasProcess);
    const { kind, name, page } = placeOf(path, shelves) ?? { kind: 'carte', name: '', page: 1 };
    if (kind === 'carte') return null;
    if (name === '') return listPage(kind, page, shelves, href);
    const source = shelves.catalogue.entryOf({ id: name })?.source;
    const isOfWork = kind === 'oeuvres' && source !== undefined;
    return isOfWork ? workPage(source, page, shelves, href) : null;
  }

  /** The document of a page, with what it says to programs. */
  written(page: Page): SitePage {
    const { shelves, pictures, hasFeed } = this.#parts;
    const { hasCard = (passage: Passage) => pictures?.card(passage) != null } = this.#parts;
    const head = dataInHead(page, shelves, this.hrefFrom(page.path), { hasCard, hasFeed });
    const document = this.#cleared({ ...page, head: html`${head}` });
    return { document, isLasting: page.isLasting !== false };
  }

  /** What the bot answers to these words, as `recherche/` shows it. */
  searched(query: string, answer: Answer): SitePage {
    const { shelves } = this.#parts;
    const page = resultsPage(query, answer, shelves, this.hrefFrom(SEARCH_PATH));
    return { document: this.#cleared(page), isLasting: true };
  }

  /** What the bot answers to `/carte` with these options, as `carte/` shows it. */
  async mapped(options: Options, answer: Answer): Promise<SitePage> {
    const { shelves, pictures } = this.#parts;
    const href = this.hrefFrom(MAP_PATH);
    const map = answer.reply.kind === 'map' ? answer.reply : null;
    const drawn = map === null ? NO_FIGURE : await this.drawn(map.map, href);
    const hasPicture = map !== null && pictures?.hasMap(map) === true;
    return this.written(askedMapPage(options, answer, drawn, hasPicture, { shelves, href }));
  }

  /** A page that says one thing of ours, wherever it stands. */
  told(path: string, title: string, text: string): Cleared<string> {
    return this.#cleared(standIn(path, title, text));
  }

  async drawn(map: DebateMap, href: Href, widest = WIDEST_MAP): Promise<Figure> {
    return (await this.#parts.pictures?.mapIn(map, widest, href)) ?? NO_FIGURE;
  }

  /** The picture of the passage whose page is at a path; null where there is none. */
  card(path: string): Cleared<Picture> | null {
    const { shelves, pictures } = this.#parts;
    const passage = shelves.passages.get(refOn(path) ?? '');
    return passage === undefined ? null : (pictures?.card(passage) ?? null);
  }

  /** The picture of the map that is replied; null where there is none. */
  async mapPicture(reply: Reply): Promise<Cleared<Picture> | null> {
    return reply.kind === 'map' ? ((await this.#parts.pictures?.map(reply)) ?? null) : null;
  }

  /** All that a person sees or hears of a document, as the page at a path. */
  reading(document: string, path: string): Reading {
    const { shelves } = this.#parts;
    return readPage(document, path, {
      isPage: (each) => each === path || isPage(each, shelves),
      nameOf: (each) => nameOf(each, shelves),
      isUnlinked: (name) => shelves.isUnlinked(name),
    });
  }

  hrefFrom(path: string): Href {
    return hrefFrom(path, this.#parts.index);
  }

  #cleared(page: Page): Cleared<string> {
    const { shelves, gate, isOfSeveral = false } = this.#parts;
    const document = framed(page, frameOf(shelves, isOfSeveral), this.hrefFrom(page.path));
    return Cleared.by(gate, document, (each) => this.reading(each, page.path));
  }
}
