import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanced } from '../../src/search/balance.ts';
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
  test.each([
    ['gives each comparable voice a place', 'a10 a9 a9 b8 c8 a7', 'a10 b8 c8 a9 a9 a7'],
    ['gives two of three where one other compares', 'a10 a9 a9 b8 c2', 'a10 a9 b8 a9 c2'],
    ['is left to one voice where none compares', 'a10 a9 a8 b2 c1', 'a10 a9 a8 b2 c1'],
    ['stays in the order of scores', 'a10 b9 a8 a8 a8', 'a10 b9 a8 a8 a8'],
  ])('%s', (_, found, page) => {
    expect(shown(found)).toBe(page);
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
