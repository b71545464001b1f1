import type { StringTable } from './string-table.ts';

/** Forms put in their places between two steps: a hundredth of a second of work. */
const STEP = 4096;

/**
 * The numbers of all the forms in alphabetical order (of UTF-16 units), given those of the first ones
 * in order. It goes slice by slice, so that no question waits for the whole:
 *
 *     sorted   avis 3   forum 0   web 1          slice, sorted   blog 4   site 2
 *              └────────┴ blog, site ┴──────┘    each is put where halving finds its place
 */
export function* sortedForms(
  forms: StringTable,
  first: Uint32Array = new Uint32Array(),
): Generator<undefined, Uint32Array> {
  let sorted: Uint32Array = first;
  while (sorted.length < forms.size) {
    const count = Math.min(STEP, forms.size - sorted.length);
    const slice = Array.from({ length: count }, (_, place) => {
      const number = sorted.length + place;
      return { number, form: forms.at(number) };
    });
    slice.sort((a, b) => (a.form < b.form ? -1 : 1));
    sorted = merged(sorted, slice, forms);
    yield undefined;
  }
  return sorted;
}

function merged(
  sorted: Uint32Array,
  slice: readonly { readonly number: number; readonly form: string }[],
  forms: StringTable,
): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(sorted.length + slice.length);
  let from = 0;
  slice.forEach(({ number, form }, before) => {
    const place = placeOf(form, sorted, forms, from);
    all.set(sorted.subarray(from, place), from + before);
    all[place + before] = number;
    from = place;
  });
  all.set(sorted.subarray(from), from + slice.length);
  return all;
}

/** How many of the sorted forms come before one. */
function placeOf(form: string, sorted: Uint32Array, forms: StringTable, from: number): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (forms.at(sorted[middle] ?? 0) < form) low = middle + 1;
    else high = middle;
  }
  return low;
}
