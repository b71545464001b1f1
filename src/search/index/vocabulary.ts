import { familyOf, stem } from '../../french/stem.ts';
import { Growing } from './growing.ts';
import { StringTable, type StringTableArrays } from './string-table.ts';
import { isStopWord } from '../../french/words.ts';

/** The stem of a word that says nothing of a subject: it is kept in the text, never looked up. */
export const NO_STEM = -1;

/** The first form of all: it stands in a row where one thing ends and another begins, and is no word. */
export const BREAK = 0;

/** What a vocabulary consists of, as it is saved. */
export interface VocabularyArrays {
  readonly forms: StringTableArrays;
  readonly stems: StringTableArrays;
  readonly grams: StringTableArrays;
  readonly stemOfForm: Int32Array;
  readonly gramEnds: Uint32Array;
  readonly gramIds: Uint32Array;
  readonly roots: StringTableArrays;
  readonly rootOfStem: Uint32Array;
}

/**
 * Every written form met, numbered from 0, with its stem and its grams, numbered too; append-only.
 * The grams of form f are `gramIds` from `gramEnds[f - 1]` to `gramEnds[f]`: none for a stop word.
 * The stems of a family are chained: from its root to the last one met, and from each to the one met
 * before it; 0 ends a chain, and numbers are plus one.
 */
export class Vocabulary {
  readonly forms: StringTable;
  /** Stems, and whatever else is posted like one. */
  readonly stems: StringTable;
  readonly grams: StringTable;
  readonly #stemOfForm: Growing<Int32Array>;
  readonly #gramEnds: Growing<Uint32Array>;
  readonly #gramIds: Growing<Uint32Array>;
  readonly #roots: StringTable;
  readonly #rootOfStem: Growing<Uint32Array>;
  readonly #lastOfRoot = new Growing(new Uint32Array());
  readonly #sameRoot = new Growing(new Uint32Array());

  constructor(arrays?: VocabularyArrays) {
    this.forms = new StringTable(arrays?.forms);
    this.stems = new StringTable(arrays?.stems);
    this.grams = new StringTable(arrays?.grams);
    this.#stemOfForm = new Growing(arrays?.stemOfForm ?? new Int32Array());
    this.#gramEnds = new Growing(arrays?.gramEnds ?? new Uint32Array());
    this.#gramIds = new Growing(arrays?.gramIds ?? new Uint32Array());
    this.#roots = new StringTable(arrays?.roots);
    this.#rootOfStem = new Growing(arrays?.rootOfStem ?? new Uint32Array());
    for (const root of this.#rootOfStem.used()) this.#chain(root);
    if (this.forms.size === BREAK) this.#addForm('', true);
  }

  get arrays(): VocabularyArrays {
    return {
      forms: this.forms.arrays,
      stems: this.stems.arrays,
      grams: this.grams.arrays,
      stemOfForm: this.#stemOfForm.used(),
      gramEnds: this.#gramEnds.used(),
      gramIds: this.#gramIds.used(),
      roots: this.#roots.arrays,
      rootOfStem: this.#rootOfStem.used(),
    };
  }

  /** The number of a form, given to it now if it has none. */
  add(form: string): number {
    return this.#addForm(form, isStopWord(form));
  }

  #addForm(form: string, isSilent: boolean): number {
    const number = this.forms.add(form);
    if (number < this.#stemOfForm.length) return number;
    this.#stemOfForm.push(isSilent ? NO_STEM : this.addStem(stem(form)));
    if (!isSilent) for (const gram of gramsOf(form)) this.#gramIds.push(this.grams.add(gram));
    this.#gramEnds.push(this.#gramIds.length);
    return number;
  }

  /** The number of a stem, or of whatever else is posted like one, given to it now if it has none. */
  addStem(text: string): number {
    const number = this.stems.add(text);
    if (number < this.#rootOfStem.length) return number;
    const root = this.#roots.add(familyOf(text));
    this.#rootOfStem.push(root);
    this.#chain(root);
    return number;
  }

  /** Puts the next stem into its chain. */
  #chain(root: number): void {
    const stem = this.#sameRoot.length;
    this.#sameRoot.push(this.#lastOfRoot.at(root));
    this.#lastOfRoot.set(root, stem + 1);
  }

  /** The stems of the family of one, itself among them where it is known, the last met first. */
  *familyOf(text: string): Generator<number, undefined> {
    const root = this.#roots.find(familyOf(text));
    let next = root < 0 ? 0 : this.#lastOfRoot.at(root);
    for (; next > 0; next = this.#sameRoot.at(next - 1)) yield next - 1;
  }

  /** The stem of a form, or NO_STEM for a stop word or a number that is no form. */
  stemOf(form: number): number {
    return form >= 0 && form < this.#stemOfForm.length ? this.#stemOfForm.at(form) : NO_STEM;
  }

  /** The stems of words that it has, in their order; none for a stop word. */
  stemsOf(words: readonly { readonly form: string }[]): number[] {
    return words
      .map(({ form }) => this.stemOf(this.forms.find(form)))
      .filter((stem) => stem !== NO_STEM);
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
