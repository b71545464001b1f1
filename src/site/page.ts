import { debateLines } from '../messages/choice.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import type { Shelves } from './shelves.ts';

/** One page, before its frame. Paths are from the root of the pages, and end in a slash; the root is empty. */
export interface Page {
  readonly path: string;
  readonly title: string;
  /** Whether it is shown in the place of a page that is not there: then its path is as deep, and nobody's. */
  readonly isStandIn?: boolean;
  /** False where something could not be drawn just now, and will be. */
  readonly isLasting?: boolean;
  /** Where its picture is, from the root of the pages, for those who show its address; absent without one. */
  readonly picture?: string;
  /** One sentence of ours, for those who find the page among others. */
  readonly description: string;
  /** What stands in the head beside what every page has. */
  readonly head?: Markup;
  readonly main: Markup;
}

/** A page that says one thing of ours in the place of the page at a path. */
export function standIn(path: string, title: string, text: string): Page {
  const main = html`<h1>${title}</h1>
    <p>${text}</p>`;
  // Links are relative: only how deep the path is counts, and it may be anything.
  const place = '-/'.repeat(path.split('/').length - 1);
  return { path: place, isStandIn: true, title, description: text, main };
}

/** Makes the address of another page out of one page: relative, so that the pages stand under any address. */
export type Href = (path: string, fragment?: string) => string;

/**
 * Addresses from the page at `path`. `index` is the file that stands for a folder where no server knows
 * it, else empty.
 */
export function hrefFrom(path: string, index: string): Href {
  const up = '../'.repeat(path.split('/').length - 1);
  return (to, fragment = '') => {
    const isFolder = to === '' || to.endsWith('/');
    return `${up}${to}${isFolder ? index : ''}${fragment === '' ? '' : `#${fragment}`}` || './';
  };
}

/** A file beside the pages: it shows nothing in the page that leads to it. */
export const FILE = /^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.(?!html$)[a-z0-9]{2,8}$/u;

/** What scripts, styles and pictures may come from: from here alone, and no script stands in a page. */
export const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** What stands around every page of a debate, or around the list of several. */
export interface Frame {
  /** What leads to the first page. */
  readonly name: string;
  /** Where the pages are; null where nobody shows them. */
  readonly site: string | null;
  /** Of the corpus that is shown; null where none is. */
  readonly hash: string | null;
  /** Whether there are other debates beside this one. */
  readonly isOfSeveral: boolean;
}

export function frameOf({ catalogue, site }: Shelves, isOfSeveral: boolean): Frame {
  const [name = pageWords.untitled] = debateLines(catalogue.debate);
  return { name, site, hash: catalogue.hash, isOfSeveral };
}

/** The whole document of a page. */
export function framed(page: Page, { name, site, hash, isOfSeveral }: Frame, href: Href): string {
  const title = page.path === '' ? page.title : `${page.title} – ${name}`;
  const document = html`<html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title}</title>
      <meta name="description" content="${page.description}" />
      ${hash === null ? null : html`<meta name="debat-corpus" content="${hash}" />`}
      ${
        site === null || page.isStandIn === true
          ? null
          : html`<link rel="canonical" href="${site}${page.path}" />`
      }
      <link rel="stylesheet" href="${href('style.css')}" />
      ${page.head ?? null}
    </head>
    <body>
      <a class="skip" href="#texte">${pageWords.skip}</a>
      <header class="site">
        <a class="debate" href="${href('')}">${name}</a>
        ${hash === null ? null : navigation(href, isOfSeveral)}
      </header>
      <main id="texte">${page.main}</main>
      ${
        hash === null
          ? null
          : html`<footer><p>${pageWords.verified(hash.slice(0, HASH_SHOWN))}</p></footer>`
      }
    </body>
  </html>`;
  return `<!doctype html>\n${document.text}\n`;
}

const HASH_SHOWN = 12;

function navigation(href: Href, isOfSeveral: boolean): Markup {
  const entries = [
    [href('', 'oeuvres'), pageWords.works],
    [href('', 'voix'), pageWords.voices],
    [href('', 'themes'), pageWords.themes],
    [href('recherche/'), pageWords.search],
    ...(isOfSeveral ? ([[href('../'), pageWords.debates]] as const) : []),
  ] as const;
  return html`<nav aria-label="${pageWords.sections}">
    <ul>
      ${entries.map(([address, name]) => html`<li><a href="${address}">${name}</a></li>`)}
    </ul>
  </nav>`;
}
