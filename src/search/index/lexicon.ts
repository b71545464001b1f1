import type { SynonymGroup } from '../../debate/passage.ts';
import { wordsIn } from '../../french/words.ts';
import { NO_STEM, type Vocabulary } from './vocabulary.ts';

/** The stems of one expression, and the number of its group among them. */
interface Expression {
  readonly stems: readonly number[];
  readonly group: number;
}

/** An expression found in a sequence of stems, from `start` to `end` (excluded). */
interface Found {
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the expressions of the lexicon in sequences of stems. Each group has a number of its own among
 * the stems, and is posted like one wherever any of its expressions stands: a question that holds one
 * expression finds the others at the cost of one list.
 */
export class Lexicon {
  readonly expressions: readonly Expression[];
  readonly #byFirstStem: ReadonlyMap<number | undefined, readonly Expression[]>;
  readonly #stems: ReadonlySet<number>;

  constructor(expressions: readonly Expression[]) {
    this.expressions = expressions;
    this.#byFirstStem = Map.groupBy(expressions, ({ stems: [first] }) => first);
    this.#stems = new Set(expressions.flatMap(({ stems }) => stems));
  }

  /** Whether the stem is part of an expression. */
  uses(stem: number): boolean {
    return this.#stems.has(stem);
  }

  /** Every expression that stands in `stems`, overlapping ones included. */
  find(stems: readonly number[]): Found[] {
    if (this.expressions.length === 0) return [];
    const found: Found[] = [];
    for (const [start, first] of stems.entries()) {
      for (const { group, stems: expression } of this.#byFirstStem.get(first) ?? []) {
        if (expression.every((stem, place) => stems[start + place] === stem)) {
          found.push({ group, start, end: start + expression.length });
        }
      }
    }
    return found;
  }
}

/** The lexicon of these groups, whose words are added to the vocabulary. */
export function lexiconOf(groups: readonly SynonymGroup[], vocabulary: Vocabulary): Lexicon {
  const expressions = groups.flatMap((written, index) => {
    // No stem holds a sign.
    const group = vocabulary.addStem(`=${index}`);
    return written
      .flatMap((expression) => variantsOf(expression, vocabulary))
      .filter(({ length }) => length > 0)
      .map((stems) => ({ stems, group }));
  });
  return new Lexicon(expressions);
}

/** The stems of an expression, stop words left out; and once more for each hyphenated word written as one. */
function variantsOf(expression: string, vocabulary: Vocabulary): number[][] {
  const words = wordsIn(expression);
  const parts = words.filter(({ joined }) => !joined);
  const wholes = words.filter(({ joined }) => joined).map((word) => [word]);
  return [parts, ...wholes].map((variant) =>
    variant
      .map(({ form }) => vocabulary.stemOf(vocabulary.add(form)))
      .filter((stem) => stem !== NO_STEM),
  );
}
