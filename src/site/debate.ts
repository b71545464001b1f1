import { MAP_PATH } from '../debate/address.ts';
import { debateLines } from '../messages/choice.ts';
import { pageWords } from '../messages/site.ts';
import { themesList, voicesList, worksList } from './lists.ts';
import { exportLinks } from './data/exports.ts';
import { timelineSection } from './dated.ts';
import { html, type Markup } from './markup.ts';
import type { Kind } from './names.ts';
import type { Href, Page } from './page.ts';
import { pairsList } from './pairs.ts';
import type { Figure } from './pictured.ts';
import { searchForm } from './search.ts';
import type { Shelves } from './shelves.ts';

/** As many of each list as are looked through at one sitting; the rest have pages of their own. */
const SHOWN: Readonly<Record<Kind, number>> = { oeuvres: 60, voix: 24, themes: 40 };
const PAIRS_SHOWN = 8;
/** What can be taken in beside all else, in the column of the page. */
export const SMALL_MAP = { most: 8, widest: 900 } as const;

/** What is debated, what is held of it, and where to begin. */
export function debatePage(
  { map, timeline }: { readonly map: Figure; readonly timeline: Markup | null },
  shelves: Shelves,
  href: Href,
): Page {
  const { catalogue, sources, listedThemes: themes } = shelves;
  const { speakerEntries: voices } = catalogue;
  const [title = pageWords.untitled, question] = debateLines(catalogue.debate);
  const held = pageWords.held(sources.length, voices.length, catalogue.size, themes.length);
  return {
    path: '',
    title,
    description: question ?? held,
    isLasting: map.isLasting,
    main: html`<header>
        <h1>${title}</h1>
        ${question === undefined ? null : html`<p class="question">${question}</p>`}
        <p>${held}</p>
        ${searchForm('', href)}
      </header>
      ${section('oeuvres', pageWords.works, sources.length, href, [
        worksList(sources.slice(0, SHOWN.oeuvres), shelves, href),
        pageWords.allWorks(sources.length),
      ])}
      ${timelineSection(timeline)}
      ${section('voix', pageWords.voices, voices.length, href, [
        voicesList(voices.slice(0, SHOWN.voix), shelves, href),
        pageWords.allVoices(voices.length),
      ])}
      ${mapSection(map, shelves, href)}
      ${section('themes', pageWords.themes, themes.length, href, [
        themesList(themes.slice(0, SHOWN.themes), shelves, href),
        pageWords.allThemes(themes.length),
      ])}
      ${exportLinks('', shelves, href)}`,
  };
}

function section(
  kind: Kind,
  heading: string,
  count: number,
  href: Href,
  [list, all]: readonly [Markup, string],
): Markup | null {
  if (count === 0) return null;
  return html`<section id="${kind}">
    <h2>${heading}</h2>
    ${list} ${count > SHOWN[kind] ? html`<p><a href="${href(`${kind}/`)}">${all}</a></p>` : null}
  </section>`;
}

function mapSection({ figure }: Figure, shelves: Shelves, href: Href): Markup | null {
  const { pairs, catalogue } = shelves;
  if (catalogue.readTogether.size === 0) return null;
  if (pairs === null) {
    return html`<section id="carte">
      <h2>${pageWords.map}</h2>
      <p><a href="${href(MAP_PATH)}">${pageWords.mapButton}</a></p>
    </section>`;
  }
  return html`<section id="carte">
    <h2>${pageWords.map}</h2>
    ${figure === null ? null : html`<p>${pageWords.mapDrawn}</p>`} ${figure}
    <p>${pageWords.mapText}</p>
    ${pairsList(pairs.slice(0, PAIRS_SHOWN), shelves, href)}
    <p><a href="${href(MAP_PATH)}">${pageWords.wholeMap(pairs.length)}</a></p>
  </section>`;
}
