import { chance } from './generated.ts';

const RESAMPLES = 2000;

/**
 * The mean of paired differences and its 95 % interval, by drawing the pairs again with replacement
 * (Efron and Tibshirani, « An Introduction to the Bootstrap », 1993); the same at every run.
 */
export function meanWithInterval(differences: readonly number[]): [number, number, number] {
  const draw = chance(13);
  const { length } = differences;
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let n = 0; n < length; n += 1) sum += differences[Math.floor(draw() * length)] ?? 0;
    return sum / length;
  }).sort((a, b) => a - b);
  const mean = differences.reduce((sum, each) => sum + each, 0) / length;
  const at = (share: number) => means[Math.floor(share * RESAMPLES)] ?? Number.NaN;
  return [mean, at(0.025), at(0.975)];
}
