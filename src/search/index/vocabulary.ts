import { stem } from '../../french/stem.ts';
import { isStopWord } from '../../french/lists/stop-words.ts';
import { gramsOf } from './grams.ts';
import { GrowingInt32, GrowingUint32 } from './growing.ts';
import { StringTable, type StringTableArrays } from './string-table.ts';

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
  readonly #stemOfForm: GrowingInt32;
  readonly #gramEnds: GrowingUint32;
  readonly #gramIds: GrowingUint32;

  constructor(arrays?: VocabularyArrays) {
    this.forms = new StringTable(arrays?.forms);
    this.stems = new StringTable(arrays?.stems);
    this.grams = new StringTable(arrays?.grams);
    this.#stemOfForm = new GrowingInt32(arrays?.stemOfForm);
    this.#gramEnds = new GrowingUint32(arrays?.gramEnds);
    this.#gramIds = new GrowingUint32(arrays?.gramIds);
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
    const { stemOfForm, gramEnds, gramIds } = this.arrays;
    return new Vocabulary({
      forms: this.forms.copy().arrays,
      stems: this.stems.copy().arrays,
      grams: this.grams.copy().arrays,
      stemOfForm: stemOfForm.slice(),
      gramEnds: gramEnds.slice(),
      gramIds: gramIds.slice(),
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
