import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../../src/search/engine.ts';
import { Reasons, withRecord } from '../../../src/search/scoring/explained.ts';
import { realCorpus } from '../../fixtures/corpora.ts';

describe('the reasons of a ranking', () => {
  const reasons = new Reasons();
  const retriever = withRecord(createRetriever(realCorpus), reasons.record);
  const { hits } = retriever.search({ text: 'la bulle marketing', limit: 5 });

  test('add up to the score of each passage', () => {
    expect(hits.length).toBeGreaterThan(1);
    for (const { passage, score } of hits) {
      const { coverage = 0, ...channels } = reasons.of(passage)?.parts ?? {};
      const sum = Object.values(channels).reduce((total, part) => total + part, 0);
      expect(sum * coverage).toBeCloseTo(score, 6);
      expect(reasons.of(passage)?.score).toBe(score);
    }
  });

  test.each([
    [
      'retour sur investissement',
      'blog-interaction-2012#roi',
      'synonym',
      ['roi', 'retour investissement'],
    ],
    ['blougueurs', 'kabla-2012#blogueurs', 'spelling', ['blogueurs']],
    ['blogueur', 'kabla-2012#blogueurs', 'word', ['blogueurs']],
  ] as const)(
    'name the words of the passage that stand for those of « %s »',
    (text, id, by, words) => {
      const found = retriever.search({ text, limit: 20 }).hits.find((hit) => hit.passage.id === id);
      const terms = found?.explanation?.terms ?? [];
      expect(terms.map(({ matched }) => matched[by])).toContainEqual(words);
    },
  );

  test('tell what a mistyping was taken for, and what the corpus does not know', () => {
    const [hit] = retriever.search({
      text: 'blougueurs influents du cyclotourisme',
      limit: 1,
    }).hits;
    const terms = hit?.explanation?.terms.map(({ typed, readAs, isKnown }) => [
      typed,
      readAs,
      isKnown,
    ]);
    expect(terms).toContainEqual(['blougueurs', ['blogueurs'], true]);
    expect(terms).toContainEqual(['cyclotourisme', ['cyclotourisme'], false]);
  });

  test('are not worked out where nobody asks', () => {
    const { hits } = createRetriever(realCorpus).search({ text: 'blogueurs', limit: 1 });
    expect(hits[0]?.explanation).toBeUndefined();
  });

  test('tell what sets two passages apart', () => {
    const [first, second] = hits.map(({ passage }) => reasons.of(passage)?.parts ?? {});
    expect(first?.['neighbours']).toBeGreaterThan(second?.['neighbours'] ?? Infinity);
  });

  test('are kept of what was ranked alone', () => {
    const ranked = new Set(hits.map(({ passage }) => passage));
    const other = realCorpus.passages.find((passage) => !ranked.has(passage));
    expect(other === undefined ? null : reasons.of(other)).toBeUndefined();
  });
});
