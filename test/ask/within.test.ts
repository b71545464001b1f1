import { expect, test } from 'vitest';
import { questionsWithin } from '../../src/ask/within.ts';

const subjectsIn = (message: string) =>
  questionsWithin(message)
    .filter(({ isSentence }) => !isSentence)
    .map(({ words }) => words);

test.each([
  [
    'Bonjour à tous, je prépare un exposé et je me demandais ce qui se dit du vieux port ici, merci !',
    ['vieux port'],
  ],
  [
    'Salut, est-ce que par hasard vous auriez quelque chose sur les quais ? Mon patron me presse',
    ['les quais'],
  ],
  ['Coucou, je cherche trois pages à propos du marché et j’avoue que je m’y perds', ['marché']],
  [
    'Bonjour, je fais un mémoire sur le vélo, que pense-t-on au sujet du port de la ville ? merci',
    ['port de la ville'],
  ],
])('what is asked follows what asks: %s', (message, subjects) => {
  expect(subjectsIn(message)).toEqual(subjects);
});

test.each([
  'Bonjour, je vends mon canapé sur le port, une idée du prix que je peux en demander ?',
  'Salut, je ne retrouve plus mon mot de passe et je suis bloqué depuis ce matin',
  'Bonjour, ma fille passe trop de temps sur son téléphone et je ne sais plus quoi faire',
  'que dit-on du port de la ville et de ses quais aujourd’hui en France',
  'je cherche des passages sur le port',
])('nothing is asked within « %s »', (message) => {
  expect(subjectsIn(message)).toEqual([]);
});

test('a sentence within that may name a voice comes before its subject', () => {
  const message = 'Pardon, je voudrais bien savoir ce que Durand pense des quais, merci par avance';
  expect(questionsWithin(message)).toEqual([
    { words: 'ce que Durand pense des quais', isSentence: true },
    { words: 'quais', isSentence: false },
  ]);
});
