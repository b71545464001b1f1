import { Growing, larger } from './growing.ts';
import { NO_STEM, type Vocabulary } from './vocabulary.ts';

/**
 * The words of the passages, one row of numbers a passage, in as few bytes as the numbers need: seven
 * bits a byte, the lowest first, the eighth bit set where more follow. Forms are numbered as they come,
 * so that the commonest ones have the smallest numbers and take one byte.
 *
 *     300, 5   →   1010 1100   0000 0010   0000 0101
 *
 * A row tells how many forms the text has, then the forms of all the fields that are kept.
 */
export interface Rows {
  readonly rows: Uint8Array;
  /** By passage: where its row starts, and at the end how many bytes there are. */
  readonly rowStarts: Uint32Array;
}

/** Reads the row of one passage after another, into an array that serves again. */
export class RowReader {
  readonly #rows: Rows;
  #numbers = new Uint32Array(1024);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** How many forms the text has, then all the forms that are kept; valid until the next reading. */
  read(passage: number): Uint32Array {
    const { rows, rowStarts } = this.#rows;
    const end = rowStarts[passage + 1] ?? 0;
    let place = rowStarts[passage] ?? 0;
    if (end - place > this.#numbers.length) this.#numbers = larger(this.#numbers, end - place);
    const numbers = this.#numbers;
    let [count, number, shift] = [0, 0, 0];
    for (; place < end; place += 1) {
      const byte = rows[place] ?? 0;
      number |= (byte & 127) << shift;
      shift += 7;
      if (byte > 127) continue;
      numbers[count] = number;
      count += 1;
      number = 0;
      shift = 0;
    }
    return numbers.subarray(0, count);
  }
}

/** Writes rows, and counts what the words of each hold: forms, and their grams. */
export class RowsBuilder {
  readonly #vocabulary: Vocabulary;
  readonly #bytes = new Growing(new Uint8Array());
  readonly #starts = new Growing(new Uint32Array());
  readonly #forms = new PassageCounter();
  readonly #grams = new PassageCounter();
  readonly #gramLengths = new Growing(new Uint16Array());

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Adds the row of the next passage. */
  add(textLength: number, forms: readonly number[] | Uint32Array): void {
    this.#starts.push(this.#bytes.length);
    this.#write(textLength);
    for (const form of forms) this.#write(form);
    this.#count(forms);
  }

  #write(number: number): void {
    let left = number;
    for (; left > 127; left >>>= 7) this.#bytes.push((left & 127) | 128);
    this.#bytes.push(left);
  }

  #count(forms: readonly number[] | Uint32Array): void {
    const passage = this.#gramLengths.length;
    const vocabulary = this.#vocabulary;
    this.#forms.reach(vocabulary.forms.size);
    this.#grams.reach(vocabulary.grams.size);
    let length = 0;
    for (const form of forms) {
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

  finish() {
    this.#starts.push(this.#bytes.length);
    return {
      rows: this.#bytes.toArray(),
      rowStarts: this.#starts.toArray(),
      formCounts: this.#forms.toArray(this.#vocabulary.forms.size),
      gramCounts: this.#grams.toArray(this.#vocabulary.grams.size),
      gramLengths: this.#gramLengths.toArray(),
    };
  }
}

/** In how many passages each number occurs, told of them passage after passage. */
class PassageCounter {
  #counts = new Uint32Array();
  /** The last passage, counted from 1, in which the number occurred. */
  #last = new Uint32Array();

  /** Makes room for the numbers below `size`. */
  reach(size: number): void {
    if (size <= this.#counts.length) return;
    this.#counts = larger(this.#counts, size);
    this.#last = larger(this.#last, size);
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
