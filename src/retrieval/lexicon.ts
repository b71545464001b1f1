import type { SynonymGroup } from '../debate/corpus.ts';
import { foldText } from '../text/fold.ts';
import { wordsOf } from '../text/words.ts';
import { NO_STEM, type Vocabulary } from './vocabulary.ts';

/** An expression of a group of synonyms found in a sequence of stems, from `start` to `end` (excluded). */
export interface Found {
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

interface Expression {
  readonly stems: readonly number[];
  readonly group: number;
}

/**
 * Finds the expressions of the lexicon in sequences of stems. Each group has a number of its own among
 * the stems, and is posted like one wherever any of its expressions stands: a question that holds one
 * expression finds the others at the cost of one list.
 */
export class Lexicon {
  readonly #byFirstStem = new Map<number, Expression[]>();
  readonly #stems = new Set<number>();

  constructor(groups: readonly SynonymGroup[], vocabulary: Vocabulary) {
    groups.forEach((expressions, index) => {
      // No stem holds a sign.
      const group = vocabulary.addStem(`=${index}`);
      for (const stems of expressions.flatMap((written) => variantsOf(written, vocabulary))) {
        this.#add({ stems, group });
      }
    });
  }

  /** Whether the stem is part of an expression. */
  uses(stem: number): boolean {
    return this.#stems.has(stem);
  }

  /** Every expression that stands in `stems`, overlapping ones included. */
  find(stems: readonly number[]): Found[] {
    return stems.flatMap((first, start) =>
      (this.#byFirstStem.get(first) ?? [])
        .filter((expression) => standsAt(expression.stems, stems, start))
        .map(({ group, stems: { length } }) => ({ group, start, end: start + length })),
    );
  }

  #add(expression: Expression): void {
    const [first] = expression.stems;
    if (first === undefined) return;
    for (const stem of expression.stems) this.#stems.add(stem);
    this.#byFirstStem.set(first, [...(this.#byFirstStem.get(first) ?? []), expression]);
  }
}

/** The stems of an expression, stop words left out; and once more for each hyphenated word written as one. */
function variantsOf(expression: string, vocabulary: Vocabulary): number[][] {
  const words = wordsOf(foldText(expression));
  const parts = words.filter(({ joined }) => !joined);
  const wholes = words.filter(({ joined }) => joined).map((word) => [word]);
  return [parts, ...wholes].map((variant) =>
    variant
      .map(({ form }) => vocabulary.stemOf(vocabulary.add(form)))
      .filter((stem) => stem !== NO_STEM),
  );
}

function standsAt(expression: readonly number[], stems: readonly number[], start: number): boolean {
  return expression.every((stem, index) => stems[start + index] === stem);
}
