import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanced } from '../../src/search/retriever.ts';
import { passage } from '../fixtures/passages.ts';

/** « a9 b8 » is a hit of voice A that scores 9, then one of voice B that scores 8. */
function hits(written: string) {
  return written.split(' ').map((hit, order) => {
    const [voice = '', ...score] = hit;
    return { passage: passage({ voice, anchor: `p${order}` }), score: Number(score.join('')) };
  });
}

function shown(written: string, pageSize = 3): string {
  return balanced(hits(written), pageSize)
    .map(({ passage: { voice }, score }) => `${voice.name}${score}`)
    .join(' ');
}

describe('a page', () => {
  test('gives one place a voice when as many voices as places have something comparable', () => {
    expect(shown('a10 a9 a9 b8 c8 a7')).toBe('a10 b8 c8 a9 a9 a7');
  });

  test('gives a voice two places of three when one other voice compares', () => {
    expect(shown('a10 a9 a9 b8 c2')).toBe('a10 a9 b8 a9 c2');
  });

  test('is left to one voice when nobody has anything comparable', () => {
    expect(shown('a10 a9 a8 b2 c1')).toBe('a10 a9 a8 b2 c1');
  });

  test('stays in the order of scores', () => {
    expect(shown('a10 b9 a8 a8 a8')).toBe('a10 b9 a8 a8 a8');
  });

  test('holds every hit once, whatever the voices and scores', () => {
    const hit = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(hit, { minLength: 1 }), fc.integer({ min: 1, max: 4 }), (made, size) => {
        const ranked = made.toSorted(([, a], [, b]) => b - a);
        const given = hits(ranked.map(([voice, score]) => `${voice}${score}`).join(' '));
        const pages = balanced(given, size);
        expect(new Set(pages)).toEqual(new Set(given));
        expect(pages).toHaveLength(given.length);
        expect(pages[0]).toBe(given[0]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
