import type { Term } from '../analysis/terms.ts';
import { WINDOW_WORDS } from './weights.ts';

/** A word of the question in a row: its place, its rank among the informative words, its term and stem. */
export interface Sighting {
  readonly place: number;
  readonly rank: number;
  readonly term: number;
  readonly stem: number;
  /** 0 in the text; else which of the things said of the passage it stands in: its thesis, a topic, a title. */
  readonly part: number;
}

/** What each term of a question tells: in what passages say, and counting the names of their works. */
export interface Rarities {
  readonly own: readonly number[];
  readonly anywhere: readonly number[];
}

/** By stem: the place of the first term that it stands for, and how far it covers that one. */
export type Standing = ReadonlyMap<number, { readonly term: number; readonly credit: number }>;

export function standingFor(terms: readonly Term[]): Standing {
  const standing = new Map<number, { term: number; credit: number }>();
  for (const [term, { alternatives }] of terms.entries()) {
    for (const { stem, credit } of alternatives) {
      if (!standing.has(stem)) standing.set(stem, { term, credit });
    }
  }
  return standing;
}

/** The weight of the terms seen, as far as what stands there covers them. */
export function weightSaid(
  sightings: readonly Sighting[],
  terms: readonly Term[],
  standing: Standing,
): number {
  const said = terms.map(() => 0);
  for (const { term, stem } of sightings) {
    said[term] = Math.max(said[term] ?? 0, standing.get(stem)?.credit ?? 0);
  }
  return said.reduce((sum, credit, term) => sum + (terms[term]?.weight ?? 0) * credit, 0);
}

/** The rarities of the terms that one heading says, times their share of its words: the best one’s. */
export function headingsOf(
  sightings: readonly Sighting[],
  { anywhere }: Rarities,
  wordsOf: readonly number[],
): number {
  let best = 0;
  let [current, gathered, count, seen] = [0, 0, 0, 0];
  for (const { part, term } of sightings) {
    if (part === 0) continue;
    if (part !== current) [current, gathered, count, seen] = [part, 0, 0, 0];
    count += 1;
    // A bit for each of 32 terms at most.
    const isNew = (seen & (1 << term)) === 0;
    if (isNew) gathered += anywhere[term] ?? 0;
    seen |= 1 << term;
    best = Math.max(best, (gathered * count) / Math.max(1, wordsOf[part] ?? 1));
  }
  return best;
}

/**
 * The lesser rarity of each pair of terms that follow each other both in the question and in the row: a
 * title tells less, the more passages have it.
 */
export function neighbourhood(sightings: readonly Sighting[], rarities: Rarities): number {
  const pairs = new Map<number, number>();
  for (const [at, { term, rank, part }] of sightings.entries()) {
    const next = sightings[at + 1];
    if (next?.rank !== rank + 1 || next.term !== term + 1) continue;
    const { [term]: one = 0, [term + 1]: other = 0 } = part > 0 ? rarities.anywhere : rarities.own;
    pairs.set(term, Math.max(pairs.get(term) ?? 0, Math.min(one, other)));
  }
  return pairs.values().reduce((sum, lesser) => sum + lesser, 0);
}

/** The rarities gathered in the best window, times their share of the question's. */
export function bestWindow(sightings: readonly Sighting[], rarities: readonly number[]): number {
  const inside = new Array<number>(rarities.length).fill(0);
  let first = 0;
  let gathered = 0;
  let best = 0;
  for (const { place, term } of sightings) {
    if (changed(inside, term, 1) === 1) gathered += rarities[term] ?? 0;
    for (let left = sightings[first]; left !== undefined; left = sightings[first]) {
      if (place - left.place < WINDOW_WORDS) break;
      if (changed(inside, left.term, -1) === 0) gathered -= rarities[left.term] ?? 0;
      first += 1;
    }
    best = Math.max(best, gathered);
  }
  const whole = rarities.reduce((sum, rarity) => sum + rarity, 0);
  return whole === 0 ? 0 : (best * best) / whole;
}

function changed(counts: number[], key: number, by: number): number {
  const count = (counts[key] ?? 0) + by;
  counts[key] = count;
  return count;
}
