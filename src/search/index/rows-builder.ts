import { Growing } from './growing.ts';
import { RowReader, type PassageIndex } from './passage-index.ts';
import { NO_STEM, type Vocabulary } from './vocabulary.ts';

/** The words of passages as an index holds them: their rows, and in how many passages each word and gram is. */
type Words = Pick<PassageIndex, 'rows' | 'rowStarts' | 'formCounts' | 'gramCounts' | 'gramLengths'>;

/** Passages between two steps. */
const STEP = 256;

/** Writes rows, and counts what the words of each hold: forms, and their grams. */
export class RowsBuilder {
  readonly #previous: Words | undefined;
  /** By passage of the index before: 1 where it is taken over. */
  readonly #isTaken: Uint8Array;
  readonly #bytes = new Growing(new Uint8Array());
  readonly #starts = new Growing(new Uint32Array());
  readonly #counter: WordCounter;
  readonly #gramLengths = new Growing(new Uint16Array());

  /** What is counted starts from the index before, of which most passages are taken over. */
  constructor(vocabulary: Vocabulary, previous?: Words) {
    this.#previous = previous;
    this.#isTaken = new Uint8Array(previous?.gramLengths.length ?? 0);
    this.#counter = new WordCounter(vocabulary, previous);
  }

  /** Adds the row of the next passage. */
  add(textLength: number, forms: readonly number[]): void {
    this.#starts.push(this.#bytes.length);
    writeRow(this.#bytes, [textLength]);
    writeRow(this.#bytes, forms);
    this.#gramLengths.push(Math.min(this.#counter.count(forms, 1), 0xffff));
  }

  /** Adds the rows of passages of the index before, from number `first` to before `end`. */
  addKnown({ rows, rowStarts, gramLengths }: Words, first: number, end: number): void {
    const from = rowStarts[first] ?? 0;
    const moved = this.#bytes.length - from;
    for (let number = first; number < end; number += 1) {
      this.#starts.push((rowStarts[number] ?? 0) + moved);
    }
    this.#bytes.pushAll(rows.subarray(from, rowStarts[end]));
    this.#gramLengths.pushAll(gramLengths.subarray(first, end));
    this.#isTaken.fill(1, first, end);
  }

  /** Yields between steps. */
  *finish(): Generator<number, Words> {
    this.#starts.push(this.#bytes.length);
    yield* this.#takeOffOthers();
    return {
      // A copy of all the words would be the most that a first start takes at once.
      rows: this.#bytes.used(),
      rowStarts: this.#starts.toArray(),
      ...this.#counter.counts(),
      gramLengths: this.#gramLengths.toArray(),
    };
  }

  /** Takes off what was counted of the passages that are not there any more. */
  *#takeOffOthers(): Generator<number, undefined> {
    if (this.#previous === undefined) return;
    const reader = new RowReader();
    for (const [number, isTaken] of this.#isTaken.entries()) {
      if (isTaken === 0) this.#counter.count(reader.read(this.#previous, number).subarray(1), -1);
      if (number % STEP === STEP - 1) yield 1;
    }
  }
}

/** Writes numbers as rows are written (`passage-index.ts`). */
export function writeRow(bytes: Growing<Uint8Array>, numbers: Iterable<number>): void {
  for (const number of numbers) {
    let left = number;
    for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
    bytes.push(left);
  }
}

/** Counts in how many passages each form and each gram is. */
export class WordCounter {
  readonly #vocabulary: Vocabulary;
  readonly #forms: PassageCounter;
  readonly #grams: PassageCounter;

  /** What is counted starts from these counts. */
  constructor(vocabulary: Vocabulary, counted?: WordCounts) {
    this.#vocabulary = vocabulary;
    this.#forms = new PassageCounter(counted?.formCounts);
    this.#grams = new PassageCounter(counted?.gramCounts);
  }

  /** Counts a passage, or takes it off; returns how many grams it has. */
  count(forms: Iterable<number>, amount: 1 | -1): number {
    const vocabulary = this.#vocabulary;
    let length = 0;
    this.#forms.next();
    this.#grams.next();
    for (const form of forms) {
      if (vocabulary.stemOf(form) === NO_STEM) continue;
      const start = vocabulary.firstGramOf(form);
      const end = vocabulary.endOfGrams(form);
      length += end - start;
      // The grams of a form met before in the passage were counted with it.
      if (!this.#forms.count(form, amount)) continue;
      for (let gram = start; gram < end; gram += 1) {
        this.#grams.count(vocabulary.gramAt(gram), amount);
      }
    }
    return length;
  }

  /** The counts of all that the vocabulary has by now. */
  counts(): WordCounts {
    return {
      formCounts: this.#forms.toArray(this.#vocabulary.forms.size),
      gramCounts: this.#grams.toArray(this.#vocabulary.grams.size),
    };
  }
}

type WordCounts = Pick<PassageIndex, 'formCounts' | 'gramCounts'>;

/** In how many passages each number occurs, told of them passage after passage. */
class PassageCounter {
  readonly #counts: Growing<Uint32Array>;
  /** The last passage, counted from 1, in which the number occurred. */
  readonly #last = new Growing(new Uint32Array());
  #passage = 0;

  constructor(counts: Uint32Array = new Uint32Array()) {
    this.#counts = new Growing(counts.slice());
  }

  next(): void {
    this.#passage += 1;
  }

  /** Counts a number of the passage, or takes it off; returns whether it is the first time. */
  count(number: number, amount: 1 | -1): boolean {
    if (this.#last.at(number) === this.#passage) return false;
    this.#last.set(number, this.#passage);
    this.#counts.set(number, this.#counts.at(number) + amount);
    return true;
  }

  /** The counts of the numbers below `size`. */
  toArray(size: number): Uint32Array {
    return this.#counts.toArray(size);
  }
}
