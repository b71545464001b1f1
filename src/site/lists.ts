import { workPath } from '../debate/address.ts';
import { workLine, workText } from '../debate/quote.ts';
import type { Source } from '../debate/passage.ts';
import type { SpeakerEntry } from '../debate/speaker.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import { themeLink, voiceLink, type Kind } from './names.ts';
import type { Href, Page } from './page.ts';
import { pageHead, paged, pagesLine } from './paging.ts';
import type { ListedTheme, Shelves } from './shelves.ts';

/** Works by date, each year said once, with how much is held of each. */
export function worksList(sources: readonly Source[], shelves: Shelves, href: Href): Markup {
  const years = Map.groupBy(sources, ({ date }) => date.year);
  return html`<ol class="timeline">
    ${[...years].map(
      ([year, those]) =>
        html`<li>
          <p class="year">${year ?? pageWords.undated}</p>
          <ul>
            ${those.map((source) => workEntry(source, shelves.heldOf(source), href))}
          </ul>
        </li>`,
    )}
  </ol>`;
}

/** A link to the work's own page, on the line that the gate knows. */
function workEntry(source: Source, held: number, href: Href): Markup {
  const [line, work] = [workLine(source), workText(source)];
  return html`<li class="workline">
    <a class="line" href="${href(workPath(source))}"
      >${line.slice(0, -work.length)}<span class="work">${work}</span></a
    >
    ${source.url === null ? null : html`<a class="original" href="${source.url}" rel="noopener">${pageWords.original}</a>`}
    <span class="count">${pageWords.passages(held)}</span>
  </li>`;
}

/** Voices with what they are in the debate, and how much they say in it. */
export function voicesList(voices: readonly SpeakerEntry[], shelves: Shelves, href: Href): Markup {
  return html`<ul class="entries">
    ${voices.map(({ speaker, passages, quality }) => {
      const link = voiceLink(speaker, shelves, href);
      return html`<li>
        ${link}${quality === null ? null : `, ${quality}`}
        <span class="count">${pageWords.passages(passages)}</span>
      </li>`;
    })}
  </ul>`;
}

/** Themes with what they cover. */
export function themesList(themes: readonly ListedTheme[], shelves: Shelves, href: Href): Markup {
  return html`<ul class="entries">
    ${themes.map(({ name, count }) => {
      const covers = shelves.catalogue.debate.themes?.[name];
      return html`<li>
        ${themeLink(name, shelves, href)}
        ${covers === undefined ? null : html`<span class="covers">${covers}</span>`}
        <span class="count">${pageWords.passages(count)}</span>
      </li>`;
    })}
  </ul>`;
}

/** All works, voices or themes, a hundred a page; null where there is no such page. */
export function listPage(kind: Kind, page: number, shelves: Shelves, href: Href): Page | null {
  const { title, all, list } = LISTS[kind](shelves);
  const shown = paged(all, page);
  if (shown === null) return null;
  return {
    ...pageHead(`${kind}/`, title, shown),
    description: title,
    main: html`<h1>${title}</h1>
      ${list(shown.items, href)} ${pagesLine(`${kind}/`, shown, href)}`,
  };
}

/** How many entries a list has. */
export function listed(kind: Kind, shelves: Shelves): number {
  return LISTS[kind](shelves).all.length;
}

interface List {
  readonly title: string;
  readonly all: readonly unknown[];
  readonly list: (items: readonly unknown[], href: Href) => Markup;
}

const LISTS: Readonly<Record<Kind, (shelves: Shelves) => List>> = {
  oeuvres: (shelves) =>
    listOf(pageWords.allWorks(shelves.sources.length), shelves.sources, (items, href) =>
      worksList(items, shelves, href),
    ),
  voix: (shelves) =>
    listOf(
      pageWords.allVoices(shelves.catalogue.speakerEntries.length),
      shelves.catalogue.speakerEntries,
      (items, href) => voicesList(items, shelves, href),
    ),
  themes: (shelves) =>
    listOf(pageWords.allThemes(shelves.listedThemes.length), shelves.listedThemes, (items, href) =>
      themesList(items, shelves, href),
    ),
};

function listOf<Item>(
  title: string,
  all: readonly Item[],
  list: (items: readonly Item[], href: Href) => Markup,
): List {
  // What is listed is of what all is.
  return { title, all, list: (items, href) => list(items as readonly Item[], href) };
}
