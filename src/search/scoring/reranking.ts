import { weightOf, type Term } from '../analysis/terms.ts';
import type { Held, Steps } from '../index/held.ts';
import { greatestRarity, inverseFrequency, normOf, saturationOf } from '../index/passage-index.ts';
import { byScore, type Found, type Scored } from './candidates.ts';
import { CHANNEL_WEIGHTS, COVERAGE_BONUS, RERANKED, SYNONYM, WINDOW_WORDS } from './weights.ts';
import {
  bestWindow,
  headingsOf,
  neighbourhood,
  standingFor,
  weightSaid,
  type Rarities,
  type Sighting,
} from './sightings.ts';
import { BREAK, gramsOf, NO_STEM, type VocabularyArrays } from '../index/vocabulary.ts';

/** What each way of reading a passage through adds to its score. */
interface Channels {
  /** BM25 over runs of four letters: relatives of the word that no stem joins, and mistypings. */
  readonly grams: number;
  /** Words of the question that stand side by side, in its order. */
  readonly neighbours: number;
  /** The words of the question found within a few lines of each other. */
  readonly window: number;
  /** Those in its thesis, topics, title and the like, as far as these speak of nothing else. */
  readonly headings: number;
}

/** A passage with its last score, and what it is made of. */
export interface Ranked extends Scored {
  /** What BM25 gave it. */
  readonly stems: number;
  readonly channels: Channels;
  /** The best of the passages around it in the same work. */
  readonly around: number;
  /** By which the sum is multiplied: from 1 for a passage that covers nothing of the question to 1.5 for all of it. */
  readonly coverage: number;
}

/** Adds the costlier channels to the best scores, for one question after another: its tables serve again. */
export class Reranker {
  readonly #held: Held;
  readonly #vocabulary: VocabularyArrays;
  readonly #grams: Tally;
  /** By stem: the place of the term it stands for, plus one. */
  readonly #termOfStem: Uint8Array;

  constructor(held: Held) {
    const { vocabulary } = held;
    this.#held = held;
    this.#vocabulary = vocabulary.arrays;
    this.#grams = new Tally(vocabulary.grams.size);
    this.#termOfStem = new Uint8Array(vocabulary.stems.size);
  }

  /** What it does not reread can't come before what it does. */
  *rerank(found: readonly Found[], terms: readonly Term[]): Steps<Ranked[]> {
    const weight = Math.max(weightOf(terms), Number.MIN_VALUE);
    const first = found.slice(0, RERANKED);
    yield { rows: first.map(({ passage }) => passage) };
    for (const { forms } of terms) for (const form of forms) this.#expect(form);
    this.#markStems(terms, (place) => place + 1);
    const rarities = {
      own: terms.map(({ rarity }) => rarity),
      anywhere: terms.map(
        ({ alternatives, weight: says }) => says * this.#rarityAnywhere(alternatives[0]?.stem),
      ),
    };
    const standing = standingFor(terms);
    const nearby = bestAround(first, this.#held);
    const reread = first.map(({ passage, place, score, covered }, rank): Ranked => {
      const { channels, sightings } = this.#read(passage, rarities);
      const said = weightSaid(sightings, terms, standing);
      // To be shown, a passage must cover the question otherwise than by its title; not to come first.
      const share = Math.min(1, Math.max(covered, said) / weight);
      // What a passage lacks of the question, said by no synonym either, may be said just before or after.
      const lacking = Math.max(0, 1 - share / SYNONYM.credit);
      const around = CHANNEL_WEIGHTS.around * (nearby[rank] ?? 0) * lacking;
      const coverage = 1 + COVERAGE_BONUS * share;
      const { grams, neighbours, window, headings } = channels;
      const sum = score + grams + neighbours + window + headings + around;
      return { passage, place, score: sum * coverage, stems: score, channels, around, coverage };
    });
    this.#markStems(terms, () => 0);
    this.#grams.forget();
    const left = found.slice(RERANKED).map(({ passage, place, score }): Ranked => {
      return { passage, place, score, stems: score, channels: NOTHING, around: 0, coverage: 1 };
    });
    return [...reread.sort(byScore), ...left];
  }

  #markStems(terms: readonly Term[], mark: (term: number) => number): void {
    // Backwards, so that a stem that stands for two terms is the first one's.
    for (let place = terms.length - 1; place >= 0; place -= 1) {
      for (const { stem } of terms[place]?.alternatives ?? []) this.#termOfStem[stem] = mark(place);
    }
  }

