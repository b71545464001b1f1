import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../../src/search/retriever.ts';
import { passage } from '../../fixtures/passages.ts';

/** Passages of which one speaks of volcanoes, and every tenth of forums. */
function corpusOfSize(size: number) {
  const passages = Array.from({ length: size }, (_, order) => {
    const text = `Mot${order} ${order === 7 ? 'volcan' : 'agence'} ${order % 10 === 0 ? 'forum' : 'marque'}.`;
    return passage({ anchor: `p${order}`, order, text, thesis: null, topics: [] });
  });
  return createRetriever({ passages, lexicon: [] });
}

const totalOf = (size: number, text: string) => corpusOfSize(size).search({ text, limit: 5 }).total;

describe('a question the corpus half knows', () => {
  test.each([
    ['is refused in a debate, where one word may be chance', 100, 'volcan', 0],
    ['is answered in a large corpus when the word it knows is rare', 1000, 'volcan', 1],
    ['is refused in a large corpus too when the word it knows is common', 1000, 'forum', 0],
  ])('%s', (_, size, word, total) => {
    expect(totalOf(size, `${word} du Vanuatu et de Kirghizie`)).toBe(total);
  });

  test('is answered in a debate when all that names something is known', () => {
    expect(totalOf(100, 'que dire du volcan ?')).toBe(1);
  });
});
