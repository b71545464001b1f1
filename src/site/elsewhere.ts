import type { OpenDebate } from '../debate/debates.ts';
import { Cleared } from '../debate/gate.ts';
import { debateLines } from '../messages/choice.ts';
import { pageWords } from '../messages/site.ts';
import { html } from './markup.ts';
import { framed, hrefFrom, standIn, type Page } from './page.ts';
import { assetAt, shown, toldAs, type Pages, type Published } from './publication.ts';
import { readPage } from './read.ts';

/** Stands in the place of the pages of a debate that does not lie in memory: what it is called, and where its pages are made. */
export class PagesElsewhere implements Pages {
  readonly #debate: OpenDebate;
  readonly #assets: ReadonlyMap<string, string>;

  constructor(debate: OpenDebate, assets: ReadonlyMap<string, string>) {
    this.#debate = debate;
    this.#assets = assets;
  }

  get hash(): string {
    return this.#debate.catalogue.hash;
  }

  heard(): Readonly<Record<string, string>> {
    return {};
  }

  at(path: string): Promise<Published | null> {
    const asset = assetAt(path, this.#assets);
    if (asset !== null || path !== '') return Promise.resolve(asset);
    return Promise.resolve(shown({ document: this.#cleared(this.#first()), isLasting: true }));
  }

  notFound(path: string): Published {
    const page = standIn(path, pageWords.apart, pageWords.apartText);
    return toldAs(this.#cleared(page));
  }

  fault(path: string, reference: string): Published {
    const page = standIn(path, pageWords.fault, pageWords.faultText(reference));
    return toldAs(this.#cleared(page));
  }

  #first(): Page {
    const [title = pageWords.untitled, ...lines] = debateLines(this.#debate.catalogue.debate);
    const main = html`<header>
      <h1>${title}</h1>
      ${[...lines, pageWords.apartText].map((line) => html`<p>${line}</p>`)}
    </header>`;
    return { path: '', title, description: pageWords.apartText, main };
  }

  /** It leads to nothing but its first page: no other is there. */
  #cleared(page: Page): Cleared<string> {
    const { catalogue, gate } = this.#debate;
    const [name = pageWords.untitled] = debateLines(catalogue.debate);
    const frame = { name, site: null, hash: null, isOfSeveral: false };
    const document = framed(page, frame, hrefFrom(page.path, ''));
    const known = { isPage: (path: string) => [page.path, ''].includes(path), nameOf: () => null };
    return Cleared.by(gate, document, (each) => readPage(each, page.path, known));
  }
}
