import { standsAlone } from '../debate/standing.ts';
import { readTogetherIn } from '../debate/graph.ts';
import type { Passage, Role } from '../debate/passage.ts';
import { dateOf, isOwnPosition, Quote } from '../debate/quote.ts';
import { compareDates } from '../french/typography.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import { MOST_WORKS, type TimelineEntry } from './pictures/timeline.ts';
import type { WholeShelves } from './shelves.ts';

/** With one work there is nothing to compare. */
const LEAST_WORKS = 2;

const OF_OTHERS: readonly Role[] = ['commentateur', 'cité', 'intervieweur'];
/** So many passages of a work, those of which most is read, are asked whether they can be read by themselves. */
const MOST_COMPARED = 40;

/** Works by date with their passages, best first where they are shown; none where too few have a date. */
export function datedWorks(
  passages: readonly Passage[],
  shelves: WholeShelves,
): readonly TimelineEntry[] {
  const dated = passages.filter((passage) => dateOf(passage).year !== null);
  const works = [...Map.groupBy(dated, ({ source }) => source)];
  if (works.length < LEAST_WORKS) return [];
  return works
    .sort(([one], [other]) => compareDates(one.date, other.date))
    .map(([source, those], place) => {
      const best = place < MOST_WORKS ? bestOf(those, shelves) : those.slice(0, 1);
      return { source, quotes: best.map((passage) => Quote.at(passage)) };
    });
}

/** Whoever comments on a work, is quoted in it or asks comes after its own voices; then what is read by itself, words before ideas, and what most is read with. */
function bestOf(passages: readonly Passage[], { corpus }: WholeShelves): readonly Passage[] {
  const read = readTogetherIn(corpus);
  const own = ({ role }: Passage) => Number(!OF_OTHERS.includes(role));
  const quoted = (passage: Passage) => Number(passage.text !== null);
  const connected = (passage: Passage) => read.get(passage)?.length ?? 0;
  return by([own, quoted, (each) => Number(isOwnPosition(each)), connected], passages)
    .slice(0, MOST_COMPARED)
    .map((passage) => ({ passage, alone: Number(standsAlone(passage)) }))
    .sort((a, b) => own(b.passage) - own(a.passage) || b.alone - a.alone)
    .map(({ passage }) => passage);
}

/** From the largest value to the smallest, the first value before the next. */
function by(
  values: readonly ((passage: Passage) => number)[],
  passages: readonly Passage[],
): readonly Passage[] {
  const difference = (one: Passage, other: Passage) =>
    values.map((valueOf) => valueOf(other) - valueOf(one)).find((each) => each !== 0) ?? 0;
  return passages.toSorted(difference);
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
