import { ExpressionReader, type Expression } from '../french/expressions.ts';
import { stem } from '../french/stem.ts';
import { lengthOf } from './digest.ts';
import type { Passage } from './passage.ts';
import { partsOfName } from './speaker.ts';
import { TermWeights } from './term-weights.ts';

/** Characters of a corpus that are read for its terms, in two tenths of a second; the passages left out are spread evenly. */
const MOST_READ = 120_000;
/** Terms of a corpus beyond which the others are let go. */
const MOST_TERMS = 500;
/** Terms of one passage. */
const MOST_OF_PASSAGE = 4;

interface Term {
  readonly weight: number;
  readonly stems: readonly string[];
  /** As the corpus writes it most often. */
  readonly written: string;
}

/**
 * The words and expressions that tell the passages of a corpus apart, computed from what it says:
 *
 *     read       of passages spread over the corpus         « … le droit de vote des élus … »
 *     cut out    one to three words                         droit, vote, élus, droit de vote, vote des élus…
 *     counted    by passage and by work, under their stems  vot 14, droit vot 9, vot elu 1
 *     weighed    what is left of each outside longer ones   droit vot 31.2, vot 8.1
 *     written    as it is most often inside sentences       droit de vote, vote
 */
export class KeyTerms {
  readonly #reader = new ExpressionReader();
  readonly #terms: ReadonlyMap<string, Term>;
  readonly #known = new WeakMap<Passage, readonly string[]>();

  /** Of passages spread over the corpus, as `spread` picks them; the names of the voices are no terms. */
  constructor(passages: readonly Passage[], voices: readonly string[]) {
    const read = passages.map((passage) => ({
      passage,
      said: this.#expressionsOf(passage),
    }));
    const weights = new TermWeights();
    for (const { passage, said } of read) {
      weights.add(
        said.map(({ expression }) => expression),
        passage.source.id,
      );
    }
    // Who speaks is no subject.
    const names = new Set(voices.flatMap(partsOfName).map(stem));
    const terms = weights.weighed((each) => names.has(each)).slice(0, MOST_TERMS);
    const forms = new Map(terms.map(({ key }) => [key, new Map<string, number>()]));
    for (const each of read.flatMap(({ said }) => said)) countForm(each, forms);
    this.#terms = new Map(
      terms.map(({ key, weight }) => {
        const written = usualForm(forms.get(key) ?? new Map());
        return [key, { weight, stems: key.split(' '), written }];
      }),
    );
  }

  /** Those of a passage, the weightiest first; no two share a word. */
  of(passage: Passage): readonly string[] {
    const known = this.#known.get(passage) ?? this.#find(passage);
    this.#known.set(passage, known);
    return known;
  }

  #find(passage: Passage): readonly string[] {
    const said = new Set(this.#expressionsOf(passage).map(({ expression }) => expression.key));
    const found = [...said].flatMap((key) => this.#terms.get(key) ?? []);
    const kept: Term[] = [];
    for (const term of found.sort((a, b) => b.weight - a.weight)) {
      const isNew = !kept.some(({ stems }) => stems.some((each) => term.stems.includes(each)));
      if (isNew && kept.length < MOST_OF_PASSAGE) kept.push(term);
    }
    return kept.map(({ written }) => written);
  }

  #expressionsOf({ text, thesis }: Passage): Said[] {
    return [text, thesis?.text].flatMap((each) =>
      each == null ? [] : this.#reader.read(each).map((expression) => ({ text: each, expression })),
    );
  }
}

/** An expression and the text it stands in. */
interface Said {
  readonly text: string;
  readonly expression: Expression;
}

/** Every so many passages, so that what is read stays within bounds whatever the size of the corpus. */
export function spread(passages: readonly Passage[]): readonly Passage[] {
  const step = spreadStep(passages.reduce((sum, passage) => sum + lengthOf(passage), 0));
  return step === 1 ? passages : passages.filter((_, place) => place % step === 0);
}

/** Of a corpus of so many characters, one passage in how many is read. */
export function spreadStep(length: number): number {
  return Math.max(1, Math.ceil(length / MOST_READ));
}

/** Counts how an expression of `forms` is written, where it is a noun inside a sentence: its capitals are its own. */
function countForm({ text, expression }: Said, forms: Map<string, Map<string, number>>): void {
  const counts = expression.isNoun ? forms.get(expression.key) : undefined;
  if (counts === undefined) return;
  const written = text.slice(expression.start, expression.end).replace(/\s+/gu, ' ');
  counts.set(written, (counts.get(written) ?? 0) + 1);
}

/** A name is sometimes typed without its capital, and a common noun often enough with one. */
const LEAST_CAPITALS = 3 / 4;

/** The most frequent form, in lower case unless it is a name. */
function usualForm(forms: ReadonlyMap<string, number>): string {
  const lowered = new Map<string, number>();
  for (const [form, count] of forms) {
    const lower = form.toLocaleLowerCase('fr');
    lowered.set(lower, (lowered.get(lower) ?? 0) + count);
  }
  const lower = mostFrequent(lowered);
  const asName = [...forms].filter(
    ([form]) => form !== lower && form.toLocaleLowerCase('fr') === lower,
  );
  const capitals = asName.reduce((sum, [, count]) => sum + count, 0);
  return capitals < LEAST_CAPITALS * (lowered.get(lower) ?? 0)
    ? lower
    : mostFrequent(new Map(asName));
}

function mostFrequent(forms: ReadonlyMap<string, number>): string {
  const [[written] = ['']] = [...forms].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return written;
}
