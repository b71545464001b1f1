import type { SynonymGroup } from '../../debate/passage.ts';
import { sortedForms } from '../index/builders.ts';
import type { Lexis } from '../index/passage-index.ts';
import { type Lexicon, lexiconOf } from '../index/lexicon.ts';
import { Vocabulary } from '../index/vocabulary.ts';
import { bytesOf, numbersIn } from './bytes.ts';
import type { Query } from './connection.ts';
import { aboutOf, type Live } from './debates.ts';
import type { Place } from './tables.ts';

/** A vocabulary as it is kept: the words of the lexicon, then all others in the order they were met. */
export interface Words {
  readonly vocabulary: Vocabulary;
  readonly lexicon: Lexicon;
}

/** What is told of a generation beside the counts of its words. */
export interface Told {
  readonly passageCount: number;
  /** How long passages are together, in eighths of a word of the text; and how many grams they have. */
  readonly length: number;
  readonly grams: number;
  readonly isOfQuestions: boolean;
  readonly leastOdds: number | null;
  /** How many passages have each, in the order in which the corpus first has them. */
  readonly themes: readonly (readonly [name: string, passages: number])[];
  /** What may be asked about where passages have no themes. */
  readonly subjects: readonly string[];
}

/** What is known of the words of one edition of a debate. The words of a generation only grow in number: its editions share them. */
export interface WordsRead {
  readonly generation: number;
  /** As `editions` tells it. */
  readonly edition: string;
  readonly words: Words;
  readonly told: Told;
  readonly lexis: Lexis;
}

/** The words of what is live, from those that were known `before` on. */
export async function readWords(
  { generation, text: edition }: Live,
  before: WordsRead | null,
  place: Place,
  query: Query,
): Promise<WordsRead> {
  if (before?.edition === edition) return before;
  const { schema } = place;
  const read = await readLexis(generation, schema, query);
  if (read === null) throw new RangeError(`generation ${generation} has no lexis`);
  const isKnown = before?.generation === generation;
  const words = isKnown ? before.words : wordsOf((await aboutOf(place, query)).lexicon);
  await addWords(words, generation, schema, query);
  const { told, counts } = read;
  const lexis = lexisOf(words, told, counts, isKnown ? before.lexis.sortedForms : undefined);
  return { generation, edition, words, told, lexis };
}

export type Counts = Pick<Lexis, 'counts' | 'ownCounts' | 'greatest' | 'formCounts' | 'gramCounts'>;

/** The words of a lexicon alone. */
export function wordsOf(groups: readonly SynonymGroup[]): Words {
  const vocabulary = new Vocabulary();
  return { vocabulary, lexicon: lexiconOf(groups, vocabulary) };
}

/** Adds the words of a generation that the vocabulary has not yet: it only grows. */
export async function addWords(
  { vocabulary }: Words,
  generation: number,
  schema: string,
  query: Query,
): Promise<void> {
  const sql = `SELECT first, forms FROM ${schema}.forms
    WHERE generation = $1 AND first >= $2 ORDER BY first`;
  for (const { forms } of await query(sql, [generation, vocabulary.forms.size])) {
    for (const form of String(forms).split('\n')) vocabulary.add(form);
  }
}

/** Keeps the words from number `first` on. */
export async function keepWords(
  { vocabulary: { forms } }: Words,
  first: number,
  generation: number,
  schema: string,
  query: Query,
): Promise<void> {
  if (forms.size === first) return;
  const added = Array.from({ length: forms.size - first }, (_, place) => forms.at(first + place));
  const sql = `INSERT INTO ${schema}.forms VALUES ($1, $2, $3)`;
  await query(sql, [generation, first, added.join('\n')]);
}

export async function keepLexis(
  told: Told,
  { counts, ownCounts, greatest, formCounts, gramCounts }: Counts,
  generation: number,
  schema: string,
  query: Query,
): Promise<void> {
  await query(`DELETE FROM ${schema}.lexes WHERE generation = $1`, [generation]);
  const numbers = [counts, ownCounts, greatest, formCounts, gramCounts].map(bytesOf);
  const sql = `INSERT INTO ${schema}.lexes VALUES ($1, $2, $3, $4, $5, $6, $7)`;
  await query(sql, [generation, JSON.stringify(told), ...numbers]);
}

/** What is told and counted of a generation; null where it was never laid out. */
export async function readLexis(
  generation: number,
  schema: string,
  query: Query,
): Promise<{ readonly told: Told; readonly counts: Counts } | null> {
  const sql = `SELECT * FROM ${schema}.lexes WHERE generation = $1`;
  const [row] = await query(sql, [generation]);
  if (row === undefined) return null;
  // `keepLexis` wrote it.
  const told = JSON.parse(String(row['told'])) as Told;
  const counts = {
    counts: numbersIn(Uint32Array, row['counts']),
    ownCounts: numbersIn(Uint32Array, row['own_counts']),
    greatest: numbersIn(Float32Array, row['greatest']),
    formCounts: numbersIn(Uint32Array, row['form_counts']),
    gramCounts: numbersIn(Uint32Array, row['gram_counts']),
  };
  return { told, counts };
}

/** The lexis of what is told; `sorted` are forms that were sorted before. */
export function lexisOf(
  { vocabulary, lexicon }: Words,
  { passageCount, grams, isOfQuestions, leastOdds }: Told,
  counts: Counts,
  sorted?: Uint32Array,
): Lexis {
  const sorting = sortedForms(vocabulary.forms, sorted);
  let step = sorting.next();
  while (step.done !== true) step = sorting.next();
  const averageGrams = grams / Math.max(1, passageCount);
  const told = { passageCount, averageGrams, isOfQuestions, leastOdds };
  return { ...told, vocabulary, lexicon, ...counts, sortedForms: step.value };
}
