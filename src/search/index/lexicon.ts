import type { SynonymGroup } from '../../debate/passage.ts';
import { foldText, wordsOf } from '../../french/words.ts';
import { NO_STEM, type Vocabulary } from './vocabulary.ts';

/** An expression of a group of synonyms found in a sequence of stems, from `start` to `end` (excluded). */
export interface Found {
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

/** The stems of one expression, and the number of its group among them. */
export interface Expression {
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
  readonly expressions: readonly Expression[];

  constructor(expressions: readonly Expression[]) {
    this.expressions = expressions;
    for (const expression of expressions) this.#add(expression);
  }

  /** The lexicon of these groups, whose words are added to the vocabulary. */
  static of(groups: readonly SynonymGroup[], vocabulary: Vocabulary): Lexicon {
    const expressions = groups.flatMap((written, index) => {
      // No stem holds a sign.
      const group = vocabulary.stems.add(`=${index}`);
      return written
        .flatMap((expression) => variantsOf(expression, vocabulary))
        .filter(({ length }) => length > 0)
        .map((stems) => ({ stems, group }));
    });
    return new Lexicon(expressions);
  }

  /** Whether the stem is part of an expression. */
  uses(stem: number): boolean {
    return this.#stems.has(stem);
  }

  /** Every expression that stands in `stems`, overlapping ones included. */
  find(stems: readonly number[]): Found[] {
    const found: Found[] = [];
    if (this.#byFirstStem.size === 0) return found;
    for (const [start, first] of stems.entries()) {
      for (const { group, stems: expression } of this.#byFirstStem.get(first) ?? []) {
        if (standsAt(expression, stems, start)) {
          found.push({ group, start, end: start + expression.length });
        }
      }
    }
    return found;
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
