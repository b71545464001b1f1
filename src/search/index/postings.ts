import { Growing } from './growing.ts';

/** Passages of one window: as many as two bytes can number. */
export const WINDOW_PASSAGES = 65_536;

/**
 * For each term, the passages that hold it, in ascending order, and how much of it each holds; kept
 * by windows of 65,536 passages, within which a passage takes two bytes and a place can be looked up
 * without decoding what comes before it:
 *
 *     window 0   starts     [ 0 | 3 | 4 | … ]       term t: from starts[t] to starts[t + 1]
 *                passages   [ 2  7  40 | 7 | … ]    counted from the first of the window
 *                amounts    [ 8 16   2 | 8 | … ]    in eighths of an occurrence in the text, 255 at most
 *     window 1   starts     …                       passage 65,536 is 0 here
 *
 * A window knows no term that was first met after it: `starts` ends before.
 */
export interface PostingsWindow {
  readonly starts: Uint32Array;
  readonly passages: Uint16Array;
  readonly amounts: Uint8Array;
}

/** How many units of amount one occurrence in the text of a passage is worth. */
export const UNIT = 8;

const LARGEST_AMOUNT = 255;

/** Where the postings of a term start and end in a window; nowhere for a term met later. */
export function rangeOf({ starts }: PostingsWindow, term: number): [number, number] {
  return term + 1 < starts.length ? [starts[term] ?? 0, starts[term + 1] ?? 0] : [0, 0];
}

/** Whether a passage holds the term, wherever it stands in it. */
export function isPosted(windows: readonly PostingsWindow[], term: number): boolean {
  return windows.some(({ starts }) => (starts[term + 1] ?? 0) > (starts[term] ?? 0));
}

/** Collects the postings of one window passage after passage, then lays them out term by term. */
export class WindowBuilder {
  readonly #terms = new Growing(new Uint32Array());
  readonly #passages = new Growing(new Uint16Array());
  readonly #amounts = new Growing(new Uint8Array());

  add(term: number, passage: number, amount: number): void {
    this.#terms.push(term);
    this.#passages.push(passage);
    this.#amounts.push(Math.min(amount, LARGEST_AMOUNT));
  }

  /** Starts afresh. */
  finish(termCount: number): PostingsWindow {
    const { starts, places } = sortedBy(this.#terms.used(), termCount);
    const passages = new Uint16Array(places.length);
    const amounts = new Uint8Array(places.length);
    for (const [entry, place] of places.entries()) {
      passages[place] = this.#passages.at(entry);
      amounts[place] = this.#amounts.at(entry);
    }
    for (const list of [this.#terms, this.#passages, this.#amounts]) list.clear();
    return { starts, passages, amounts };
  }
}

/** One window of postings turned round: from a passage to its terms. */
export class TransposedWindow {
  readonly first: number;
  readonly #starts: Uint32Array;
  readonly #terms: Uint32Array;
  readonly #amounts: Uint8Array;

  /** `first` is the number of the window's first passage. */
  constructor(first: number, { starts, passages, amounts }: PostingsWindow) {
    const sorted = sortedBy(passages, WINDOW_PASSAGES);
    this.first = first;
    this.#starts = sorted.starts;
    this.#terms = new Uint32Array(passages.length);
    this.#amounts = new Uint8Array(passages.length);
    for (let term = 0; term + 1 < starts.length; term += 1) {
      for (let entry = starts[term] ?? 0; entry < (starts[term + 1] ?? 0); entry += 1) {
        const place = sorted.places[entry] ?? 0;
        this.#terms[place] = term;
        this.#amounts[place] = amounts[entry] ?? 0;
      }
    }
  }

  /** Calls `visit` with each term of a passage of the window, and how much of it there is. */
  visit(passage: number, visit: (term: number, amount: number) => void): void {
    const [start = 0, end = 0] = this.#starts.subarray(passage - this.first);
    for (let place = start; place < end; place += 1) {
      visit(this.#terms[place] ?? 0, this.#amounts[place] ?? 0);
    }
  }
}

/** A counting sort: where the entries of each key start, and the place of each entry, those of one key in order. */
function sortedBy(keys: Uint16Array | Uint32Array, keyCount: number) {
  const starts = new Uint32Array(keyCount + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key += 1) {
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  }
  const next = starts.slice();
  const places = new Uint32Array(keys.length);
  for (let entry = 0; entry < keys.length; entry += 1) {
    const key = keys[entry] ?? 0;
    places[entry] = next[key] ?? 0;
    next[key] = (next[key] ?? 0) + 1;
  }
  return { starts, places };
}
