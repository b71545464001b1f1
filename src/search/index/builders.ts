import { Growing } from './growing.ts';
import type { StringTable } from './string-table.ts';
import { WINDOW_PASSAGES, type PostingsWindow } from './passage-index.ts';

const LARGEST_AMOUNT = 255;

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
