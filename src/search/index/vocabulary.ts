import { familyOf, stem } from '../../french/stem.ts';
import { Growing, larger } from './growing.ts';
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
    const number = this.forms.add(form);
    if (number < this.#stemOfForm.length) return number;
    const isSilent = isStopWord(form);
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

/** The three arrays a table of strings consists of, as they are saved. */
interface StringTableArrays {
  readonly units: Uint16Array;
  readonly ends: Uint32Array;
  readonly slots: Uint32Array;
}

const FEWEST_SLOTS = 256;

/**
 * Strings numbered from 0 in the order they come, found again by an open table of hashes. It is made
 * of three arrays of numbers, so that it is loaded without being built and takes a tenth of a Map.
 *
 *     units   b l o g s f o r u m …      UTF-16 units, end to end
 *     ends    5 10 …                     string n ends at ends[n], where the next one starts
 *     slots   · 2 · · 1 …                the number plus one of the string whose hash leads here, or
 *                                        to a full slot before; 0 when empty; half of them at least are
 */
export class StringTable {
  #units: Uint16Array;
  #ends: Uint32Array;
  #slots: Uint32Array;
  #size: number;

  constructor(arrays?: StringTableArrays) {
    this.#units = arrays?.units ?? new Uint16Array();
    this.#ends = arrays?.ends ?? new Uint32Array();
    this.#slots = arrays?.slots ?? new Uint32Array(FEWEST_SLOTS);
    this.#size = this.#ends.length;
  }

  get size(): number {
    return this.#size;
  }

  /** The arrays themselves, which later additions may leave behind. */
  get arrays(): StringTableArrays {
    const units = this.#units.subarray(0, this.#endOf(this.#size - 1));
    return { units, ends: this.#ends.subarray(0, this.#size), slots: this.#slots };
  }

  /** The number of a string, or -1. */
  find(text: string): number {
    return (this.#slots[this.#slotOf(text)] ?? 0) - 1;
  }

  /** The number of a string, given to it now if it has none. */
  add(text: string): number {
    const slot = this.#slotOf(text);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    const start = this.#endOf(this.#size - 1);
    const end = start + text.length;
    if (end > this.#units.length) this.#units = larger(this.#units, end);
    for (let place = start; place < end; place += 1) {
      this.#units[place] = text.charCodeAt(place - start);
    }
    if (this.#size === this.#ends.length) this.#ends = larger(this.#ends, this.#size + 1);
    this.#ends[this.#size] = end;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size * 2 > this.#slots.length) this.#spread();
    return this.#size - 1;
  }

  /** The string of a number. */
  at(number: number): string {
    return String.fromCharCode(
      ...this.#units.subarray(this.#endOf(number - 1), this.#endOf(number)),
    );
  }

  #endOf(number: number): number {
    return this.#ends[number] ?? 0;
  }

  /** Where the string is, or the empty slot where it would be. */
  #slotOf(text: string): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(text) & mask;
    for (;;) {
      const known = slots[slot] ?? 0;
      if (known === 0 || this.#isAt(known - 1, text)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(number: number, text: string): boolean {
    const start = this.#endOf(number - 1);
    const { length } = text;
    if (this.#endOf(number) - start !== length) return false;
    const units = this.#units;
    for (let place = 0; place < length; place += 1) {
      if (units[start + place] !== text.charCodeAt(place)) return false;
    }
    return true;
  }

  #spread(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number += 1) {
      this.#slots[this.#slotOf(this.at(number))] = number + 1;
    }
  }
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  // The low bits choose the slot: the high ones are folded into them.
  return (hash ^ (hash >>> 15)) >>> 0;
}
