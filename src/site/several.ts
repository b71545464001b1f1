import { hash } from 'node:crypto';
import { nobodyOn, type Debates } from '../ask/request.ts';
import { debateName, type NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { Cleared } from '../debate/gate.ts';
import { pageWords } from '../messages/site.ts';
import { textOf, type DataFile } from './data/exports.ts';
import { linkedList } from './data/linked.ts';
import { SITEMAP, sitemapsOf } from './data/sitemap.ts';
import { html, type Markup } from './markup.ts';
import { framed, hrefFrom, standIn, type Href, type Page } from './page.ts';
import { assetAt, given, shown, toldAs, type Pages, type Published } from './publication.ts';
import { readPage } from './read.ts';

/** Whose pages a path leads to, and where among them. */
export interface Place {
  readonly pages: Pages;
  readonly path: string;
}

/** Whoever looks at pages. */
const READER = nobodyOn('site');

/** Where paths lead: among the pages of the only debate, or of several, each below its key, with the list of them at the root. */
export function findingAmong(
  debates: Pick<Debates, 'knownAt' | 'named'>,
  pagesOf: (debate: OpenDebate) => Pages,
  parts: Omit<ListParts, 'debates'>,
): (path: string) => Promise<Place> {
  // The pages of a debate are let go of with it.
  const known = new WeakMap<OpenDebate, Pages>();
  return async (path) => {
    const only = await debates.named('', READER);
    const [, key = '', rest = ''] = /^([^/]+)\/(.*)$/su.exec(path) ?? [];
    const debate = only ?? (await debates.named(key, READER));
    if (debate === null) {
      return { pages: new DebatesList({ ...parts, debates: debates.knownAt(READER) }), path };
    }
    const pages = known.get(debate) ?? pagesOf(debate);
    known.set(debate, pages);
    return { pages, path: only === null ? rest : path };
  };
}

interface ListParts {
  readonly debates: readonly NamedDebate[];
  /** Where the pages are; null where nobody shows them. */
  readonly publicUrl: string | null;
  /** As of a publication. */
  readonly index: string;
  readonly assets: ReadonlyMap<string, string>;
}

/** What leads to the pages of several debates. */
export class DebatesList implements Pages {
  readonly #hash: string;
  readonly #parts: ListParts;

  constructor(parts: ListParts) {
    this.#parts = parts;
    const told = parts.debates.map(({ key, title, question }) => [key, title, question]);
    this.#hash = hash('sha256', JSON.stringify(told));
  }

  hashAt(): Promise<string> {
    return Promise.resolve(this.#hash);
  }

  heard(): Readonly<Record<string, string>> {
    return {};
  }

  at(path: string): Promise<Published | null> {
    const asset = assetAt(path, this.#parts.assets);
    if (asset !== null || path === '') {
      return Promise.resolve(asset ?? shown({ document: this.page(), isLasting: true }));
    }
    const file = SITEMAP.test(path) ? this.files().find((each) => each.path === path) : undefined;
    return Promise.resolve(file === undefined ? null : given(file));
  }

  notFound(path: string): Published {
    return toldAs(this.#cleared(standIn(path, pageWords.notFound, pageWords.notAmongText)));
  }

  fault(path: string, text: string): Published {
    return toldAs(this.#cleared(standIn(path, pageWords.fault, text)));
  }

  /** The list itself. */
  page(): Cleared<string> {
    const { debates } = this.#parts;
    const told = debates.length === 0 ? pageWords.noDebates : pageWords.debatesText;
    const listed = debates.map((each) => ({ ...each, path: pathOf(each) }));
    return this.#cleared({
      path: '',
      title: pageWords.debates,
      description: told,
      head: linkedList(pageWords.debates, listed),
      main: html`<header>
          <h1>${pageWords.debates}</h1>
          <p>${told}</p>
        </header>
        <ul class="entries">
          ${debates.map((each) => entry(each, hrefFrom('', this.#parts.index)))}
        </ul>`,
    });
  }

  /** All that can be written before anybody asks, by its path. */
  *written(): Generator<readonly [path: string, content: () => string]> {
    for (const [path, text] of this.#parts.assets) yield [path, () => text];
    yield ['', () => this.page().payload];
    for (const file of this.files()) yield [file.path, () => textOf(file)];
  }

  /** The files beside it. */
  *files(): Generator<DataFile> {
    const { debates, publicUrl } = this.#parts;
    if (publicUrl === null) return;
    const keys = debates.map(({ key }) => key);
    yield* sitemapsOf(publicUrl, keys, NO_DEBATE.gate);
  }

  #cleared(page: Page): Cleared<string> {
    const { debates, index } = this.#parts;
    // It has no address of its own in its head: the gate of no debate knows of none.
    const frame = { name: pageWords.debates, site: null, hash: null, isOfSeveral: false };
    const document = framed(page, frame, hrefFrom(page.path, index));
    const named = (path: string) => debates.find((each) => pathOf(each) === path);
    const known = {
      isPage: (path: string) => [page.path, ''].includes(path) || named(path) !== undefined,
      nameOf: (path: string) => {
        const debate = named(path);
        return debate === undefined ? null : debateName(debate);
      },
    };
    return Cleared.by(NO_DEBATE.gate, document, (each) => readPage(each, page.path, known));
  }
}

function pathOf({ key }: NamedDebate): string {
  return `${key}/`;
}

/** Read back by `read.ts`: the words must be what the debate is called. */
function entry(debate: NamedDebate, href: Href): Markup {
  const { question } = debate;
  return html`<li>
    <a class="name" href="${href(pathOf(debate))}">${debateName(debate)}</a>
    ${question === null ? null : html`<p>${question}</p>`}
  </li>`;
}
