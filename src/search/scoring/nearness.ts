import type { Term } from '../analysis/terms.ts';
import type { Held } from '../index/held.ts';
import { BREAK, NO_STEM } from '../index/vocabulary.ts';
import { standingFor, type Standing } from './sightings.ts';

/** Words between two that a passage says of one thing, at most. */
const NEAR_WORDS = 20;

/** Tells what stands near what in passages whose rows are at hand. */
export class Nearness {
  readonly #held: Held;

  constructor(held: Held) {
    this.#held = held;
  }

  /** Whether two terms stand near each other in a passage or in one thing said of it; of a name, which is in neither, nothing is asked. */
  areNear(passage: number, first: Term, second: Term): boolean {
    const places = this.#placesIn(passage);
    const placesOf = ({ alternatives }: Term): number[] =>
      places.flatMap(({ stem, place }) =>
        alternatives.some((each) => each.stem === stem) ? place : [],
      );
    const [firsts, seconds] = [placesOf(first), placesOf(second)];
    if (firsts.length === 0 || seconds.length === 0) return true;
    return firsts.some((one) => seconds.some((other) => !(Math.abs(one - other) > NEAR_WORDS)));
  }

  /**
   * The stems of a passage and the groups of the lexicon found in it. What is said of it stands apart from
   * its text, each thing from the others; a single word, a theme, is near all of them: its place is NaN.
   */
  #placesIn(passage: number): { readonly stem: number; readonly place: number }[] {
    const { stemOfForm } = this.#held.vocabulary.arrays;
    const stems: { stem: number; place: number }[] = [];
    let [apart, first] = [0, 0];
    for (const [place, form] of this.#held.rowOf(passage).subarray(1).entries()) {
      if (form === BREAK) {
        const only = stems.length === first + 1 ? stems[first] : undefined;
        if (only !== undefined && apart > 0) only.place = NaN;
        first = stems.length;
        apart += NEAR_WORDS;
      }
      const stem = stemOfForm[form] ?? NO_STEM;
      if (stem !== NO_STEM) stems.push({ stem, place: place + apart });
    }
    const groups = this.#held.lexicon
      .find(stems.map(({ stem }) => stem))
      .map(({ group, start }) => ({ stem: group, place: stems[start]?.place ?? NaN }));
    return [...stems, ...groups];
  }

  /** Tells how many terms that follow each other in the question do so in a passage. */
  pairsOf(terms: readonly Term[]): (passage: number) => number {
    const standing = standingFor(terms);
    return (passage) => this.#pairsIn(passage, standing);
  }

  #pairsIn(passage: number, standing: Standing): number {
    const { stemOfForm } = this.#held.vocabulary.arrays;
    const pairs = new Set<number>();
    let before: number | undefined;
    for (const form of this.#held.rowOf(passage).subarray(1)) {
      if (form === BREAK) before = undefined;
      const stem = stemOfForm[form] ?? NO_STEM;
      if (stem === NO_STEM) continue;
      const term = standing.get(stem)?.term;
      if (term !== undefined && before !== undefined && term === before + 1) pairs.add(term);
      before = term;
    }
    return pairs.size;
  }
}
