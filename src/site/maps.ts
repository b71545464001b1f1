import type { Answer, Options } from '../ask/request.ts';
import { MAP_PATH, mapPicturePath } from '../debate/address.ts';
import { NO_FILTERS } from '../debate/filters.ts';
import { mapOf, MOST_NODES, readTogetherIn, type DebateMap } from '../debate/graph.ts';
import type { Corpus } from '../debate/passage.ts';
import type { MapReply } from '../debate/reply.ts';
import { shown } from '../french/typography.ts';
import { messages, noticeText } from '../messages/messages.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import type { Href, Page } from './page.ts';
import { pageHead, paged, pagesLine } from './paging.ts';
import { pairsList } from './pairs.ts';
import type { Figure } from './pictured.ts';
import { offersOf } from './search.ts';
import type { Shelves, WholeShelves } from './shelves.ts';

/** As many pixels of its own as the map of a page has room for, beyond the column of the words. */
export const WIDEST_MAP = 1440;

/** What the bot answers where the map of the whole debate is asked for, of so many passages at most. */
export function wholeMap(corpus: Corpus, most = MOST_NODES): MapReply {
  const all = { of: null, subject: null, filters: NO_FILTERS, isLoose: false } as const;
  const total = readTogetherIn(corpus).size;
  return { kind: 'map', ...all, total, map: mapOf(corpus.passages, corpus, () => true, most) };
}

interface Setting {
  readonly shelves: WholeShelves;
  readonly href: Href;
  /** Whether a process draws what is asked for. */
  readonly hasProcess: boolean;
}

/** Who answers whom in the whole debate, the most connected passages as a map; null where there is no such page. */
export function mapPage(
  page: number,
  { figure, isLasting }: Figure,
  hasPicture: boolean,
  { shelves, href, hasProcess }: Setting,
): Page | null {
  const { pairs } = shelves;
  const shownPairs = paged(pairs, page);
  if (shownPairs === null) return null;
  return {
    ...pageHead(MAP_PATH, pageWords.map, shownPairs),
    description: pageWords.mapText,
    isLasting,
    ...(hasPicture ? { picture: mapPicturePath({}) } : {}),
    main: html`<header>
        <h1>${pageWords.map}</h1>
        ${hasProcess && pairs.length > 0 ? mapForm({}, href) : null}
        ${figure === null ? null : html`<p>${pageWords.mapDrawn}</p>`}
      </header>
      ${figure}
      <p>${pairs.length === 0 ? pageWords.noMap : pageWords.mapText}</p>
      ${pairsList(shownPairs.items, shelves, href)} ${pagesLine(MAP_PATH, shownPairs, href)}`,
  };
}

/** What the bot answers to a question for a map, with all that the map links as lines below it. */
export function askedMapPage(
  options: Options,
  { reply, offers = [] }: Answer,
  { figure, isLasting }: Figure,
  hasPicture: boolean,
  { shelves, href }: { readonly shelves: Shelves; readonly href: Href },
): Page {
  const asked = [options.ref, options.auteur, options.sujet].map((each) => shown(each ?? ''));
  const title = [pageWords.map, ...asked].filter((each) => each !== '').join(', ');
  const status =
    reply.kind === 'map'
      ? messages.map(reply)
      : reply.kind === 'notice'
        ? noticeText(reply.notice, shelves.catalogue.examples)
        : '';
  return {
    ...{ path: MAP_PATH, title, description: pageWords.mapText, isLasting },
    ...(hasPicture ? { picture: mapPicturePath(options) } : {}),
    main: html`<header>
        <h1>${pageWords.map}</h1>
        ${mapForm(options, href)}
        <p role="status">${status}</p>
        ${figure === null ? null : html`<p>${pageWords.mapDrawn}</p>`}
      </header>
      ${offersOf(offers, 'carte', href)} ${figure}
      ${reply.kind === 'map' ? pairsList(pairsIn(reply.map), shelves, href) : null}`,
  };
}

function pairsIn({ nodes, arrows }: DebateMap) {
  return arrows.flatMap(({ kind, from, to }) => {
    const [one, other] = [nodes[from], nodes[to]];
    return one && other ? [{ kind, by: one.passage, to: other.passage }] : [];
  });
}

/** Needs no script: the options are named as those of the command. */
function mapForm({ sujet = '', auteur = '' }: Options, href: Href): Markup {
  const field = (name: string, label: string, value: string) =>
    html`<p class="field">
      <label for="${name}">${label}</label>
      <input id="${name}" name="${name}" type="search" value="${shown(value)}" />
    </p>`;
  return html`<form class="search" role="search" action="${href(MAP_PATH)}" method="get">
    ${field('sujet', pageWords.mapSubject, sujet)} ${field('auteur', pageWords.mapVoice, auteur)}
    <button type="submit">${pageWords.mapButton}</button>
  </form>`;
}
