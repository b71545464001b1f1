import { passagePath } from '../debate/address.ts';
import type { ReadTogether } from '../debate/graph.ts';
import { pointLine } from '../debate/relation.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import type { Href, Page } from './page.ts';
import { pageHead, paged, pagesLine } from './paging.ts';
import type { Shelves } from './shelves.ts';

/** Stand where the names of two voices will; no corpus has them. */
const [ONE, OTHER] = ['\uE000', '\uE001'];

/** « À notre lecture, X répond à Y », a line a pair, in which each name leads to its passage. */
export function pairsList(pairs: readonly ReadTogether[], shelves: Shelves, href: Href): Markup {
  return html`<ul class="pairs">
    ${pairs.map(({ kind, by, to }) => {
      const line = pointLine({ relation: { kind, isOfOther: false }, topics: [] }, [ONE, OTHER]);
      const [before = '', rest = ''] = line.split(ONE);
      const [between = '', after = ''] = rest.split(OTHER);
      const [one, other] = [by, to].map(
        (each) => html`<a href="${href(passagePath(each))}">${shelves.labelOf(each)}</a>`,
      );
      return html`<li>
        <span class="pair">${before}${one ?? null}${between}${other ?? null}${after}</span>
      </li>`;
    })}
  </ul>`;
}

/** Where the map of the debate is. */
export const MAP_PATH = 'carte/';

/** Who answers whom in the whole debate; null where there is no such page. */
export function mapPage(page: number, shelves: Shelves, href: Href): Page | null {
  const { pairs } = shelves;
  const shown = paged(pairs, page);
  if (shown === null) return null;
  return {
    ...pageHead(MAP_PATH, pageWords.map, shown),
    description: pageWords.mapText,
    main: html`<header>
        <h1>${pageWords.map}</h1>
        <p>${pairs.length === 0 ? pageWords.noMap : pageWords.mapText}</p>
      </header>
      ${pairsList(shown.items, shelves, href)} ${pagesLine(MAP_PATH, shown, href)}`,
  };
}
