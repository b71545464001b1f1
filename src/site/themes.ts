import { dateOf, Quote } from '../debate/quote.ts';
import { pageWords } from '../messages/site.ts';
import { timelineSection } from './dated.ts';
import { html, type Markup } from './markup.ts';
import { namedPath, voiceLink } from './names.ts';
import type { Href, Page } from './page.ts';
import { exportLinks } from './data/exports.ts';
import { pageHead, paged, pagesLine } from './paging.ts';
import { quotationFigure } from './quotations.ts';
import type { Theme, WholeShelves } from './shelves.ts';

/** More are told by their number: each passage says who speaks. */
const VOICES_SHOWN = 24;

/** The passages of a theme by date, a hundred a page; null where it has no such page. */
export function themePage(
  slug: string,
  theme: Theme,
  page: number,
  timeline: Markup | null,
  { shelves, href }: { readonly shelves: WholeShelves; readonly href: Href },
): Page | null {
  const shown = paged(theme.passages, page);
  if (shown === null) return null;
  const { name, passages } = theme;
  const path = namedPath('themes', slug);
  const covers = shelves.catalogue.debate.themes?.[name];
  const years = Map.groupBy(shown.items, (passage) => dateOf(passage).year);
  return {
    ...pageHead(path, name, shown),
    description: pageWords.aboutTheme(name, passages.length),
    main: html`<header>
        <h1 class="name">${name}</h1>
        ${covers === undefined ? null : html`<p class="covers">${covers}</p>`}
        <p>${pageWords.passages(passages.length)}</p>
        ${page === 1 ? voicesOf(theme, shelves, href) : null}
      </header>
      ${timelineSection(timeline)}
      ${[...years].map(
        ([year, those]) =>
          html`<section>
            <h2>${year ?? pageWords.undated}</h2>
            ${those.map((passage) => quotationFigure(Quote.at(passage), { href }))}
          </section>`,
      )}
      ${pagesLine(path, shown, href)} ${exportLinks(path, shelves, href)}`,
  };
}

function voicesOf({ passages }: Theme, shelves: WholeShelves, href: Href): Markup | null {
  const counts = new Map<string, number>();
  for (const passage of passages) {
    const label = shelves.labelOf(passage);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const speaking = [...counts]
    .sort(([, one], [, other]) => other - one)
    .flatMap(([label]) => shelves.voices.get(shelves.slugOfVoice(label) ?? '') ?? []);
  if (speaking.length === 0) return null;
  const rest = speaking.length - VOICES_SHOWN;
  return html`<h2>${pageWords.whoSpeaks}</h2>
    <ul class="inline">
      ${speaking
        .slice(0, VOICES_SHOWN)
        .map(({ speaker }) => html`<li>${voiceLink(speaker, shelves, href)}</li>`)}
      ${rest > 0 ? html`<li>${pageWords.othersToo(rest)}</li>` : null}
    </ul>`;
}
