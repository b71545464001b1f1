import { GrowingUint32 } from './growing.ts';

/**
 * For each term, the passages that hold it, in ascending order, and how much of it each holds:
 *
 *     starts       [ 0 | 3 | 4 | … ]            term t: from starts[t] to starts[t + 1]
 *     passages     [ 2  7  40 | 7 | … ]
 *     amounts      [ 8 16   2 | 8 | … ]         in eighths of an occurrence in the text, 255 at most
 */
export interface Postings {
  readonly starts: Uint32Array;
  readonly passages: Uint32Array;
  readonly amounts: Uint8Array;
}

/** How many units of amount one occurrence in the text of a passage is worth. */
export const UNIT = 8;

const LARGEST_AMOUNT = 255;

/** Collects postings passage after passage, then lays them out term by term. */
export class PostingsBuilder {
  readonly #terms = new GrowingUint32();
  readonly #passages = new GrowingUint32();
  readonly #amounts = new GrowingUint32();

  add(term: number, passage: number, amount: number): void {
    this.#terms.push(term);
    this.#passages.push(passage);
    this.#amounts.push(Math.min(amount, LARGEST_AMOUNT));
  }

  /** A counting sort: the order of passages within a term is that of the additions. */
  build(termCount: number): Postings {
    const terms = this.#terms.toArray();
    const starts = startsOf(terms, termCount);
    const next = starts.slice();
    const passages = new Uint32Array(terms.length);
    const amounts = new Uint8Array(terms.length);
    const allPassages = this.#passages.toArray();
    const allAmounts = this.#amounts.toArray();
    terms.forEach((term, index) => {
      const place = next[term] ?? 0;
      next[term] = place + 1;
      passages[place] = allPassages[index] ?? 0;
      amounts[place] = allAmounts[index] ?? 0;
    });
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

/** In how many passages the term is posted, wherever it stands in them. */
export function postingCount({ starts }: Postings, term: number): number {
  return (starts[term + 1] ?? 0) - (starts[term] ?? 0);
}
