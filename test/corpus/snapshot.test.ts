import { describe, expect, test } from 'vitest';
import { fromSnapshot, toSnapshot } from '../../src/corpus/snapshot.ts';
import { hostileWorks, realWorks, townWorks } from '../fixtures/corpora.ts';

describe.each([
  ['the true works', realWorks],
  ['hostile works', hostileWorks],
  ['works in which everything stands that a work can have', townWorks],
])('a snapshot of %s', (_, works) => {
  test('gives each back', () => {
    for (const { source, passages } of works) {
      expect(fromSnapshot(toSnapshot({ source, passages }))).toStrictEqual({ source, passages });
    }
  });
});

test('a snapshot with a passage of no voice is refused', () => {
  const snapshots = realWorks.map((work) =>
    toSnapshot({ ...work }).replace(/"voices":.*?\]/u, '"voices":[]'),
  );
  for (const snapshot of snapshots) expect(() => fromSnapshot(snapshot)).toThrow(RangeError);
});
