import { workPath, passagePath, refOn } from '../debate/address.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { Corpus } from '../debate/passage.ts';
import { framed, hrefFrom, type Href, type Page } from './page.ts';
import { pagePaths } from './paging.ts';
import { passagePage } from './passages.ts';
import { readPage } from './read.ts';
import { Shelves } from './shelves.ts';
import { workPage } from './works.ts';

interface SiteParts {
  /** Of the live edition, whenever it is used. */
  readonly corpus: Corpus;
  readonly gate: Gate;
  /** The file that stands for a folder where no server knows it, `index.html`; empty where one does. */
  readonly index: string;
}

/** Every page of the debate, made when it is asked for. */
export class Site {
  readonly #parts: SiteParts;
  #shelves: Shelves | null = null;

  constructor(parts: SiteParts) {
    this.#parts = parts;
  }

  /** The page at a path, or null where there is none. Throws a MisquotationError where the gate refuses it. */
  page(path: string): Cleared<string> | null {
    const href = hrefFrom(path, this.#parts.index);
    const page = this.#pageAt(path, href);
    if (page === null) return null;
    return this.#cleared(page, href);
  }

  /** The paths of all pages that can be made before anybody asks, in an order that never changes. */
  *paths(): Generator<string> {
    const shelves = this.#current();
    for (const source of shelves.sources) {
      yield* pagePaths(workPath(source), shelves.works.get(source.id) ?? []);
    }
    for (const passage of shelves.corpus.passages) yield passagePath(passage);
  }

  #cleared(page: Page, href: Href): Cleared<string> {
    const document = framed(page, this.#current(), href);
    return Cleared.by(this.#parts.gate, document, (each) => readPage(each, page.path));
  }

  #pageAt(path: string, href: Href): Page | null {
    const shelves = this.#current();
    const ref = refOn(path);
    if (ref !== null) {
      const passage = shelves.passages.get(ref);
      return passage === undefined ? null : passagePage(passage, shelves, href);
    }
    const [, kind = '', name = '', page = '1'] = PATH.exec(path) ?? [];
    if (kind === 'oeuvres') {
      const source = shelves.sources.find(({ id }) => id === name);
      return source === undefined ? null : workPage(source, Number(page), shelves, href);
    }
    return null;
  }

  /** The corpus may have been read again since the page before. */
  #current(): Shelves {
    const { corpus } = this.#parts;
    if (this.#shelves?.corpus.passages !== corpus.passages) {
      this.#shelves = new Shelves({ ...corpus });
    }
    return this.#shelves;
  }
}

/** `oeuvres/x/` and its pages from the second on, `oeuvres/x/2/`. */
const PATH = /^([a-z]+)\/([a-z0-9-]+)\/(?:([2-9]|[1-9]\d{1,5})\/)?$/u;
