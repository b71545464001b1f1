import { workPath } from '../debate/address.ts';
import { CUT, dateOf, Quote, speakerText, workLine, workName, workText } from '../debate/quote.ts';
import type { Passage, Source } from '../debate/passage.ts';
import { voiceKey, type SaidIn } from '../debate/speaker.ts';
import { pageWords } from '../messages/site.ts';
import { exportLinks } from './data/exports.ts';
import { html, type Markup } from './markup.ts';
import type { Href, Page } from './page.ts';
import { pageHead, pagesLine, placesOn } from './paging.ts';
import { quotationFigure, relationLinks } from './quotations.ts';
import type { Shelves } from './shelves.ts';

/** A work's passages in its order, a hundred a page; null where it has no such page. */
export function workPage(source: Source, page: number, shelves: Shelves, href: Href): Page | null {
  const held = shelves.heldOf(source);
  const shown = placesOn(page, held);
  if (shown === null) return null;
  const path = workPath(source);
  return {
    ...pageHead(path, source.title, shown),
    description: workName(source),
    main: html`<header>
        <h1 class="name">${source.title}</h1>
        ${workHead(source)}
        <p>${source.content === 'whole' ? pageWords.whole(held) : pageWords.excerpts(held)}</p>
      </header>
      ${turnsOf(shelves.inWork(source, shown.from, shown.to), source, shelves, href)}
      ${pagesLine(path, shown, href)} ${exportLinks(path, shelves, href)}`,
  };
}

/** Where the words of a page are from, which is not said again under each. */
export function workHead(source: Source): Markup {
  const [line, work] = [workLine(source), workText(source)];
  const author = line.slice(0, -work.length);
  return html`<p class="workline">
    <span class="line">${author}<span class="work">${work}</span></span>
    ${
      source.url === null
        ? null
        : html`<a class="original" href="${source.url}" rel="noopener">${pageWords.original}</a>`
    }
  </p>`;
}

/** Passages of a work in its order: who speaks is said once over what they say in a row. */
export function turnsOf(
  passages: readonly Passage[],
  work: Source,
  shelves: Shelves,
  href: Href,
  focus: Passage | null = null,
): readonly Markup[] {
  const turns: Passage[][] = [];
  for (const passage of passages) {
    const turn = turns.at(-1);
    const last = turn?.at(-1);
    if (turn !== undefined && last !== undefined && isSameTurn(last, passage)) turn.push(passage);
    else turns.push([passage]);
  }
  const hues = huesIn(work, shelves.catalogue.saidIn(work));
  return turns.map(([first, ...others]) => {
    if (first === undefined) return html``;
    const slug = shelves.slugOfVoice(shelves.labelOf(first));
    const speaker = html`<span class="speaker">${speakerText(first)}</span>`;
    return html`<section class="turn hue-${(hues.get(voiceKey(first)) ?? first.order) % HUES}">
      <h2>
        ${slug === null ? speaker : html`<a class="voice" href="${href(`voix/${slug}/`)}">${speaker}</a>`}
      </h2>
      ${[first, ...others].map((passage) => {
        const isFocus = passage === focus;
        const below = isFocus ? null : relationLinks(passage, shelves, href);
        const figure = quotationFigure(Quote.at(passage), {
          ...{ href, work, isFocus, below },
          isInTurn: true,
        });
        return html`${gapBefore(passage)} ${figure}`;
      })}
    </section>`;
  });
}

function isSameTurn(one: Passage, other: Passage): boolean {
  return (
    voiceKey(one) === voiceKey(other) &&
    speakerText(one) === speakerText(other) &&
    dateOf(one) === dateOf(other)
  );
}

function gapBefore({ followsOn, order }: Passage): Markup | null {
  if (followsOn || order === 0) return null;
  return html`<p class="gap" title="${pageWords.leftOut}">${CUT}</p>`;
}

/** As many as the style sheet has colours for; a voice is told by its name, and by these beside it. */
const HUES = 8;

type Hues = ReadonlyMap<string, number>;
/** Every page of a passage asks for those of its work. */
const huesKnown = new WeakMap<readonly SaidIn[], Hues>();

/** Each voice of a work, as `voiceKey` has it, with a number for its colour; an unsigned comment has that of its place. */
function huesIn(source: Source, said: readonly SaidIn[]): Hues {
  let hues = huesKnown.get(said);
  if (hues === undefined) {
    const keys = [...new Set(said.map((each) => voiceKey({ ...each, source, id: '' })))];
    huesKnown.set(said, (hues = new Map(keys.map((key, place) => [key, place]))));
  }
  return hues;
}
