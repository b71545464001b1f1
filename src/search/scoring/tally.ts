import { saturationOf } from '../index/bm25.ts';

/**
 * Counts a few expected numbers out of many: a table tells at once which are expected, so that those
 * that are not cost one look.
 *
 *     slots      · · 2 · · 1 ·      number 5 was expected first, number 2 second
 *     numbers    5 2
 *     counts     0 3
 */
export class Tally {
  readonly #slots: Uint16Array;
  #numbers = new Uint32Array(64);
  #rarities = new Float64Array(64);
  #counts = new Uint16Array(64);
  #expected = 0;

  constructor(size: number) {
    this.#slots = new Uint16Array(size);
  }

  expect(number: number, rarity: number): void {
    if (this.#slots[number] !== 0) return;
    if (this.#expected === this.#numbers.length) this.#grow();
    this.#numbers[this.#expected] = number;
    this.#rarities[this.#expected] = rarity;
    this.#expected += 1;
    this.#slots[number] = this.#expected;
  }

  #grow(): void {
    const [numbers, rarities] = [this.#numbers, this.#rarities];
    this.#numbers = new Uint32Array(numbers.length * 2);
    this.#rarities = new Float64Array(numbers.length * 2);
    this.#counts = new Uint16Array(numbers.length * 2);
    this.#numbers.set(numbers);
    this.#rarities.set(rarities);
  }

  count(number: number): void {
    const slot = this.#slots[number] ?? 0;
    if (slot > 0) this.#counts[slot - 1] = (this.#counts[slot - 1] ?? 0) + 1;
  }

  /** Counts the numbers from `start` to `end`. */
  countAll(numbers: Uint32Array, start: number, end: number): void {
    const slots = this.#slots;
    for (let place = start; place < end; place += 1) {
      const slot = slots[numbers[place] ?? 0] ?? 0;
      if (slot > 0) this.#counts[slot - 1] = (this.#counts[slot - 1] ?? 0) + 1;
    }
  }

  /** BM25 of the counts, given the length beside the average one; counting starts afresh. */
  score(norm: number): number {
    const counts = this.#counts;
    let sum = 0;
    for (let slot = 0; slot < this.#expected; slot += 1) {
      const count = counts[slot] ?? 0;
      if (count === 0) continue;
      sum += (this.#rarities[slot] ?? 0) * saturationOf(count, norm);
      counts[slot] = 0;
    }
    return sum;
  }

  /** Expects nothing any more. */
  forget(): void {
    for (let slot = 0; slot < this.#expected; slot += 1) this.#slots[this.#numbers[slot] ?? 0] = 0;
    this.#expected = 0;
  }
}
