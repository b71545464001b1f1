import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedSlips, spellingDistance } from '../../src/french/spelling.ts';

describe('spelling distance', () => {
  test.each([
    ['kabla', 'kabla', 0],
    ['kabla', 'kbla', 1],
    ['kabla', 'kabbla', 1],
    ['kabla', 'kabka', 1],
    ['kabla', 'kalba', 1],
    ['', 'ab', 2],
    ['gourvennec', 'gourvenec', 1],
    ['gourvennec', 'guorvenec', 2],
  ])('from %s to %s is %i', (one, other, distance) => {
    expect(spellingDistance(one, other, 2)).toBe(distance);
  });

  test('is one more than the limit for anything beyond it', () => {
    expect(spellingDistance('kabla', 'cavazza', 2)).toBe(3);
    expect(spellingDistance('a', 'anticonstitutionnellement', 2)).toBe(3);
  });

  test('is what a slow and independent count finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.nat(4), (one, other, limit) => {
        expect(spellingDistance(one, other, limit)).toBe(Math.min(slowly(one, other), limit + 1));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the slips allowed', () => {
  test.each([
    ['roi', 0],
    ['kabl', 1],
    ['cavazza', 1],
    ['gourvenn', 2],
  ])('in %s are %i', (word, slips) => {
    expect(allowedSlips(word)).toBe(slips);
  });
});

/** Optimal string alignment by its recursive definition. */
function slowly(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [first, second] = one;
  const [otherFirst, otherSecond] = other;
  const changed = slowly(one.slice(1), other.slice(1)) + (first === otherFirst ? 0 : 1);
  const shifted = Math.min(slowly(one.slice(1), other), slowly(one, other.slice(1))) + 1;
  const swaps = second !== undefined && first === otherSecond && second === otherFirst;
  const swapped = swaps ? slowly(one.slice(2), other.slice(2)) + 1 : Infinity;
  return Math.min(changed, shifted, swapped);
}