  /** How much the stem tells among passages that share their titles: those titles are counted too. */
  #rarityAnywhere(stem = -1): number {
    const { counts, passageCount } = this.#held;
    return stem < 0 ? 0 : inverseFrequency(counts[stem] ?? 0, passageCount);
  }

  #expect(form: string): void {
    const { vocabulary, gramCounts, passageCount } = this.#held;
    for (const text of gramsOf(form)) {
      const gram = vocabulary.grams.find(text);
      if (gram < 0) continue;
      const rarity = inverseFrequency(gramCounts[gram] ?? 0, passageCount);
      // Squared: runs that many words have tell nothing. It gains .3, and 1.0 on questions in other words.
      this.#grams.expect(gram, rarity * (rarity / greatestRarity(this.#held)));
    }
  }

  /** Reads one passage, its thesis, topics and work through. */
  #read(
    passage: number,
    rarities: Rarities,
  ): { channels: Channels; sightings: readonly Sighting[] } {
    const { stemOfForm, gramEnds, gramIds } = this.#vocabulary;
    const row = this.#held.rowOf(passage);
    const sightings: Sighting[] = [];
    const wordsOfPart = [0];
    let [part, rank] = [0, 0];
    for (let place = 1; place < row.length; place += 1) {
      const form = row[place] ?? 0;
      if (form === BREAK) {
        part = wordsOfPart.push(0) - 1;
        // The end of one thing and what follows it in the row are not near each other.
        rank += WINDOW_WORDS;
        continue;
      }
      const stem = stemOfForm[form] ?? NO_STEM;
      if (stem === NO_STEM) continue;
      rank += 1;
      wordsOfPart[part] = (wordsOfPart[part] ?? 0) + 1;
      this.#grams.count(gramIds, gramEnds[form - 1] ?? 0, gramEnds[form] ?? 0);
      const term = (this.#termOfStem[stem] ?? 0) - 1;
      if (term < 0) continue;
      sightings.push({ place: place + part * WINDOW_WORDS, rank, term, stem, part });
    }
    const gramNorm = normOf(this.#held.gramLengthOf(passage), Math.max(1, this.#held.averageGrams));
    const channels = {
      grams: CHANNEL_WEIGHTS.grams * this.#grams.score(gramNorm),
      neighbours: CHANNEL_WEIGHTS.neighbours * neighbourhood(sightings, rarities),
      window: CHANNEL_WEIGHTS.window * bestWindow(sightings, rarities.own),
      headings: CHANNEL_WEIGHTS.headings * headingsOf(sightings, rarities, wordsOfPart),
    };
    return { channels, sightings };
  }
}

const NOTHING: Channels = { grams: 0, neighbours: 0, window: 0, headings: 0 };

/** How many passages before and after one are around it. */
const REACH = 3;

/** For each passage found, the best score of those found around it in the same work, 0 when none is. */
export function bestAround(
  found: readonly Omit<Scored, 'place'>[],
  { areOfOneWork }: Pick<Held, 'areOfOneWork'>,
): number[] {
  const scores = new Map(found.map(({ passage, score }) => [passage, score]));
  return found.map(({ passage }) => {
    let best = 0;
    for (let other = passage - REACH; other <= passage + REACH; other += 1) {
      const score = other === passage ? 0 : (scores.get(other) ?? 0);
      if (score <= best) continue;
      if (areOfOneWork(other, passage)) best = score;
    }
    return best;
  });
}

/**
 * Counts a few expected grams out of many: a table tells at once which are expected, so that those
 * that are not cost one look.
 *
 *     slots       · · 2 · · 1 ·     number 5 was expected first, number 2 second
 *     expected    5: 0, 2: 3        the number, and how often it was counted
 */
class Tally {
  readonly #slots: Uint16Array;
  #expected: { readonly number: number; readonly rarity: number; count: number }[] = [];

  constructor(size: number) {
    this.#slots = new Uint16Array(size);
  }

  expect(number: number, rarity: number): void {
    if (this.#slots[number] !== 0) return;
    this.#slots[number] = this.#expected.push({ number, rarity, count: 0 });
  }

  /** Counts the numbers that stand from `start` to `end` (excluded). */
  count(numbers: Uint32Array, start: number, end: number): void {
    for (let place = start; place < end; place += 1) {
      const slot = this.#slots[numbers[place] ?? 0] ?? 0;
      const counted = slot === 0 ? undefined : this.#expected[slot - 1];
      if (counted !== undefined) counted.count += 1;
    }
  }

  /** BM25 of the counts, given the length beside the average one; counting starts afresh. */
  score(norm: number): number {
    let sum = 0;
    for (const counted of this.#expected) {
      if (counted.count > 0) sum += counted.rarity * saturationOf(counted.count, norm);
      counted.count = 0;
    }
    return sum;
  }

  /** Expects nothing any more. */
  forget(): void {
    for (const { number } of this.#expected) this.#slots[number] = 0;
    this.#expected = [];
  }
}
