import type { PassageIndex } from './passage-index.ts';

/** Term saturation and length normalisation: 0 / +.1 over 1.2 and .75, measured as in `scoring/weights.ts`. */
const K1 = 0.9;
const B = 0.4;

/** How much a match of something held by `count` passages of `total` tells (BM25's idf, never negative). */
export function inverseFrequency(count: number, total: number): number {
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

/** How much a match of the stem tells, in nats. */
export function rarityOf(stem: number, { ownCounts, passages }: PassageIndex): number {
  return inverseFrequency(ownCounts[stem] ?? 0, passages.length);
}

/** What a match of something no passage holds would tell. */
export function greatestRarity({ passages }: PassageIndex): number {
  return inverseFrequency(0, passages.length);
}

/** BM25's share of a rarity: more for each occurrence, and less for each than for the one before. */
export function saturationOf(frequency: number, norm: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * norm);
}

/** The length of a passage beside the average one, tempered: 1 for the average, more for a longer one. */
export function normOf(length: number, average: number): number {
  return 1 - B + (B * length) / average;
}

/** The norm of every passage, by its length. */
export function lengthNormsOf(lengths: Uint32Array): Float32Array {
  const average = Math.max(1, averageOf(lengths));
  return Float32Array.from(lengths, (length) => normOf(length, average));
}

export function averageOf(lengths: Uint32Array | Uint16Array): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return sum / Math.max(1, lengths.length);
}
