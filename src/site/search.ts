import type { Answer, Asked, Options } from '../ask/request.ts';
import { MAP_PATH, mapQuery } from '../debate/address.ts';
import { quotesOf } from '../debate/reply.ts';
import { shown } from '../french/typography.ts';
import { headings } from '../messages/headings.ts';
import { noticeText } from '../messages/messages.ts';
import { pageWords } from '../messages/site.ts';
import { themesList, voicesList } from './lists.ts';
import { html, type Markup } from './markup.ts';
import type { Href, Page } from './page.ts';
import { quotationFigure } from './quotations.ts';
import type { Shelves } from './shelves.ts';

/** Where the search is, with what is looked for behind it: `recherche/?q=…`. */
export const SEARCH_PATH = 'recherche/';
/** What is looked for, as the form names it; `browser/search.js` reads it too. */
export const SEARCHED = 'q';
/** The script that searches where no process answers. */
const SEARCH_SCRIPT = 'search.js';
/** As many as are offered where nothing was looked for. */
const OFFERED = 12;

/** What was typed is said back as text; guillemets are left to the corpus. */
export function searchForm(query: string, href: Href): Markup {
  return html`<form class="search" role="search" action="${href(SEARCH_PATH)}" method="get">
    <label for="${SEARCHED}">${pageWords.searched}</label>
    <input id="${SEARCHED}" name="${SEARCHED}" type="search" value="${shown(query)}" />
    <button type="submit">${pageWords.searchButton}</button>
  </form>`;
}

/** The page before anything is looked for; where no process answers, a script of ours does. */
export function searchPage(shelves: Shelves, href: Href, hasProcess: boolean): Page {
  const said = [pageWords.noneFound, pageWords.found, pageWords.original, pageWords.permanent];
  const script = html`<div id="resultats" role="status"></div>
    <ul id="dit" hidden>
      ${said.map((line) => html`<li>${line}</li>`)}
    </ul>
    <noscript><p>${pageWords.searchScriptless}</p></noscript>
    <script src="${href(SEARCH_SCRIPT)}"></script>`;
  return {
    path: SEARCH_PATH,
    title: pageWords.search,
    description: pageWords.searchText,
    main: html`<header>
        <h1>${pageWords.search}</h1>
        <p>${pageWords.searchText}</p>
        ${searchForm('', href)}
      </header>
      ${hasProcess ? null : script} ${whereToBegin(shelves, href)}`,
  };
}

function whereToBegin(shelves: Shelves, href: Href): Markup {
  const { listedThemes: themes, catalogue } = shelves;
  const themed = html`<h2>${pageWords.themes}</h2>
    ${themesList(themes.slice(0, OFFERED), shelves, href)}`;
  return html`<section class="begin">
    ${themes.length === 0 ? null : themed}
    <h2>${pageWords.voices}</h2>
    ${voicesList(catalogue.speakerEntries.slice(0, OFFERED), shelves, href)}
  </section>`;
}

/** What the bot answers to the same words, all that it ranked on one page. */
export function resultsPage(query: string, answer: Answer, shelves: Shelves, href: Href): Page {
  const { reply } = answer;
  const quotes = quotesOf(reply);
  return {
    path: SEARCH_PATH,
    title: `${pageWords.search}, ${shown(query)}`,
    description: pageWords.searchText,
    main: html`<header>
        <h1>${pageWords.search}</h1>
        ${searchForm(query, href)}
        <p role="status">${headingOf(answer, shelves)}</p>
      </header>
      ${offersOf(answer.offers ?? [], 'debat', href)}
      ${quotes.map((quote) => quotationFigure(quote, { href }))}`,
  };
}

function headingOf({ reply, excerpt }: Answer, { catalogue }: Shelves): string {
  if (reply.kind === 'notice') return noticeText(reply.notice, catalogue.examples);
  if (reply.kind !== 'quotes') return '';
  const heading = headings.quotes({ ...reply, listed: reply.ranked.length });
  return excerpt === undefined ? heading : headings.within(heading, excerpt);
}

type Shown = 'debat' | 'carte';

/** What may be asked instead and has a page, each a link; what another page answers says so. */
export function offersOf(offers: readonly Asked[], own: Shown, href: Href): Markup | null {
  const links = offers.flatMap(({ command, options }) => {
    if (command !== 'debat' && command !== 'carte') return [];
    const { auteur, sujet } = options;
    const said = command === 'debat' ? [sujet] : [auteur, sujet];
    const name = shown(said.filter((each) => each !== undefined).join(', '));
    if (name === '') return [];
    const whole = command === own ? name : pageWords.elsewhere(command, name);
    return [html`<li><a href="${pathOf(command, options, href)}">${whole}</a></li>`];
  });
  if (links.length === 0) return null;
  return html`<h2>${pageWords.suggestions}</h2>
    <ul class="inline">
      ${links}
    </ul>`;
}

function pathOf(command: Shown, options: Options, href: Href): string {
  if (command === 'carte') return href(MAP_PATH) + mapQuery(options);
  const query = new URLSearchParams({ [SEARCHED]: options.sujet ?? '' });
  return `${href(SEARCH_PATH)}?${query.toString()}`;
}
