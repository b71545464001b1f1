import { GrowingUint16, GrowingUint32, GrowingUint8 } from './growing.ts';

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

/** Collects the postings of one window passage after passage, then lays them out term by term. */
export class WindowBuilder {
  readonly #terms = new GrowingUint32();
  readonly #passages = new GrowingUint16();
  readonly #amounts = new GrowingUint8();

  add(term: number, passage: number, amount: number): void {
    this.#terms.push(term);
    this.#passages.push(passage);
    this.#amounts.push(Math.min(amount, LARGEST_AMOUNT));
  }

  /** A counting sort: the order of passages within a term is that of the additions. Starts afresh. */
  finish(termCount: number): PostingsWindow {
    const terms = this.#terms.used();
    const starts = startsOf(terms, termCount);
    const next = starts.slice();
    const passages = new Uint16Array(terms.length);
    const amounts = new Uint8Array(terms.length);
    const [allPassages, allAmounts] = [this.#passages.used(), this.#amounts.used()];
    for (let index = 0; index < terms.length; index += 1) {
      const term = terms[index] ?? 0;
      const place = next[term] ?? 0;
      next[term] = place + 1;
      passages[place] = allPassages[index] ?? 0;
      amounts[place] = allAmounts[index] ?? 0;
    }
    for (const list of [this.#terms, this.#passages, this.#amounts]) list.clear();
    return { starts, passages, amounts };
  }
}

/** Where each term's postings start, and at the end how many there are. */
function startsOf(terms: Uint32Array, termCount: number): Uint32Array {
  const starts = new Uint32Array(termCount + 1);
  for (const term of terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 0; term < termCount; term += 1) {
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  }
  return starts;
}

/** Where the postings of a term start and end in a window; nowhere for a term met later. */
export function rangeOf({ starts }: PostingsWindow, term: number): [number, number] {
  return term + 1 < starts.length ? [starts[term] ?? 0, starts[term + 1] ?? 0] : [0, 0];
}

/** In how many passages the term is posted, wherever it stands in them. */
export function postingCount(windows: readonly PostingsWindow[], term: number): number {
  return windows.reduce((sum, window) => {
    const [start, end] = rangeOf(window, term);
    return sum + end - start;
  }, 0);
}
