import { B, K1 } from '../scoring/weights.ts';

/** By passage: its length beside the average one, as BM25 tempers it. */
export function lengthNormsOf(lengths: Uint32Array): Float32Array {
  const average = Math.max(1, averageOf(lengths));
  return Float32Array.from(lengths, (length) => normOf(length, average));
}

/** 1 for a passage of average length, more for a longer one. */
export function normOf(length: number, average: number): number {
  return 1 - B + (B * length) / average;
}

export function averageOf(lengths: Uint32Array | Uint16Array): number {
  let sum = 0;
  for (const length of lengths) sum += length;
  return sum / Math.max(1, lengths.length);
}

/** BM25's share of a rarity: more for each occurrence, and less for each than for the one before. */
export function saturationOf(frequency: number, norm: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * norm);
}
