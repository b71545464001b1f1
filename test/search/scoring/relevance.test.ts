import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../../src/search/retriever.ts';
import { passage, source } from '../../fixtures/passages.ts';

/** Passages of which one speaks of volcanoes, and every tenth of forums. */
function corpusOfSize(size: number, text = '') {
  const passages = Array.from({ length: size }, (_, order) => {
    const said = `Mot${order} ${order === 7 ? 'volcan' : 'agence'} ${order % 10 === 0 ? 'forum' : 'marque'}.`;
    return passage({
      anchor: `p${order}`,
      order,
      text: `${said}${text}`,
      thesis: null,
      topics: [],
    });
  });
  return createRetriever({ passages, lexicon: [] });
}

describe.each([60, 2000, 20_000])('of %i passages', (size) => {
  const retriever = corpusOfSize(size);

  test.each([
    ['volcan', 1, false],
    ['que dire du volcan ?', 1, false],
    ['le volcan et les marques', 1, false],
    ['volcan du Vanuatu et de Kirghizie', 0, false],
    ['forum du Vanuatu et de Kirghizie', 0, false],
    ['Vanuatu', 0, false],
  ])('« %s » is answered by %i at least, and loosely: %s', async (text, least, isLoose) => {
    const answer = await retriever.search({ text, limit: 3 });
    expect(answer.total > 0).toBe(least > 0);
    expect(answer.total).toBeGreaterThanOrEqual(least);
    expect(answer.isLoose).toBe(isLoose);
  });
});

describe('two words that no passage says together', () => {
  test.each([200, 20_000])('are refused among %i passages', async (size) => {
    const { total } = await corpusOfSize(size).search({ text: 'volcan du forum', limit: 3 });
    expect(total).toBe(0);
  });

  test('are said together by an entry of search words, not by two', async () => {
    const searchWords = ['foire aux vins', 'vente de fromage'];
    const stall = passage({ anchor: 'a', text: 'Un étal au marché.', topics: [], searchWords });
    const retriever = createRetriever({ passages: [stall], lexicon: [] });
    const totalOf = async (text: string) => (await retriever.search({ text, limit: 1 })).total;
    expect(await totalOf('foire vins')).toBe(1);
    expect(await totalOf('vente de vins')).toBe(0);
  });
});

describe('a word beside one that the corpus does not know', () => {
  const retriever = createRetriever({
    passages: [
      passage({ anchor: 'a', text: 'On quitte souvent Zorglub pour une agence.', topics: [] }),
      passage({ anchor: 'b', text: 'Un blog coûte moins cher qu’une agence.', topics: ['blogs'] }),
      passage({ anchor: 'c', text: 'Une agence coûte cher.', voice: 'Jo Quidam', topics: [] }),
    ],
    lexicon: [],
  });

  test.each([
    ['a name', 'Zorglub au Vanuatu', true],
    ['a theme of one word', 'blog culinaire', true],
    ['a voice', 'Quidam au Vanuatu', true],
    ['an everyday word', 'agence spatiale', false],
    ['a name and courtesy', 'Bonjour, que dire de Zorglub au Vanuatu ? Belle journée !', true],
  ])('is answered, loosely, for %s: « %s » %s', async (_, text, isAnswered) => {
    const { total, isLoose } = await retriever.search({ text, limit: 3 });
    expect([total > 0, isLoose]).toEqual([isAnswered, isAnswered]);
  });
});

describe('passages that answer questions', () => {
  const answers = (mark: string) =>
    createRetriever({
      passages: ['Quand ouvre la piscine', 'Où se garer', 'Qui tond la pelouse'].map(
        (title, order) =>
          passage({
            anchor: `p${order}`,
            order,
            text: `Réponse${order} du service des agences, chaque lundi matin.`,
            source: source({ id: `w${order}`, title: `${title}${mark}` }),
            thesis: null,
            topics: [],
          }),
      ),
      lexicon: [],
    });

  test.each([
    ['are asked in other words where their titles are questions', ' ?', true],
    ['are not where they are none', '', false],
  ])('%s', async (_, mark, isAnswered) => {
    const { total, isLoose } = await answers(mark).search({
      text: 'piscine municipale',
      limit: 3,
    });
    expect([total > 0, isLoose]).toEqual([isAnswered, isAnswered]);
  });
});
