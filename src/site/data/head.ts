import { refOn } from '../../debate/address.ts';
import type { Passage } from '../../debate/passage.ts';
import { pageWords } from '../../messages/site.ts';
import { html, type Markup } from '../markup.ts';
import type { Href, Page } from '../page.ts';
import type { Shelves } from '../shelves.ts';
import { alternateLinks } from './exports.ts';
import { FEED_FILE, FEED_TYPE } from './feed.ts';
import { linkedDebate, linkedPassage, linkedWork } from './linked.ts';
import { socialPage, socialPassage } from './social.ts';

/** Whether a picture of a passage stands beside its page. */
export type HasCard = (passage: Passage) => boolean;

/** What a page says to programs: what it is of, how it is shown elsewhere, and its files. */
export function dataInHead(
  page: Pick<Page, 'path' | 'title' | 'description' | 'picture'>,
  shelves: Shelves,
  href: Href,
  { hasCard, hasFeed }: { readonly hasCard: HasCard; readonly hasFeed: boolean },
): readonly Markup[] {
  const { path } = page;
  const passage = shelves.passages.get(refOn(path) ?? '');
  const { site } = shelves;
  const social =
    passage === undefined ? socialPage(page, site) : socialPassage(passage, hasCard(passage));
  const linked = passage === undefined ? linkedAt(path, shelves) : [linkedPassage(passage)];
  const feed = site === null || !hasFeed ? [] : [feedLink(href)];
  return [...social, ...linked, ...alternateLinks(path, shelves, href), ...feed];
}

function linkedAt(path: string, shelves: Shelves): readonly Markup[] {
  if (path === '') return [linkedDebate(shelves.catalogue)];
  const work = /^oeuvres\/([^/]+)\//u.exec(path)?.[1];
  return shelves.sources.filter(({ id }) => id === work).map(linkedWork);
}

function feedLink(href: Href): Markup {
  return html`<link
    rel="alternate"
    type="${FEED_TYPE}"
    title="${pageWords.dailyFeed}"
    href="${href(FEED_FILE)}"
  />`;
}
