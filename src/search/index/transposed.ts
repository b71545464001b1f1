import { WINDOW_PASSAGES, type PostingsWindow } from './postings.ts';

/** One window of postings turned round: from a passage to its stems, in no order. */
export class Transposed {
  readonly #first: number;
  readonly #starts: Uint32Array;
  readonly #stems: Uint32Array;
  readonly #amounts: Uint8Array;

  /** The window that holds the passage; `last` when that is the one. */
  static holding(
    passage: number,
    windows: readonly PostingsWindow[],
    last: Transposed | undefined,
  ): Transposed {
    const first = passage - (passage % WINDOW_PASSAGES);
    if (last !== undefined && last.#first === first) return last;
    const window = windows[first / WINDOW_PASSAGES];
    if (window === undefined) throw new RangeError(`passage ${passage} is in no window`);
    return new Transposed(first, window);
  }

  private constructor(first: number, { starts, passages, amounts }: PostingsWindow) {
    this.#first = first;
    this.#starts = new Uint32Array(WINDOW_PASSAGES + 1);
    for (const passage of passages)
      this.#starts[passage + 1] = (this.#starts[passage + 1] ?? 0) + 1;
    for (let passage = 0; passage < WINDOW_PASSAGES; passage += 1) {
      this.#starts[passage + 1] = (this.#starts[passage + 1] ?? 0) + (this.#starts[passage] ?? 0);
    }
    const next = this.#starts.slice();
    this.#stems = new Uint32Array(passages.length);
    this.#amounts = new Uint8Array(passages.length);
    for (let stem = 0; stem + 1 < starts.length; stem += 1) {
      for (let place = starts[stem] ?? 0; place < (starts[stem + 1] ?? 0); place += 1) {
        const passage = passages[place] ?? 0;
        const to = next[passage] ?? 0;
        next[passage] = to + 1;
        this.#stems[to] = stem;
        this.#amounts[to] = amounts[place] ?? 0;
      }
    }
  }

  /** Calls `visit` with each stem of a passage of the window, and how much of it there is. */
  visit(passage: number, visit: (stem: number, amount: number) => void): void {
    const local = passage - this.#first;
    const end = this.#starts[local + 1] ?? 0;
    for (let place = this.#starts[local] ?? 0; place < end; place += 1) {
      visit(this.#stems[place] ?? 0, this.#amounts[place] ?? 0);
    }
  }
}
