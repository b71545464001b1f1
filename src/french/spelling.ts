import { foldText, isDiscourse, isStopWord, wordsOf } from './words.ts';
import { COMMON_WORDS } from './lists/common-words.ts';
import { stem } from './stem.ts';
import { capitalised } from './typography.ts';

/** A form of a vocabulary, and by how many edits it differs from the word looked for. */
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
 * The forms within `most` edits of `word` (a letter added, dropped, changed, or two neighbours swapped:
 * optimal string alignment), in alphabetical order. `sorted` is walked as if it were a trie: forms that
 * begin alike share the rows of the table of distances, and a beginning that is already too far is
 * skipped whole.
 *
 *     blog   rows 0-4 computed
 *     blogs  rows 0-4 kept, row 5 computed
 *     boss   rows 0-1 kept; at « bos » every distance is over the limit: all of bos… skipped
 */
export function nearForms(sorted: SortedForms, word: string, most: number): NearForm[] {
  const found: NearForm[] = [];
  const distances = new Distances(word);
  let previous = '';
  let place = 0;
  while (place < sorted.length) {
    const form = sorted.at(place) ?? '';
    const depth = distances.fill(form, commonPrefix(previous, form), most);
    previous = form.slice(0, depth);
    if (distances.isTooFar(depth, most)) {
      place = firstAfterPrefix(sorted, previous, place);
      continue;
    }
    const edits = distances.at(depth);
    if (edits <= most) found.push({ form, edits });
    place += 1;
  }
  return found;
}

/** Whether a word may be another one mistyped. */
export function isMistyping(typed: string, meant: string): boolean {
  return meantBy(typed, [meant]).length > 0;
}

/** The forms that a word may be when it is mistyped: not in less than four letters, twice in eight. */
export function meantBy(typed: string, sorted: readonly string[]): string[] {
  const slips = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
  return nearForms(sorted, typed, slips).map(({ form }) => form);
}

/** By how many edits each beginning of a form, a row each, differs from each beginning of a word. */
class Distances {
  readonly #word: string;
  readonly #rows: Uint16Array[];
  /** The least of each row. */
  readonly #least = [0];

  constructor(word: string) {
    this.#word = word;
    this.#rows = [Uint16Array.from({ length: word.length + 1 }, (_, column) => column)];
  }

  /** By how many edits the first `depth` letters of the form differ from the whole word. */
  at(depth: number): number {
    return this.#rows[depth]?.[this.#word.length] ?? Infinity;
  }

  /** Computes the rows of `form` from `from` on, as deep as the limit allows; returns how deep. */
  fill(form: string, from: number, most: number): number {
    for (let depth = from + 1; depth <= form.length; depth += 1) {
      this.#addRow(form, depth);
      if (this.isTooFar(depth, most)) return depth;
    }
    return form.length;
  }

