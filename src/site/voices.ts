import { passagePath } from '../debate/address.ts';
import { readTogetherIn, type ReadTogether } from '../debate/graph.ts';
import type { Passage } from '../debate/passage.ts';
import { dateOf, isOwnPosition, Quote, statementOf } from '../debate/quote.ts';
import type { Speaker, SpeakerEntry } from '../debate/speaker.ts';
import { capitalised, compareDates } from '../french/typography.ts';
import { pageWords, roleHeading } from '../messages/site.ts';
import { worksList } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { namedPath } from './names.ts';
import type { Href, Page } from './page.ts';
import { exportLinks } from './data/exports.ts';
import { pageHead, paged, pagesLine } from './paging.ts';
import { pairsList } from './pairs.ts';
import { quotationFigure } from './quotations.ts';
import type { WholeShelves } from './shelves.ts';

/** More than this is no longer a position at a glance. */
const MOST_TOLD = 60;
const MOST_PAIRS = 20;
const MOST_WORKS = 30;

interface Setting {
  readonly shelves: WholeShelves;
  readonly href: Href;
}

/** Who a voice is, what it holds, whom it answers, then all it says, a hundred passages a page; null where it has no such page. */
export function voicePage(
  slug: string,
  { speaker, quality }: SpeakerEntry,
  page: number,
  { shelves, href }: Setting,
): Page | null {
  const passages = inRoles(shelves.passagesOf(speaker));
  const shown = paged(passages, page);
  if (shown === null) return null;
  const name = capitalised(speaker.label);
  const path = namedPath('voix', slug);
  return {
    ...pageHead(path, name, shown),
    description: pageWords.aboutVoice(name, passages.length),
    main: html`<header>
        <h1 class="name">${name}</h1>
        ${quality === null ? null : html`<p class="quality">${capitalised(quality)}</p>`}
        <p>${pageWords.passages(passages.length)}</p>
      </header>
      ${page === 1 ? overview(speaker, passages, { shelves, href }) : null}
      <section id="passages">
        <h2>${pageWords.herPassages}</h2>
        ${byRole(shown.items, href)}
      </section>
      ${pagesLine(path, shown, href)} ${exportLinks(path, shelves, href)}`,
  };
}

/** What a voice says in its own name first, then what it reports and rejects, each by role, then by date. */
function inRoles(passages: readonly Passage[]): readonly Passage[] {
  const headings = new Map<string, Passage[]>();
  const inOrder = passages.toSorted((a, b) => compareDates(dateOf(a), dateOf(b)));
  const [own, others] = [true, false].map((is) => inOrder.filter((each) => isOwn(each) === is));
  for (const passage of [...(own ?? []), ...(others ?? [])]) {
    const heading = roleHeading(passage.role, passage.stance);
    const those = headings.get(heading) ?? [];
    headings.set(heading, those);
    those.push(passage);
  }
  return [...headings.values()].flat();
}

const isOwn = (passage: Passage) => isOwnPosition(passage) && passage.role !== 'cité';

function byRole(passages: readonly Passage[], href: Href): readonly Markup[] {
  const roles = Map.groupBy(passages, ({ role, stance }) => roleHeading(role, stance));
  return [...roles].map(
    ([heading, those]) =>
      html`<h3>${heading}</h3>
        ${those.map((passage) => quotationFigure(Quote.at(passage), { href }))}`,
  );
}

function overview(speaker: Speaker, passages: readonly Passage[], setting: Setting): Markup {
  const { shelves, href } = setting;
  const spoken = new Set(passages.map(({ source }) => source));
  const works = shelves.sources.filter((source) => spoken.has(source));
  const pairs = passages.flatMap((passage) => readTogetherIn(shelves.corpus).get(passage) ?? []);
  const own = new Set(passages);
  const [answers, answered] = [
    pairs.filter(({ by, to }) => own.has(by) && !own.has(to)),
    pairs.filter(({ by, to }) => own.has(to) && !own.has(by)),
  ];
  return html`${positionOf(speaker, passages, setting)}
    ${pairsSection(pageWords.answers, answers, setting)}
    ${pairsSection(pageWords.answered, answered, setting)}
    <section>
      <h2>${pageWords.works}</h2>
      ${worksList(works.slice(0, MOST_WORKS), shelves, href)}
    </section>`;
}

/** The theses that a voice holds in its own name, by theme, from the theme of which it speaks more than others do. */
function positionOf(
  { kind }: Speaker,
  passages: readonly Passage[],
  { shelves, href }: Setting,
): Markup {
  const { topics } = shelves.catalogue;
  const held = passages.filter(isOwnPosition);
  const told = held.filter(({ thesis }) => thesis !== null);
  const groups = topics.grouped(told.slice(0, MOST_TOLD), topics.ownOf(held));
  const isMany = kind === 'unnamed commenters';
  const none = isMany ? pageWords.manyVoices : pageWords.noThesis;
  return html`<section id="position">
    <h2>${pageWords.position}</h2>
    ${
      isMany || told.length === 0
        ? html`<p>${none}</p>`
        : html`<p>${pageWords.positionText}</p>
            ${groups.map(([topic, those]) => topicTheses(topic, those, href))}`
    }
    ${
      !isMany && told.length > MOST_TOLD
        ? html`<p>${pageWords.positionCut(MOST_TOLD, told.length)}</p>`
        : null
    }
  </section>`;
}

function topicTheses(topic: string, passages: readonly Passage[], href: Href): Markup {
  return html`<h3>${topic === '' ? pageWords.otherThemes : capitalised(topic)}</h3>
    <ul class="theses">
      ${passages.map(
        (passage) =>
          html`<li>
            <a class="statement" href="${href(passagePath(passage))}">${statementOf(passage)}</a>
          </li>`,
      )}
    </ul>`;
}

function pairsSection(
  heading: string,
  pairs: readonly ReadTogether[],
  { shelves, href }: Setting,
): Markup | null {
  if (pairs.length === 0) return null;
  return html`<section>
    <h2>${heading}</h2>
    ${pairsList(pairs.slice(0, MOST_PAIRS), shelves, href)}
    ${pairs.length > MOST_PAIRS ? html`<p>${pageWords.pairsCut(MOST_PAIRS, pairs.length)}</p>` : null}
  </section>`;
}
