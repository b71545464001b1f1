import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BestFirst, byScore } from '../../../src/search/scoring/best-first.ts';

test('the best of a stream are the first of the sorted whole', () => {
  const scores = fc.array(fc.nat(5), { maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.nat(12), (given, count) => {
      const all = given.map((score, passage) => ({ passage, score }));
      const best = new BestFirst(count);
      for (const scored of all) best.offer(scored);
      expect(best.sorted()).toEqual(all.toSorted(byScore).slice(0, count));
    }),
    { seed: 1, numRuns: 300 },
  );
});
