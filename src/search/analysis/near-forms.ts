/** A form of the vocabulary, and by how many edits it differs from the word looked for. */
export interface NearForm {
  readonly form: string;
  readonly edits: number;
}

/** Forms in alphabetical order; an array is one. */
export interface SortedForms {
  readonly length: number;
  readonly at: (place: number) => string | undefined;
}

/**
 * The forms within `most` edits of `word` (a letter added, dropped, changed, or two neighbours
 * swapped), in alphabetical order. `sorted` is walked as if it were a trie: forms that begin alike
 * share the rows of the table of distances, and a beginning that is already too far is skipped whole.
 *
 *     blog   rows 0-4 computed
 *     blogs  rows 0-4 kept, row 5 computed
 *     boss   rows 0-1 kept; at « bos » every distance is over the limit: all of bos… skipped
 */
export function nearForms(sorted: SortedForms, word: string, most: number): NearForm[] {
  const found: NearForm[] = [];
  const rows = [Array.from({ length: word.length + 1 }, (_, index) => index)];
  let previous = '';
  let place = 0;
  while (place < sorted.length) {
    const form = sorted.at(place) ?? '';
    const depth = fillRows(rows, word, form, commonPrefix(previous, form), most);
    previous = form.slice(0, depth);
    if (depth < form.length || tooFar(rows, depth, most)) {
      place = firstAfterPrefix(sorted, previous, place);
      continue;
    }
    const edits = rows[depth]?.[word.length] ?? Infinity;
    if (edits <= most) found.push({ form, edits });
    place += 1;
  }
  return found;
}

/** Computes the rows of `form` from `from` on, as deep as the limit allows; returns how deep. */
function fillRows(
  rows: number[][],
  word: string,
  form: string,
  from: number,
  most: number,
): number {
  for (let depth = from + 1; depth <= form.length; depth += 1) {
    rows[depth] = nextRow(rows, word, form, depth);
    if (tooFar(rows, depth, most)) return depth;
  }
  return form.length;
}

/** Distances from the first `depth` letters of `form` to each beginning of `word`, transpositions included. */
function nextRow(rows: readonly number[][], word: string, form: string, depth: number): number[] {
  const above = rows[depth - 1] ?? [];
  const twoAbove = rows[depth - 2] ?? [];
  const letter = form[depth - 1];
  const row = [depth];
  for (let column = 1; column <= word.length; column += 1) {
    const changed = (above[column - 1] ?? 0) + (letter === word[column - 1] ? 0 : 1);
    let least = Math.min(changed, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1);
    if (letter === word[column - 2] && form[depth - 2] === word[column - 1]) {
      least = Math.min(least, (twoAbove[column - 2] ?? Infinity) + 1);
    }
    row.push(least);
  }
  return row;
}

/** Nothing that begins so can be near: a later row adds to this one, or swaps from the one before. */
function tooFar(rows: readonly number[][], depth: number, most: number): boolean {
  return Math.min(...(rows[depth] ?? [])) > most && Math.min(...(rows[depth - 1] ?? [])) >= most;
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Past every form that begins with `prefix`, by binary search from `low` on. */
function firstAfterPrefix(sorted: SortedForms, prefix: string, from: number): number {
  let low = from + 1;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted.at(middle) ?? '').slice(0, prefix.length) <= prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
