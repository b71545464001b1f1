import { passagePath, workPath } from '../debate/address.ts';
import { captionOf, Quote, speakerText } from '../debate/quote.ts';
import type { Passage } from '../debate/passage.ts';
import { relationLine } from '../debate/relation.ts';
import { pageWords } from '../messages/site.ts';
import { exportLinks } from './data/exports.ts';
import { html, type Markup } from './markup.ts';
import { themeLink } from './names.ts';
import type { Href, Page } from './page.ts';
import { pageWithPassage } from './paging.ts';
import { anchorOf, quotationFigure } from './quotations.ts';
import type { Shelves } from './shelves.ts';
import { turnsOf, workHead } from './works.ts';

/** How many passages of the same work are shown on either side. */
export const NEIGHBOURS = 2;
/** A passage that a hundred others answer is read on their pages. */
const MOST_RELATED = 20;

/** A passage lit among its neighbours in the work, then what an editor reads with it. */
export function passagePage(passage: Passage, shelves: Shelves, href: Href): Page {
  const { source, order } = passage;
  const around = shelves.inWork(source, order - NEIGHBOURS, order + NEIGHBOURS + 1);
  const at = (place: number) => around.find((each) => each.order === place);
  const inWork = href(workPath(source) + pageWithPassage(order), anchorOf(passage));
  return {
    path: passagePath(passage),
    title: pageWords.passageOf(speakerText(passage)),
    description: captionOf(passage),
    main: html`<header>
        <h1>${pageWords.passageOf(speakerText(passage))}</h1>
        ${workHead(source)}
      </header>
      ${turnsOf(around, source, shelves, href, passage)}
      <nav class="pages" aria-label="${pageWords.works}">
        ${neighbour(at(order - 1), 'prev', pageWords.before, href)}
        <a href="${inWork}">${pageWords.inWork}</a>
        ${neighbour(at(order + 1), 'next', pageWords.after, href)}
      </nav>
      ${themesOf(passage, shelves, href)} ${relatedSection(passage, shelves, href)}
      ${exportLinks(passagePath(passage), shelves, href)}`,
  };
}

function neighbour(passage: Passage | undefined, rel: string, name: string, href: Href) {
  if (passage === undefined) return null;
  return html`<a rel="${rel}" href="${href(passagePath(passage))}">${name}</a>`;
}

function themesOf(passage: Passage, shelves: Shelves, href: Href): Markup | null {
  const themes = shelves.themesOf(passage);
  if (themes.length === 0) return null;
  return html`<p class="themes">
    ${pageWords.themes} ${themes.map((theme) => html`${themeLink(theme, shelves, href)} `)}
  </p>`;
}

/** In their own words: the passages that this one answers, then those that answer it. */
function relatedSection(passage: Passage, shelves: Shelves, href: Href): Markup | null {
  const related = shelves.readAround(passage).slice(0, MOST_RELATED);
  if (related.length === 0) return null;
  return html`<section class="read-with" id="liens">
    <h2>${pageWords.readWith}</h2>
    ${related.map(({ passage: other, ...told }) => {
      const above = html`<p class="relation">${relationLine(told)}</p>`;
      return quotationFigure(Quote.at(other), { href, above });
    })}
  </section>`;
}
