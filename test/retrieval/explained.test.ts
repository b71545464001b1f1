import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../src/retrieval/engine.ts';
import { Reasons, withRecord } from '../../src/retrieval/explained.ts';
import { realCorpus } from '../fixtures/corpora.ts';

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
