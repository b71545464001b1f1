import { larger } from './growing.ts';

/** The three arrays a table of strings consists of, as they are saved. */
export interface StringTableArrays {
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
