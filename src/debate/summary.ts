import type { Passage } from './passage.ts';
import { statementOf, Quote } from './quote.ts';

/** A summary tells so many theses at most. */
export const MOST_THESES = 5;

/** Who chose and ordered the theses: the corpus by its own rules, or a model whose choice was followed. */
export type Chooser = 'corpus' | 'model';

/** Theses that make one point. */
export interface Point {
  /** Each thesis as its passage has it, followed by who holds it. */
  readonly sentence: string;
  /** The passages of these theses, in the same order. */
  readonly evidence: readonly [Quote, ...Quote[]];
}

/**
 * Places in the corpus in an order, and nothing else: every word of a summary is computed from them, so
 * that it can tell nothing but theses, each under the voice that holds it.
 */
export class Summary {
  readonly by: Chooser;
  readonly #groups: readonly (readonly Passage[])[];

  private constructor(groups: readonly (readonly Passage[])[], by: Chooser) {
    this.#groups = groups;
    this.by = by;
  }

  /** Null where none of these passages has a thesis. Of what is told twice, or beyond `MOST_THESES`, nothing is. */
  static of(groups: readonly (readonly Passage[])[], by: Chooser): Summary | null {
    const told = new Set<Passage>();
    const kept = groups.map((group) =>
      group.filter((passage) => {
        if (passage.thesis === null || told.has(passage) || told.size === MOST_THESES) return false;
        told.add(passage);
        return true;
      }),
    );
    const whole = kept.filter(({ length }) => length > 0);
    return whole.length === 0 ? null : new Summary(whole, by);
  }

  get points(): readonly Point[] {
    return this.#groups.flatMap((group) => {
      const [first, ...others] = group.map((passage) => Quote.at(passage));
      const sentence = group.map(statementOf).join(' ');
      return first === undefined ? [] : [{ sentence, evidence: [first, ...others] as const }];
    });
  }

  /** What it rests on, in the order in which it tells it. */
  get evidence(): readonly Quote[] {
    return this.points.flatMap(({ evidence }) => evidence);
  }
}
