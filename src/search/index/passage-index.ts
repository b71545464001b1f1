import type { Passage } from '../../debate/passage.ts';
import type { Lexicon } from './lexicon.ts';
import type { PostingsWindow } from './postings.ts';
import type { Rows } from './rows.ts';
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
 *     no more passages are scored     the best hundred are read through: written forms, grams,
 *     than the best hundred need      neighbours, best window, phrases; and what is around them
 *
 * Only numbers grow with the corpus: 3 bytes for each word of a passage that is new to it, 1 to 3 for
 * each word kept in order; strings and grams grow with the vocabulary. An index never changes: a
 * corpus that does gets a new one, made from what of the old one still stands.
 */
export interface PassageIndex extends IndexArrays {
  readonly passages: readonly Passage[];
  readonly vocabulary: Vocabulary;
  readonly lexicon: Lexicon;
  readonly windows: readonly PostingsWindow[];
  /** By passage: its length beside the average one, as BM25 tempers it. */
  readonly lengthNorms: Float32Array;
  /** How many grams a passage has on average. */
  readonly averageGrams: number;
}

/** The arrays that are saved as they are. */
export interface IndexArrays extends Rows {
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
  /** By passage: its length, in eighths of a word of the text. */
  readonly lengths: Uint32Array;
  /** By passage: how many grams its kept words have. */
  readonly gramLengths: Uint16Array;
}
