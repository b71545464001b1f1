import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import type { Href, Page } from './page.ts';

/** As many passages as are read at one sitting, and a page of them stays light. */
const ITEMS_A_PAGE = 100;

export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Both from 1. */
  readonly page: number;
  readonly pages: number;
}

/** The items of a page, from 1; null where there is no such page. */
export function paged<Item>(all: readonly Item[], page: number): Paged<Item> | null {
  const shown = placesOn(page, all.length);
  return shown === null ? null : { ...shown, items: all.slice(shown.from, shown.to) };
}

/** Where a page of so many items begins, and before which it ends, both from 0; null where there is no such page. */
export function placesOn(page: number, count: number) {
  const pages = pagesFor(count);
  if (page < 1 || page > pages) return null;
  return { from: (page - 1) * ITEMS_A_PAGE, to: page * ITEMS_A_PAGE, page, pages };
}

/** Of nothing there is one page, which is empty. */
export function pagesFor(count: number): number {
  return Math.max(1, Math.ceil(count / ITEMS_A_PAGE));
}

/** Of a path and its other pages: `oeuvres/x/`, `oeuvres/x/2/`. */
export function pagePaths(path: string, count: number): readonly string[] {
  return Array.from({ length: pagesFor(count) }, (_, at) => pagePath(path, at + 1));
}

/** What follows the path of a work where the passage at this place, from 0, is shown. */
export function pageWithPassage(place: number): string {
  return pagePath('', Math.floor(place / ITEMS_A_PAGE) + 1);
}

function pagePath(path: string, page: number): string {
  return page === 1 ? path : `${path}${page}/`;
}

/** Where one of several pages is, and what it is called. */
export function pageHead(
  path: string,
  title: string,
  { page, pages }: Omit<Paged<unknown>, 'items'>,
): Pick<Page, 'path' | 'title'> {
  const numbered = pages === 1 ? title : `${title}, ${pageWords.page(page, pages)}`;
  return { path: pagePath(path, page), title: numbered };
}

/** Leads to the page before and after; null where there is one page. */
export function pagesLine(
  path: string,
  { page, pages }: Omit<Paged<unknown>, 'items'>,
  href: Href,
): Markup | null {
  if (pages === 1) return null;
  const link = (to: number, rel: string, name: string) =>
    to < 1 || to > pages
      ? null
      : html`<a rel="${rel}" href="${href(pagePath(path, to))}">${name}</a>`;
  return html`<nav class="pages" aria-label="${pageWords.pages}">
    ${link(page - 1, 'prev', pageWords.previousPage)} <span>${pageWords.page(page, pages)}</span>
    ${link(page + 1, 'next', pageWords.nextPage)}
  </nav>`;
}
