import type { Passage } from '../../debate/passage.ts';
import type { Lexicon } from './lexicon.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * The passages laid out for search: from a stem to the passages that hold it, and from a passage to
 * its words.
 *
 *     « L’e-réputation, c’est l’écoute »                                passage 7
 *          │ fold, words            vocabulary: form → number → stem, grams
 *     e  reputation  ereputation  est  ecoute                           forms, and sortedForms
 *          │                              │
 *          │ stems, joined forms,         │ forms in order, stop words included
 *          │ groups of the lexicon        │
 *          ▼                              ▼
 *     windows    reput → 2 7 40      rows   … │ 4  e reputation est ecoute  thesis topics work │ …
 *                ecout → 7                    rowStarts[7]: how many are the text’s, then all
 *                =31   → 2 7 19
 *          │                              │
 *          ▼                              ▼
 *     no more passages are scored     the best hundred are read through: grams, neighbours, best
 *     than the best hundred need      window, headings, phrases; and what is around them
 *
 * Only numbers grow with the corpus: 3 bytes for each word of a passage that is new to it, 1 to 3 for
 * each word kept in order; strings and grams grow with the vocabulary. An index never changes: a
 * corpus that does gets a new one, made from what of the old one still stands. The vocabulary alone is
 * shared: it only grows, and an index holds nothing of the words added after it was made.
 */
export interface PassageIndex extends Lexis, Rows {
  readonly passages: readonly Passage[];
  readonly windows: readonly PostingsWindow[];
  /** By passage: its length, in eighths of a word of the text, LONGEST at most. */
  readonly lengths: Uint16Array;
  /** By length: what it is beside the average one, as BM25 tempers it. */
  readonly norms: Float32Array;
  /** By passage: how many grams its kept words have. */
  readonly gramLengths: Uint16Array;
}

/**
 * What is known of the words of a corpus, whoever holds its passages: it grows with the vocabulary, and
 * is enough to tell what a question means and how much each of its words weighs.
 */
export interface Lexis {
  readonly passageCount: number;
  readonly vocabulary: Vocabulary;
  readonly lexicon: Lexicon;
  /** By stem: in how many passages it stands. */
  readonly counts: Uint32Array;
  /** By stem: in how many passages it stands otherwise than in what is said of the work. */
  readonly ownCounts: Uint32Array;
  /** By stem: the most that BM25 gives one of its postings, before rarity. */
  readonly greatest: Float32Array;
  /** The forms in alphabetical order, for the mistypings of a question. */
  readonly sortedForms: Uint32Array;
  /** By form: in how many passages it is kept. */
  readonly formCounts: Uint32Array;
  /** By gram: in how many passages it occurs. */
  readonly gramCounts: Uint32Array;
  /** How many grams a passage has on average. */
  readonly averageGrams: number;
  /** Whether most passages are each all of a work whose title is a question. */
  readonly isOfQuestions: boolean;
  /** What a question must have to be answered (`scoring/odds.ts`); null until it is measured. */
  readonly leastOdds: number | null;
}

/** Lengths above it, of more than eight thousand words, are not told apart. */
export const LONGEST = 0xffff;

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

/** Where the postings of a term start and end in a window; nowhere for a term met later. */
export function rangeOf({ starts }: PostingsWindow, term: number): [number, number] {
  return term + 1 < starts.length ? [starts[term] ?? 0, starts[term + 1] ?? 0] : [0, 0];
}

/** The number of a stem that stands in a passage or in an expression of the lexicon, else -1. */
export function knownStem(text: string, lexis: Lexis): number {
  const number = lexis.vocabulary.stems.find(text);
  return isKnown(number, lexis) ? number : -1;
}

/** Whether a passage or an expression of the lexicon holds the stem. */
export function isKnown(stem: number, { counts, lexicon }: Lexis): boolean {
  return stem >= 0 && ((counts[stem] ?? 0) > 0 || lexicon.uses(stem));
}

/**
 * The words of the passages, one row of numbers a passage, in as few bytes as the numbers need: seven
 * bits a byte, the lowest first, the eighth bit set where more follow. Forms are numbered as they come,
 * so that the commonest ones have the smallest numbers and take one byte.
 *
 *     300, 5   →   1010 1100   0000 0010   0000 0101
 *
 * A row tells how many forms the text has, then the forms of all the fields that are kept, with BREAK
 * (`vocabulary.ts`) after the text, the thesis, each theme, each entry of search words, the title…
 */
interface Rows {
  readonly rows: Uint8Array;
  /** By passage: where its row starts, and at the end how many bytes there are. */
  readonly rowStarts: Uint32Array;
}

/** Reads the row of one passage after another, into an array that serves again. */
export class RowReader {
  #numbers = new Uint32Array(1024);

  /** How many forms the text has, then all the forms that are kept; valid until the next reading. */
  read({ rows, rowStarts }: Rows, passage: number): Uint32Array {
    return this.readBytes(rows, rowStarts[passage] ?? 0, rowStarts[passage + 1] ?? 0);
  }

  /** The numbers that are written from one place of these bytes to another (excluded). */
  readBytes(bytes: Uint8Array, start: number, end: number): Uint32Array {
    if (end - start > this.#numbers.length) this.#numbers = new Uint32Array(2 * (end - start));
    const numbers = this.#numbers;
    let [count, number, shift] = [0, 0, 0];
    for (let place = start; place < end; place += 1) {
      const byte = bytes[place] ?? 0;
      number |= (byte & 127) << shift;
      shift += 7;
      if (byte > 127) continue;
      numbers[count] = number;
      count += 1;
      number = 0;
      shift = 0;
    }
    return numbers.subarray(0, count);
  }
}

/** Term saturation and length normalisation: 0 / +.1 over 1.2 and .75, measured as in `scoring/weights.ts`. */
const K1 = 0.9;
const B = 0.4;

/** How much a match of something held by `count` passages of `total` tells (BM25's idf, never negative). */
export function inverseFrequency(count: number, total: number): number {
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

/** How much a match of the stem tells, in nats. */
export function rarityOf(stem: number, { ownCounts, passageCount }: Lexis): number {
  return inverseFrequency(ownCounts[stem] ?? 0, passageCount);
}

/** What a match of something no passage holds would tell. */
export function greatestRarity({ passageCount }: Lexis): number {
  return inverseFrequency(0, passageCount);
}

/** BM25's share of a rarity: more for each occurrence, and less for each than for the one before. */
export function saturationOf(frequency: number, norm: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * norm);
}

/** The length of a passage beside the average one, tempered: 1 for the average, more for a longer one. */
export function normOf(length: number, average: number): number {
  return 1 - B + (B * length) / average;
}

/** The norms of the lengths up to one, among passages of such an average one. */
export function normsUpTo(longest: number, average: number): Float32Array {
  return Float32Array.from({ length: longest + 1 }, (_, length) => {
    return normOf(length, Math.max(1, average));
  });
}

/** The norms of the lengths that there are. */
export function normsOf(lengths: Uint16Array): Float32Array {
  return normsUpTo(
    lengths.reduce((most, length) => Math.max(most, length), 0),
    averageOf(lengths),
  );
}

export function averageOf(lengths: Uint16Array): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return sum / Math.max(1, lengths.length);
}
