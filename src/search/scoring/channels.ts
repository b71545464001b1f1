import { inverseFrequency } from '../index/frequency.ts';
import { gramsOf } from '../index/grams.ts';
import { normOf } from '../index/bm25.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { bestWindow, neighbourhood, type Sighting } from './proximity.ts';
import { greatestRarity } from './relevance.ts';
import { readRow } from '../index/rows.ts';
import { Tally } from './tally.ts';
import type { Term } from '../analysis/term.ts';
import { NO_STEM, type VocabularyArrays } from '../index/vocabulary.ts';
import { CHANNEL_WEIGHTS } from './weights.ts';

/** What a passage is worth by each way of reading it through, before weights. */
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

/** What each channel adds to the score. */
export function weighted({ surface, grams, neighbours, window }: Channels): Channels {
  return {
    surface: CHANNEL_WEIGHTS.surface * surface,
    grams: CHANNEL_WEIGHTS.grams * grams,
    neighbours: CHANNEL_WEIGHTS.neighbours * neighbours,
    window: CHANNEL_WEIGHTS.window * window,
  };
}

export function sumOf({ surface, grams, neighbours, window }: Channels): number {
  return surface + grams + neighbours + window;
}

/** Reads passages through for one question after another: its tables serve again. */
export class PassageReader {
  readonly #index: PassageIndex;
  readonly #vocabulary: VocabularyArrays;
  readonly #forms: Tally;
  readonly #grams: Tally;
  /** By stem: the place of the term it stands for, plus one. */
  readonly #termOfStem: Uint8Array;
  #rarities: readonly number[] = [];
  #row = new Uint32Array(1024);

  constructor(index: PassageIndex) {
    this.#index = index;
    this.#vocabulary = index.vocabulary.arrays;
    this.#forms = new Tally(index.vocabulary.forms.size);
    this.#grams = new Tally(index.vocabulary.grams.size);
    this.#termOfStem = new Uint8Array(index.vocabulary.stems.size);
  }

  /** What each of these passages is worth for a question of these terms. */
  read(terms: readonly Term[], passages: readonly number[]): Channels[] {
    this.#rarities = terms.map(({ rarity }) => rarity);
    for (const { forms } of terms) for (const form of forms) this.#expect(form);
    this.#markStems(terms, (place) => place + 1);
    const read = passages.map((passage) => this.#readOne(passage));
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
  #readOne(passage: number): Channels {
    const { lengthNorms, gramLengths, averageGrams } = this.#index;
    const { stemOfForm, gramEnds, gramIds } = this.#vocabulary;
    const count = this.#readRow(passage);
    const row = this.#row;
    const textEnd = row[0] ?? 0;
    const sightings: Sighting[] = [];
    let rank = 0;
    for (let place = 1; place < count; place += 1) {
      const form = row[place] ?? 0;
      const stem = stemOfForm[form] ?? NO_STEM;
      if (stem === NO_STEM) continue;
      rank += 1;
      this.#forms.count(form);
      this.#grams.countAll(
        gramIds,
        form === 0 ? 0 : (gramEnds[form - 1] ?? 0),
        gramEnds[form] ?? 0,
      );
      const term = place <= textEnd ? (this.#termOfStem[stem] ?? 0) - 1 : -1;
      if (term >= 0) sightings.push({ place, rank, term });
    }
    return {
      surface: this.#forms.score(lengthNorms[passage] ?? 1),
      grams: this.#grams.score(normOf(gramLengths[passage] ?? 0, Math.max(1, averageGrams))),
      neighbours: neighbourhood(sightings, this.#rarities),
      window: bestWindow(sightings, this.#rarities),
    };
  }

  #readRow(passage: number): number {
    const { rows, rowStarts } = this.#index;
    const [start = 0, end = 0] = [rowStarts[passage], rowStarts[passage + 1]];
    if (end - start > this.#row.length) this.#row = new Uint32Array((end - start) * 2);
    return readRow(rows, start, end, this.#row);
  }
}
