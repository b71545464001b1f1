import { expect, test } from 'vitest';
import { heldOf } from '../../../src/search/index/held.ts';
import { buildIndex } from '../../../src/search/index/index-builder.ts';
import { bestAround } from '../../../src/search/scoring/reranking.ts';
import { createRetriever } from '../../../src/search/retriever.ts';
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
  expect(bestAround(found, heldOf(buildIndex(passages, [])))).toEqual([2, 9, 2, 0]);
});

/** Passages that say nothing else of themselves than their title; those of one title are of one work. */
async function textsFor(
  question: string,
  said: readonly (readonly [title: string, text: string])[],
) {
  const passages = said.map(([title, text], order) => {
    const work = source({ id: title, title, author: null, publisher: '' });
    return passage({ anchor: `p${order}`, order, source: work, text, thesis: null, topics: [] });
  });
  const retriever = createRetriever({ passages, lexicon: [] });
  const { hits } = await retriever.search({ text: question, limit: 9 });
  return hits.map((hit) => hit.passage.text);
}

test('a title that is the question in other words comes before words said in passing', async () => {
  const answer = 'Dix ans au moins, pour les livres de comptes aussi.';
  const passing =
    'Des factures, toujours des factures : le temps passe, et voilà d’autres factures.';
  const said = [
    ['Divers', passing],
    ['Combien de temps garder une facture ?', answer],
    ...['Un train', 'Un vélo', 'La pluie', 'Le vent', 'La mer'].map((other) => {
      return [other, `${other}, voilà le sujet.`] as const;
    }),
  ] as const;
  expect((await textsFor('combien de temps garde-t-on les factures', said))[0]).toBe(answer);
});

test('a title that many passages share puts none of them before the one that says it', async () => {
  const answer = 'Personne ne croit plus à la mort du papier, pas même les éditeurs.';
  const others = ['un vélo', 'le train', 'la pluie', 'un livre', 'le papier peint', 'mon voisin'];
  const said = others.map((topic) => ['La mort du papier', `Ici, on parle de ${topic}.`] as const);
  expect((await textsFor('la mort du papier', [...said, ['Entretien', answer] as const]))[0]).toBe(
    answer,
  );
});

test('a title is what a passage says where the passage is all of its work', async () => {
  const said = [
    ['Notre maturité', 'Le train part à l’heure.'],
    ['Notre maturité', 'Le vélo ne coûte rien.'],
    ['La maturité', 'Dix ans au moins.'],
    ['Entretien', 'La maturité vient tard.'],
  ] as const;
  const found = (await textsFor('maturité', said)).toSorted();
  expect(found).toEqual(['Dix ans au moins.', 'La maturité vient tard.']);
});
