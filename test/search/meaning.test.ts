import { describe, expect, test } from 'vitest';
import type { Passage } from '../../src/debate/passage.ts';
import { withMeaning } from '../../src/search/meaning.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { passage } from '../fixtures/passages.ts';

const TEXTS = {
  forum: 'Le forum répond : sur ce forum, les questions des habitants.',
  guichet: 'Le guichet de la mairie répond aux questions, et le forum aussi.',
  marche: 'Chacun parle à chacun sur la place du village.',
  velo: 'Les pistes cyclables manquent.',
};
type Name = keyof typeof TEXTS;
const passages = Object.entries(TEXTS).map(([anchor, text], order) =>
  passage({ anchor, text, order, thesis: null, topics: [] }),
);

/** What is found, where the vectors of passages point so many degrees away from that of the question. */
async function found(text: string, degrees: Partial<Record<Name, number>> | null, limit = 50) {
  const vectorOf = ({ id }: Passage) => {
    const at = degrees?.[id.split('#')[1] as Name];
    return at === undefined ? undefined : vectorAt(at);
  };
  const retriever = withMeaning(createRetriever({ passages, lexicon: [] }), passages, vectorOf);
  const asked = degrees === null ? {} : { vector: vectorAt(0) };
  const ranking = await retriever.search({ text, limit, ...asked });
  return { ...ranking, names: ranking.hits.map((hit) => hit.passage.id.split('#')[1]) };
}

function vectorAt(degrees: number): Float32Array {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
}

describe('passages found by words and by meaning', () => {
  test('are those found by words where the question has no vector', async () => {
    expect(await found('forum', null)).toMatchObject({ total: 2, names: ['forum', 'guichet'] });
  });

  test.each<[string, Partial<Record<Name, number>>, Name[]]>([
    ['keep their order where meaning agrees', { forum: 10, guichet: 40 }, ['forum', 'guichet']],
    ['keep it where passages have no vectors', {}, ['forum', 'guichet']],
    [
      'are joined by those that are nearer than all of the first page',
      { forum: 40, guichet: 60, marche: 10, velo: 90 },
      ['forum', 'marche', 'guichet'],
    ],
    [
      'are joined by none that is not',
      { forum: 20, guichet: 60, marche: 30 },
      ['forum', 'guichet'],
    ],
  ])('%s', async (_, degrees, names) => {
    expect(await found('forum', degrees)).toMatchObject({ total: names.length, names });
  });

  test('are put in the order of both ranks', async () => {
    const { names, hits } = await found('questions du forum', { forum: 80, guichet: 5, marche: 1 });
    const [first, ...others] = (await found('questions du forum', null)).names;
    expect([first, ...others]).toHaveLength(2);
    expect(new Set(names)).toEqual(new Set([first, ...others, 'marche']));
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('are as many as are asked for, and no more', async () => {
    const { total, names } = await found('forum', { forum: 40, guichet: 60, marche: 10 }, 1);
    expect(total).toBe(3);
    expect(names).toEqual(['forum']);
  });

  test('are none where words refuse the question, however near a passage is', async () => {
    const refused = await found('la bataille de Waterloo', { marche: 0 });
    expect(refused).toMatchObject({ total: 0, names: [] });
  });

  test('are those alone that hold what stands between quotation marks', async () => {
    const exact = await found('« le forum répond »', { forum: 40, guichet: 60, marche: 0 });
    expect(exact.names).toEqual(['forum']);
  });
});
