import { stem } from '../../french/stem.ts';
import { Growing } from './growing.ts';
import { StringTable, type StringTableArrays } from './string-table.ts';
import { isStopWord } from '../../french/words.ts';

/** The stem of a word that says nothing of a subject: it is kept in the text, never looked up. */
export const NO_STEM = -1;

/** What a vocabulary consists of, as it is saved. */
export interface VocabularyArrays {
  readonly forms: StringTableArrays;
  readonly stems: StringTableArrays;
  readonly grams: StringTableArrays;
  readonly stemOfForm: Int32Array;
  readonly gramEnds: Uint32Array;
  readonly gramIds: Uint32Array;
}

/**
 * Every written form met, numbered from 0, with its stem and its grams, numbered too; append-only.
 * The grams of form f are `gramIds` from `gramEnds[f - 1]` to `gramEnds[f]`: none for a stop word.
 */
export class Vocabulary {
  readonly forms: StringTable;
  /** Stems, and whatever else is posted like one. */
  readonly stems: StringTable;
  readonly grams: StringTable;
  readonly #stemOfForm: Growing<Int32Array>;
  readonly #gramEnds: Growing<Uint32Array>;
  readonly #gramIds: Growing<Uint32Array>;

  constructor(arrays?: VocabularyArrays) {
    this.forms = new StringTable(arrays?.forms);
    this.stems = new StringTable(arrays?.stems);
    this.grams = new StringTable(arrays?.grams);
    this.#stemOfForm = new Growing(arrays?.stemOfForm ?? new Int32Array());
    this.#gramEnds = new Growing(arrays?.gramEnds ?? new Uint32Array());
    this.#gramIds = new Growing(arrays?.gramIds ?? new Uint32Array());
  }

  get arrays(): VocabularyArrays {
    return {
      forms: this.forms.arrays,
      stems: this.stems.arrays,
      grams: this.grams.arrays,
      stemOfForm: this.#stemOfForm.used(),
      gramEnds: this.#gramEnds.used(),
      gramIds: this.#gramIds.used(),
    };
  }

  /** A vocabulary that starts with all of this one; what is added to it is not added to this one. */
  copy(): Vocabulary {
    return new Vocabulary({
      forms: this.forms.copy().arrays,
      stems: this.stems.copy().arrays,
      grams: this.grams.copy().arrays,
      stemOfForm: this.#stemOfForm.toArray(),
      gramEnds: this.#gramEnds.toArray(),
      gramIds: this.#gramIds.toArray(),
    });
  }

  /** The number of a form, given to it now if it has none. */
  add(form: string): number {
    const number = this.forms.add(form);
    if (number < this.#stemOfForm.length) return number;
    const isSilent = isStopWord(form);
    this.#stemOfForm.push(isSilent ? NO_STEM : this.stems.add(stem(form)));
    if (!isSilent) for (const gram of gramsOf(form)) this.#gramIds.push(this.grams.add(gram));
    this.#gramEnds.push(this.#gramIds.length);
    return number;
  }

  /** The stem of a form, or NO_STEM for a stop word or a number that is no form. */
  stemOf(form: number): number {
    return form >= 0 && form < this.#stemOfForm.length ? this.#stemOfForm.at(form) : NO_STEM;
  }

  /** Where the grams of a form start, and where they end, among those of all forms. */
  firstGramOf(form: number): number {
    return form === 0 ? 0 : this.#gramEnds.at(form - 1);
  }

  endOfGrams(form: number): number {
    return this.#gramEnds.at(form);
  }

  gramAt(place: number): number {
    return this.#gramIds.at(place);
  }
}

const GRAM_LENGTH = 4;

/** The runs of four letters of a word, its ends marked: « roi » is _roi and roi_. */
export function gramsOf(form: string): string[] {
  const marked = `_${form}_`;
  const count = Math.max(0, marked.length - GRAM_LENGTH + 1);
  return Array.from({ length: count }, (_, start) => marked.slice(start, start + GRAM_LENGTH));
}

/** Forms put in their places between two steps: a hundredth of a second of work. */
const STEP = 4096;

/**
 * The numbers of all the forms in alphabetical order (of UTF-16 units), given those of the first ones
 * in order. It goes slice by slice, so that no question waits for the whole, and yields between them:
 *
 *     sorted   avis 3   forum 0   web 1          slice, sorted   blog 4   site 2
 *              └────────┴ blog, site ┴──────┘    each is put where halving finds its place
 */
export function* sortedForms(
  forms: StringTable,
  first: Uint32Array = new Uint32Array(),
): Generator<1, Uint32Array> {
  let sorted = first;
  while (sorted.length < forms.size) {
    const count = Math.min(STEP, forms.size - sorted.length);
    const slice = Array.from({ length: count }, (_, place) => {
      const number = sorted.length + place;
      return { number, form: forms.at(number) };
    });
    slice.sort((a, b) => (a.form < b.form ? -1 : 1));
    const merged = new Uint32Array(sorted.length + count);
    let from = 0;
    for (const [before, { number, form }] of slice.entries()) {
      const place = placeOf(form, sorted, forms, from);
      merged.set(sorted.subarray(from, place), from + before);
      merged[place + before] = number;
      from = place;
    }
    merged.set(sorted.subarray(from), from + count);
    sorted = merged;
    yield 1;
  }
  return sorted;
}

/** How many of the sorted forms come before one, of which `from` are known to. */
function placeOf(form: string, sorted: Uint32Array, forms: StringTable, from: number): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (forms.at(sorted[middle] ?? 0) < form) low = middle + 1;
    else high = middle;
  }
  return low;
}