  /** Nothing that begins so can be near: a later row adds to this one, or swaps from the one before. */
  isTooFar(depth: number, most: number): boolean {
    return (this.#least[depth] ?? 0) > most && (this.#least[depth - 1] ?? 0) >= most;
  }

  #addRow(form: string, depth: number): void {
    const word = this.#word;
    const row = (this.#rows[depth] ??= new Uint16Array(word.length + 1));
    const above = this.#rows[depth - 1] ?? row;
    const twoAbove = this.#rows[depth - 2] ?? row;
    const letter = form.charCodeAt(depth - 1);
    const before = form.charCodeAt(depth - 2);
    let [left, least] = [depth, depth];
    row[0] = depth;
    for (let column = 1; column <= word.length; column += 1) {
      const typed = word.charCodeAt(column - 1);
      const changed = (above[column - 1] ?? 0) + (letter === typed ? 0 : 1);
      left = Math.min(changed, (above[column] ?? 0) + 1, left + 1);
      if (depth > 1 && column > 1 && before === typed && letter === word.charCodeAt(column - 2)) {
        left = Math.min(left, (twoAbove[column - 2] ?? 0) + 1);
      }
      row[column] = left;
      if (left < least) least = left;
    }
    this.#least[depth] = least;
  }
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Past every form that begins with `prefix`: by steps of 1, 2, 4…, then by halving. */
function firstAfterPrefix(sorted: SortedForms, prefix: string, from: number): number {
  const isAfter = (place: number): boolean => {
    return (sorted.at(place) ?? '').slice(0, prefix.length) > prefix;
  };
  let low = from + 1;
  let step = 1;
  while (low + step < sorted.length && !isAfter(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, sorted.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const commonStems = new Set<string>();

/** Whether the folded word is an ordinary French word or a famous name. */
export function isCommonWord(form: string): boolean {
  if (commonStems.size === 0) {
    for (const word of foldText(COMMON_WORDS).split(/\s+/u)) commonStems.add(stem(word));
  }
  return commonStems.has(stem(form));
}

/**
 * A question whose small words are written as they sound, in the words that they are: « c koi » is « c’est
 * quoi ». What stands in quotation marks, follows a noun (« carpes koi ») or is a word or a name as `isKnown`
 * has them, stays.
 */
export function spelledOut(question: string, isKnown: (word: string) => boolean): string {
  return question
    .replace(QUOTED_OR_WORD, (word, at: number) => {
      const plain = plainAt(at, word, question);
      if (plain === null || isKnown(word)) return word;
      return /^\p{Lu}/u.test(word) ? capitalised(plain) : plain;
    })
    .replace(SOUNDS_AS_IT_IS, (letter, at: number, all: string) => {
      return followsNoun(all.slice(0, at)) ? letter : `${letter}’est`;
    });
}

/** The words of a question that are spelled out unless they are known. */
export function writtenAsHeard(question: string): readonly string[] {
  const words = [...question.matchAll(QUOTED_OR_WORD)];
  return words.flatMap(({ 0: word, index }) =>
    plainAt(index, word, question) === null ? [] : [word],
  );
}

/** Null for a word that stays as it is. */
function plainAt(at: number, word: string, question: string): string | null {
  const plain = plainWord(word);
  return plain === null || followsNoun(question.slice(0, at)) ? null : plain;
}

function followsNoun(before: string): boolean {
  const { form = '' } = wordsOf(foldText(before)).at(-1) ?? {};
  return form !== '' && !isStopWord(form) && !isDiscourse(form);
}

const QUOTED_OR_WORD =
  /["“«][^"”»]*["”»]|(?<![\p{L}\p{M}\p{N}'’._-])[A-Za-z]{2,12}(?![\p{L}\p{M}\p{N}'’_-])/gu;
const SOUNDS_AS_IT_IS =
  /(?<![\p{L}\p{N}'’.-])c(?= (?:qu(?:i|oi|and|els?|elles?)|comment|pourquoi|combien)(?![\p{L}-]))/giu;
/** « keske », « kesk », « keskil ». */
const WHAT_IS_IT = /^(?:k|qu?)e?s+(?:k|qu?)(?:e|(?<whom>ils?|elles?|on))?$/u;
/** Without their vowels, nothing but use tells what they are. */
const WITHOUT_VOWELS: ReadonlyMap<string, string> = new Map([
  ...['pk', 'pq', 'pkoi'].map((word) => [word, 'pourquoi'] as const),
  ['qd', 'quand'],
]);

/** Null for a word that is written as it is. */
function plainWord(word: string): string | null {
  const form = word.toLowerCase();
  const { 0: asked, groups } = WHAT_IS_IT.exec(form) ?? {};
  if (asked !== undefined) {
    const whom = groups?.['whom'];
    return whom === undefined ? 'qu’est-ce que' : `qu’est-ce qu’${whom}`;
  }
  const written = form.replaceAll('k', 'qu');
  return WITHOUT_VOWELS.get(form) ?? (written !== form && isStopWord(written) ? written : null);
}
