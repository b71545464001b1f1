/** A passage by its number, and how well it matches. */
export interface Scored {
  readonly passage: number;
  readonly score: number;
}

/** Best score first; of equals, the one that comes first in the corpus. */
export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.passage - b.passage;
}

/**
 * The `count` best of a stream, in time proportional to its length: a heap whose root is the worst
 * one kept, against which every newcomer is measured.
 *
 *              worst kept
 *             /          \
 *         better        better         child of i: 2i + 1 and 2i + 2
 */
export class BestFirst<Item extends Scored> {
  readonly #count: number;
  readonly #heap: Item[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  /** The score below which nothing is kept any more; -Infinity while there is room. */
  get least(): number {
    return this.#heap.length < this.#count ? -Infinity : (this.#heap[0]?.score ?? Infinity);
  }

  offer(scored: Item): void {
    const [worst] = this.#heap;
    if (this.#heap.length < this.#count) this.#rise(this.#heap.push(scored) - 1);
    else if (worst !== undefined && byScore(scored, worst) < 0) this.#sink(scored);
  }

  /** Those kept, best first. */
  sorted(): Item[] {
    return this.#heap.toSorted(byScore);
  }

  #rise(from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if (!this.#isWorse(place, parent)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** Puts `scored` in the place of the worst, and lets it down to where it belongs. */
  #sink(scored: Item): void {
    this.#heap[0] = scored;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const worse = left + 1 < this.#heap.length && this.#isWorse(left + 1, left) ? left + 1 : left;
      if (worse >= this.#heap.length || !this.#isWorse(worse, place)) return;
      this.#swap(place, worse);
      place = worse;
    }
  }

  #isWorse(place: number, other: number): boolean {
    const [a, b] = [this.#heap[place], this.#heap[other]];
    return a !== undefined && b !== undefined && byScore(a, b) > 0;
  }

  #swap(place: number, other: number): void {
    const [a, b] = [this.#heap[place], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[place] = b;
    this.#heap[other] = a;
  }
}
