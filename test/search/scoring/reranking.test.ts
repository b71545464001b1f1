import { expect, test } from 'vitest';
import { bestAround } from '../../../src/search/scoring/reranking.ts';
import { passage, source } from '../../fixtures/passages.ts';

const [one, other] = [source({ id: 'one' }), source({ id: 'other' })];

test('the best around a passage is of the same work, and near', () => {
  const works = [one, one, one, one, one, other];
  const passages = works.map((work, order) =>
    passage({ anchor: `p${order}`, order, source: work }),
  );
  const found = [
    { passage: 0, score: 9 },
    { passage: 1, score: 2 },
    { passage: 4, score: 5 },
    { passage: 5, score: 7 },
  ];
  expect(bestAround(found, passages)).toEqual([2, 9, 2, 0]);
});
