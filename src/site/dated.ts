import { standsAlone } from '../daily/choose.ts';
import { readTogetherIn } from '../debate/graph.ts';
import type { Passage } from '../debate/passage.ts';
import { dateOf, isOwnPosition, Quote } from '../debate/quote.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import type { TimelineEntry } from './pictures/timeline.ts';
import type { Shelves } from './shelves.ts';

/** With one work there is nothing to compare. */
const LEAST_WORKS = 2;

/** Works that have a date with their passages, best first; none where these are too few. */
export function datedWorks(
  passages: readonly Passage[],
  shelves: Shelves,
): readonly TimelineEntry[] {
  const dated = passages.filter((passage) => dateOf(passage).year !== null);
  const works = Map.groupBy(dated, ({ source }) => source);
  if (works.size < LEAST_WORKS) return [];
  return [...works].map(([source, those]) => {
    return { source, quotes: bestOf(those, shelves).map((passage) => Quote.at(passage)) };
  });
}

/** Who comments on a work comes after it; then what is read by itself, words before ideas, and what most is read with. */
function bestOf(passages: readonly Passage[], { corpus }: Shelves): readonly Passage[] {
  const read = readTogetherIn(corpus);
  const valueOf = (passage: Passage) => [
    Number(passage.role !== 'commentateur'),
    Number(standsAlone(passage)),
    Number(passage.text !== null),
    Number(isOwnPosition(passage)),
    read.get(passage)?.length ?? 0,
  ];
  const valued = passages.map((passage) => ({ passage, value: valueOf(passage) }));
  const better = (one: readonly number[], other: readonly number[]) =>
    one.map((value, place) => (other[place] ?? 0) - value).find((difference) => difference !== 0);
  return valued.sort((a, b) => better(a.value, b.value) ?? 0).map(({ passage }) => passage);
}

/** A timeline under its heading; null where there is none. */
export function timelineSection(figure: Markup | null): Markup | null {
  if (figure === null) return null;
  return html`<section id="frise">
    <h2>${pageWords.timeline}</h2>
    <p>${pageWords.timelineDrawn}</p>
    ${figure}
  </section>`;
}
