import { describe, expect, test } from 'vitest';
import { fromSnapshot, toSnapshot } from '../../src/corpus/snapshot.ts';
import { hostileCorpus, realCorpus } from '../fixtures/corpora.ts';

describe.each([
  ['the true corpus', realCorpus],
  ['a hostile corpus', hostileCorpus],
])('a snapshot of %s', (_, corpus) => {
  test('gives the corpus back', () => {
    expect(fromSnapshot(toSnapshot(corpus))).toStrictEqual(corpus);
  });

  test('gives each passage one of the works themselves', () => {
    const { sources, passages } = fromSnapshot(toSnapshot(corpus));
    for (const { source } of passages) expect(sources).toContain(source);
  });
});

test('a snapshot with a passage of no work is refused', () => {
  const snapshot = toSnapshot(realCorpus).replace(/(?<="sources":\[).*?(?=\],"passages")/u, '');
  expect(() => fromSnapshot(snapshot)).toThrow(RangeError);
});
