import { GrowingUint16 } from './growing.ts';
import { NO_STEM, type Vocabulary } from './vocabulary.ts';

/** In how many passages each number occurs, told of them passage after passage. */
class PassageCounter {
  #counts = new Uint32Array();
  /** The last passage, counted from 1, in which the number occurred. */
  #last = new Uint32Array();

  /** Makes room for the numbers below `size`. */
  reach(size: number): void {
    if (size <= this.#counts.length) return;
    const [counts, last] = [this.#counts, this.#last];
    this.#counts = new Uint32Array(size * 2);
    this.#last = new Uint32Array(size * 2);
    this.#counts.set(counts);
    this.#last.set(last);
  }

  /** Counts a number of the passage; returns whether it is the first time. */
  count(number: number, passage: number): boolean {
    if (this.#last[number] === passage + 1) return false;
    this.#last[number] = passage + 1;
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    return true;
  }

  /** The counts of the numbers below `size`. */
  toArray(size: number): Uint32Array {
    this.reach(size);
    return this.#counts.slice(0, size);
  }
}

/** Counts, passage after passage, what the kept words of each hold: forms, and their grams. */
export class RowCounts {
  readonly #vocabulary: Vocabulary;
  readonly #forms = new PassageCounter();
  readonly #grams = new PassageCounter();
  readonly #gramLengths = new GrowingUint16();

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Counts the first `count` of `forms`, the kept words of the next passage. */
  add(forms: Uint32Array, count: number): void {
    const passage = this.#gramLengths.length;
    const vocabulary = this.#vocabulary;
    this.#forms.reach(vocabulary.forms.size);
    this.#grams.reach(vocabulary.grams.size);
    let length = 0;
    for (let place = 0; place < count; place += 1) {
      const form = forms[place] ?? 0;
      if (vocabulary.stemOf(form) === NO_STEM) continue;
      const start = vocabulary.firstGramOf(form);
      const end = vocabulary.endOfGrams(form);
      length += end - start;
      // The grams of a form met before in the passage were counted with it.
      if (!this.#forms.count(form, passage)) continue;
      for (let gram = start; gram < end; gram += 1) {
        this.#grams.count(vocabulary.gramAt(gram), passage);
      }
    }
    this.#gramLengths.push(Math.min(length, 0xffff));
  }

  toArrays() {
    return {
      formCounts: this.#forms.toArray(this.#vocabulary.forms.size),
      gramCounts: this.#grams.toArray(this.#vocabulary.grams.size),
      gramLengths: this.#gramLengths.toArray(),
    };
  }
}
