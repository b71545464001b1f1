import { inverseFrequency } from './frequency.ts';
import { gramsOf, visitGrams } from './grams.ts';
import type { PassageIndex } from './passage-index.ts';
import type { Term } from './term.ts';
import { NO_STEM } from './vocabulary.ts';
import { B, CHANNEL_WEIGHTS, K1, WINDOW_WORDS } from './weights.ts';

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

/** The weighted sum of the channels. */
export function sumOf({ surface, grams, neighbours, window }: Channels): number {
  return (
    CHANNEL_WEIGHTS.surface * surface +
    CHANNEL_WEIGHTS.grams * grams +
    CHANNEL_WEIGHTS.neighbours * neighbours +
    CHANNEL_WEIGHTS.window * window
  );
}

/** A word of the question in the text: the place of its token, its rank among informative words, its term. */
interface Sighting {
  readonly place: number;
  readonly rank: number;
  readonly term: number;
}

/** One question, made ready to read passages through. */
export class PassageReader {
  readonly #index: PassageIndex;
  readonly #rarities: readonly number[];
  readonly #termOfStem = new Map<number, number>();
  readonly #formRarities = new Map<number, number>();
  readonly #gramRarities = new Map<number, number>();

  constructor(terms: readonly Term[], index: PassageIndex) {
    this.#index = index;
    this.#rarities = terms.map(({ rarity }) => rarity);
    terms.forEach(({ alternatives, forms }, term) => {
      for (const { stem } of alternatives) {
        if (!this.#termOfStem.has(stem)) this.#termOfStem.set(stem, term);
      }
      for (const form of forms) this.#addForm(form);
    });
  }

  #addForm(form: string): void {
    const { vocabulary, formCounts, grams, gramCounts, passages } = this.#index;
    const number = vocabulary.formNumber(form);
    if (number !== undefined) {
      const rarity = inverseFrequency(formCounts[number] ?? 0, passages.length);
      this.#formRarities.set(number, rarity);
    }
    for (const text of gramsOf(form)) {
      const gram = grams.numbers.get(text);
      if (gram === undefined) continue;
      this.#gramRarities.set(gram, inverseFrequency(gramCounts[gram] ?? 0, passages.length));
    }
  }

  /** Reads one passage, its thesis, topics and work through. */
  read(passage: number): Channels {
    const { tokens, starts, textEnds, vocabulary, grams, averageGrams, lengthNorms } = this.#index;
    const forms = new Map<number, number>();
    const gramAmounts = new Map<number, number>();
    const sightings: Sighting[] = [];
    const end = starts[passage + 1] ?? 0;
    const textEnd = textEnds[passage] ?? 0;
    let gramTotal = 0;
    let rank = 0;
    for (let place = starts[passage] ?? 0; place < end; place += 1) {
      const form = tokens[place] ?? 0;
      const stem = vocabulary.stemOf(form);
      if (stem === NO_STEM) continue;
      rank += 1;
      if (this.#formRarities.has(form)) increment(forms, form);
      gramTotal += visitGrams(grams, form, (gram) => {
        if (this.#gramRarities.has(gram)) increment(gramAmounts, gram);
      });
      const term = place < textEnd ? this.#termOfStem.get(stem) : undefined;
      if (term !== undefined) sightings.push({ place, rank, term });
    }
    const gramNorm = 1 - B + (B * gramTotal) / Math.max(1, averageGrams);
    return {
      surface: saturated(forms, this.#formRarities, lengthNorms[passage] ?? 1),
      grams: saturated(gramAmounts, this.#gramRarities, gramNorm),
      neighbours: this.#neighbours(sightings),
      window: this.#bestWindow(sightings),
    };
  }

  /** The lesser rarity of each pair of terms that follow each other both in the question and in the text. */
  #neighbours(sightings: readonly Sighting[]): number {
    const pairs = new Set<number>();
    sightings.forEach(({ term, rank }, place) => {
      const next = sightings[place + 1];
      if (next?.rank === rank + 1 && next.term === term + 1) pairs.add(term);
    });
    return [...pairs].reduce((sum, term) => sum + this.#lesserRarity(term), 0);
  }

  #lesserRarity(term: number): number {
    return Math.min(this.#rarities[term] ?? 0, this.#rarities[term + 1] ?? 0);
  }

  /** The rarities gathered in the best window, times their share of the question's. */
  #bestWindow(sightings: readonly Sighting[]): number {
    const inside = new Map<number, number>();
    let first = 0;
    let gathered = 0;
    let best = 0;
    for (const { place, term } of sightings) {
      if (increment(inside, term) === 1) gathered += this.#rarities[term] ?? 0;
      for (let left = sightings[first]; left !== undefined; left = sightings[first]) {
        if (place - left.place < WINDOW_WORDS) break;
        if (increment(inside, left.term, -1) === 0) gathered -= this.#rarities[left.term] ?? 0;
        first += 1;
      }
      best = Math.max(best, gathered);
    }
    const whole = this.#rarities.reduce((sum, rarity) => sum + rarity, 0);
    return whole === 0 ? 0 : (best * best) / whole;
  }
}

function increment(counts: Map<number, number>, key: number, by = 1): number {
  const count = (counts.get(key) ?? 0) + by;
  counts.set(key, count);
  return count;
}

/** BM25 of counted things, given their rarities. */
function saturated(
  counts: ReadonlyMap<number, number>,
  rarities: ReadonlyMap<number, number>,
  norm: number,
): number {
  let sum = 0;
  for (const [key, count] of counts) {
    sum += ((rarities.get(key) ?? 0) * count * (K1 + 1)) / (count + K1 * norm);
  }
  return sum;
}
