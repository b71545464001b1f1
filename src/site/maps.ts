import { MOST_NODES } from '../debate/graph.ts';
import { pageWords } from '../messages/site.ts';
import { html } from './markup.ts';
import type { Href, Page } from './page.ts';
import { pageHead, paged, pagesLine } from './paging.ts';
import { pairsList } from './pairs.ts';
import type { Drawn } from './pictured.ts';
import type { Shelves } from './shelves.ts';

/** Where the map of the debate is. */
export const MAP_PATH = 'carte/';

/** How many passages a map shows, and how wide it may be, in its own pixels. */
export interface MapSize {
  readonly most: number;
  readonly widest: number;
}

export const WHOLE_MAP: MapSize = { most: MOST_NODES, widest: 1440 };

/** Who answers whom in the whole debate, the most connected passages as a map; null where there is no such page. */
export function mapPage(
  page: number,
  { figure, isLasting }: Drawn,
  shelves: Shelves,
  href: Href,
): Page | null {
  const { pairs } = shelves;
  const shown = paged(pairs, page);
  if (shown === null) return null;
  return {
    ...pageHead(MAP_PATH, pageWords.map, shown),
    description: pageWords.mapText,
    isLasting,
    main: html`<header>
        <h1>${pageWords.map}</h1>
        ${figure === null ? null : html`<p>${pageWords.mapDrawn}</p>`}
      </header>
      ${figure}
      <p>${pairs.length === 0 ? pageWords.noMap : pageWords.mapText}</p>
      ${pairsList(shown.items, shelves, href)} ${pagesLine(MAP_PATH, shown, href)}`,
  };
}
