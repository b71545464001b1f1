import type { Term } from '../analysis/term.ts';
import { greatestRarity, inverseFrequency, normOf, saturationOf } from '../index/bm25.ts';
import { larger } from '../index/growing.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { RowReader } from '../index/rows.ts';
import { gramsOf, NO_STEM, type VocabularyArrays } from '../index/vocabulary.ts';
import { bestWindow, neighbourhood, type Sighting } from './proximity.ts';
import { CHANNEL_WEIGHTS } from './weights.ts';

/** What each way of reading a passage through adds to its score. */
export interface Channels {
  /** BM25 over the written forms: « marques » beside « marquer ». */
  readonly surface: number;
  /** BM25 over runs of four letters: relatives of the word that no stem joins, and mistypings. */
  readonly grams: number;
  /** Words of the question that stand side by side, in its order. */
  readonly neighbours: number;
  /** The words of the question found within a few lines of each other. */
  readonly window: number;
}

/** Reads passages through for one question after another: its tables serve again. */
export class PassageReader {
  readonly #index: PassageIndex;
  readonly #vocabulary: VocabularyArrays;
  readonly #rows: RowReader;
  readonly #forms: Tally;
  readonly #grams: Tally;
  /** By stem: the place of the term it stands for, plus one. */
  readonly #termOfStem: Uint8Array;

  constructor(index: PassageIndex) {
    this.#index = index;
    this.#vocabulary = index.vocabulary.arrays;
    this.#rows = new RowReader(index);
    this.#forms = new Tally(index.vocabulary.forms.size);
    this.#grams = new Tally(index.vocabulary.grams.size);
    this.#termOfStem = new Uint8Array(index.vocabulary.stems.size);
  }

  /** What each of these passages is worth for a question of these terms. */
  read(terms: readonly Term[], passages: readonly number[]): Channels[] {
    const rarities = terms.map(({ rarity }) => rarity);
    for (const { forms } of terms) for (const form of forms) this.#expect(form);
    this.#markStems(terms, (place) => place + 1);
    const read = passages.map((passage) => this.#readOne(passage, rarities));
    this.#markStems(terms, () => 0);
    this.#forms.forget();
    this.#grams.forget();
    return read;
  }

  #markStems(terms: readonly Term[], mark: (term: number) => number): void {
    // Backwards, so that a stem that stands for two terms is the first one's.
    for (let place = terms.length - 1; place >= 0; place -= 1) {
      for (const { stem } of terms[place]?.alternatives ?? []) this.#termOfStem[stem] = mark(place);
    }
  }

  #expect(form: string): void {
    const { vocabulary, formCounts, gramCounts, passages } = this.#index;
    const number = vocabulary.forms.find(form);
    const rarityOf = (count = 0): number => inverseFrequency(count, passages.length);
    if (number >= 0) this.#forms.expect(number, rarityOf(formCounts[number]));
    for (const text of gramsOf(form)) {
      const gram = vocabulary.grams.find(text);
      if (gram < 0) continue;
      const rarity = rarityOf(gramCounts[gram]);
      // Squared: runs that many words have tell nothing. It gains .3, and 1.0 on questions in other words.
      this.#grams.expect(gram, rarity * (rarity / greatestRarity(this.#index)));
    }
  }

  /** Reads one passage, its thesis, topics and work through. */
  #readOne(passage: number, rarities: readonly number[]): Channels {
    const { lengthNorms, gramLengths, averageGrams } = this.#index;
    const { stemOfForm, gramEnds, gramIds } = this.#vocabulary;
    const row = this.#rows.read(passage);
    const textEnd = row[0] ?? 0;
    const sightings: Sighting[] = [];
    let rank = 0;
    for (let place = 1; place < row.length; place += 1) {
      const form = row[place] ?? 0;
      const stem = stemOfForm[form] ?? NO_STEM;
      if (stem === NO_STEM) continue;
      rank += 1;
      this.#forms.count(form);
      const end = gramEnds[form] ?? 0;
      for (let gram = form === 0 ? 0 : (gramEnds[form - 1] ?? 0); gram < end; gram += 1) {
        this.#grams.count(gramIds[gram] ?? 0);
      }
      const term = place <= textEnd ? (this.#termOfStem[stem] ?? 0) - 1 : -1;
      if (term >= 0) sightings.push({ place, rank, term });
    }
    const gramNorm = normOf(gramLengths[passage] ?? 0, Math.max(1, averageGrams));
    return {
      surface: CHANNEL_WEIGHTS.surface * this.#forms.score(lengthNorms[passage] ?? 1),
      grams: CHANNEL_WEIGHTS.grams * this.#grams.score(gramNorm),
      neighbours: CHANNEL_WEIGHTS.neighbours * neighbourhood(sightings, rarities),
      window: CHANNEL_WEIGHTS.window * bestWindow(sightings, rarities),
    };
  }
}

/**
 * Counts a few expected numbers out of many: a table tells at once which are expected, so that those
 * that are not cost one look.
 *
 *     slots      · · 2 · · 1 ·      number 5 was expected first, number 2 second
 *     numbers    5 2
 *     counts     0 3
 */
class Tally {
  readonly #slots: Uint16Array;
  #numbers = new Uint32Array(64);
  #rarities = new Float64Array(64);
  #counts = new Uint16Array(64);
  #expected = 0;

  constructor(size: number) {
    this.#slots = new Uint16Array(size);
  }

  expect(number: number, rarity: number): void {
    if (this.#slots[number] !== 0) return;
    if (this.#expected === this.#numbers.length) {
      this.#numbers = larger(this.#numbers, this.#expected + 1);
      this.#rarities = larger(this.#rarities, this.#expected + 1);
      this.#counts = larger(this.#counts, this.#expected + 1);
    }
    this.#numbers[this.#expected] = number;
    this.#rarities[this.#expected] = rarity;
    this.#expected += 1;
    this.#slots[number] = this.#expected;
  }

  count(number: number): void {
    const slot = this.#slots[number] ?? 0;
    if (slot > 0) this.#counts[slot - 1] = (this.#counts[slot - 1] ?? 0) + 1;
  }

  /** BM25 of the counts, given the length beside the average one; counting starts afresh. */
  score(norm: number): number {
    const counts = this.#counts;
    let sum = 0;
    for (let slot = 0; slot < this.#expected; slot += 1) {
      const count = counts[slot] ?? 0;
      if (count === 0) continue;
      sum += (this.#rarities[slot] ?? 0) * saturationOf(count, norm);
      counts[slot] = 0;
    }
    return sum;
  }

  /** Expects nothing any more. */
  forget(): void {
    for (let slot = 0; slot < this.#expected; slot += 1) this.#slots[this.#numbers[slot] ?? 0] = 0;
    this.#expected = 0;
  }
}
