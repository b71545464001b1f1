import { passagePath } from '../debate/address.ts';
import type { ReadTogether } from '../debate/graph.ts';
import { pointLine } from '../debate/relation.ts';
import { html, type Markup } from './markup.ts';
import type { Href } from './page.ts';
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
