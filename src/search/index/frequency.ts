/** How much a match of something held by `count` passages of `total` tells (BM25's idf, never negative). */
export function inverseFrequency(count: number, total: number): number {
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}
