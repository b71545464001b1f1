import { describe, expect, test } from 'vitest';
import { buildIndex } from '../../../src/search/index/index-builder.ts';
import { calibrated, retrieverOf } from '../../../src/search/retriever.ts';
import { indexFrom, indexParts } from '../../../src/search/index/saved-index.ts';
import { realCorpus } from '../../fixtures/corpora.ts';

const { passages, lexicon } = realCorpus;
const built = calibrated(buildIndex(passages, lexicon));
const bytes = new Uint8Array(Buffer.concat(indexParts(built)));

const QUESTIONS = [
  'la bulle marketing',
  'retour sur investisement',
  '« community manager » et marques',
  'e réputation',
  'louis xiv',
  // Found by its family.
  'rentabiliser sa présence',
];

describe('a saved index', () => {
  test('answers as the one it was saved from', async () => {
    const loaded = indexFrom(bytes, passages);
    if (loaded === null) throw new Error('the index is not read back');
    const [one, other] = [retrieverOf(loaded), retrieverOf(built)];
    for (const text of QUESTIONS) {
      const question = { text, limit: 20 };
      expect(await one.search(question)).toEqual(await other.search(question));
    }
    expect(await one.suggest('bule', 3)).toEqual(await other.suggest('bule', 3));
  });

  test('knows what its questions must have', () => {
    expect(built.leastOdds).toBeLessThanOrEqual(0);
    expect(indexFrom(bytes, passages)?.leastOdds).toBe(built.leastOdds);
  });

  test('is read from any place in memory', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(indexFrom(shifted.subarray(3), passages)).toEqual(built);
  });

  test('is not taken for one of other passages, nor cut short for a whole one', () => {
    expect(indexFrom(bytes, passages.slice(1))).toBeNull();
    for (const length of [0, 3, 100, bytes.length - 8]) {
      expect(indexFrom(bytes.slice(0, length), passages)).toBeNull();
    }
  });
});
