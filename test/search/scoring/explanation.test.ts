import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../../src/search/retriever.ts';
import { withBalance } from '../../../src/search/balance.ts';
import { Reasons } from '../../../src/search/scoring/explanation.ts';
import { realCorpus } from '../../fixtures/corpora.ts';

const retriever = createRetriever(realCorpus);
const explained = async (text: string, limit = 20) =>
  (await retriever.search({ text, limit, isExplained: true })).hits;

describe('the reasons of a ranking', async () => {
  const hits = await explained('la bulle marketing', 5);

  test('add up to the score of each passage', () => {
    expect(hits.length).toBeGreaterThan(1);
    for (const { score, explanation } of hits) {
      const { coverage = 0, ...channels } = explanation?.parts ?? {};
      const sum = Object.values(channels).reduce((total, part) => total + part, 0);
      expect(sum * coverage).toBeCloseTo(score, 6);
    }
  });

  test.each([
    ['retour sur investissement', '#roi', 'synonym', 'retour investissement'],
    ['blougueurs', 'kabla-2012#blogueurs', 'spelling', 'blogueurs'],
    ['blogueur', 'kabla-2012#blogueurs', 'word', 'blogueurs'],
  ] as const)('name what stands in the passage for « %s »', async (text, id, by, words) => {
    const found = (await explained(text)).find((hit) => hit.passage.id.endsWith(id));
    const terms = found?.explanation?.terms ?? [];
    expect(terms.flatMap(({ matched }) => matched[by] ?? [])).toContain(words);
  });

  test('tell what a mistyping was taken for, and what the corpus does not know', async () => {
    const [hit] = await explained('blougueurs influents du cyclotourisme', 1);
    expect(hit?.explanation?.terms).toMatchObject([
      { typed: 'blougueurs', readAs: ['blogueurs'], isKnown: true },
      { typed: 'influents', isKnown: true },
      { typed: 'cyclotourisme', readAs: ['cyclotourisme'], isKnown: false },
    ]);
  });

  test('tell what sets two passages apart', () => {
    const [first, second] = hits.map(({ explanation }) => explanation?.parts['neighbours'] ?? 0);
    expect(first).toBeGreaterThan(second ?? Infinity);
  });

  test('are not worked out where nobody asks', async () => {
    const [hit] = (await retriever.search({ text: 'blogueurs', limit: 1 })).hits;
    expect(hit).toBeDefined();
    expect(hit?.explanation).toBeUndefined();
  });

  test('are recorded of the hits that are given, and of no other', async () => {
    const reasons = new Reasons();
    const recording = withBalance(retriever, 3, reasons.record);
    const { hits: found } = await recording.search({ text: 'blogueurs', limit: 2 });
    const given = new Set(found);
    const explained = realCorpus.passages.filter((passage) => reasons.of(passage) !== undefined);
    expect(new Set(explained)).toEqual(new Set([...given].map(({ passage }) => passage)));
    for (const { passage, score } of given) expect(reasons.of(passage)?.score).toBe(score);
  });
});
