import { describe, expect, test } from 'vitest';
import { isOwnPosition, speakersOf, voiceKey } from '../../src/debate/speaker.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';

const unsigned = source({ id: 'tract', author: null, publisher: 'La Feuille' });
const said = [
  passage({ anchor: 'a' }),
  passage({ anchor: 'b', voice: 'Jo Autre', role: 'cité', reportedBy: 'Camille Exemple' }),
  passage({ anchor: 'c', voice: 'Jo Autre', source: unsigned, role: 'commentateur' }),
  passage({ anchor: 'd', voice: 'auteur non identifié', source: unsigned }),
  passage({ anchor: 'e', voice: 'un commentateur', role: 'commentateur' }),
  passage({ anchor: 'f', voice: 'un commentateur', role: 'commentateur', source: unsigned }),
  passage({ anchor: 'g', voice: 'un commentateur', role: 'commentateur', source: unsigned }),
  passage({ anchor: 'h', voice: 'intervieweur non identifié', role: 'intervieweur' }),
  passage({ anchor: 'i', voice: 'voix non identifiée', role: 'cité', reportedBy: 'Jo' }),
];
const speakers = speakersOf(corpusOf(said));

describe('those who can be asked for', () => {
  test('come first who say most', () => {
    expect(speakers.map(({ label }) => label)).toEqual([
      'les commentateurs non identifiés',
      'Jo Autre',
      'Camille Exemple',
      'l’auteur non identifié de La Feuille',
    ]);
  });

  test.each([
    ['les commentateurs non identifiés', 'efg'],
    ['Jo Autre', 'bc'],
    ['Camille Exemple', 'a'],
    ['l’auteur non identifié de La Feuille', 'd'],
  ])('%s: says %s', (label, anchors) => {
    const speaker = speakers.find((each) => each.label === label);
    const spoken = said.filter((each) => speaker?.speaks(each));
    expect(spoken.map(({ id }) => id.replace(/.*#/u, '')).join('')).toBe(anchors);
  });

  test('have all the words of the true corpus but those of no one in particular', () => {
    const all = speakersOf(realCorpus);
    const silent = realCorpus.passages.filter((each) => !all.some(({ speaks }) => speaks(each)));
    expect(new Set(silent.map(({ voice }) => voice.name))).toEqual(
      new Set(['intervieweur non identifié']),
    );
  });
});

describe('two passages are one voice’s', () => {
  test.each([
    ['of one person in two works', 1, 2, true],
    ['of two persons', 0, 1, false],
    ['of two unsigned comments', 5, 6, false],
    ['of an unnamed author and an unsigned comment', 3, 5, false],
    ['of the same unnamed author', 3, 3, true],
    ['of two voices quoted without a name', 8, 7, false],
  ])('%s', (_, one, other, same) => {
    const keys = [one, other].map((index) => voiceKey(said[index] ?? passage()));
    expect(keys[0] === keys[1]).toBe(same);
  });
});

test.each([
  ['assumed', true],
  ['reported', false],
  ['rejected', false],
] as const)('words that are %s are the voice’s own position: %s', (stance, own) => {
  expect(isOwnPosition(passage({ stance }))).toBe(own);
});
