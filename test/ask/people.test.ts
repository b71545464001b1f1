import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import { findSpeaker, knownNames } from '../../src/ask/people.ts';
import { realCorpus, townCorpus } from '../fixtures/corpora.ts';

const speakers = catalogueOf(realCorpus).speakers;
const found = (typed: string) => {
  const speaker = findSpeaker(speakers, typed);
  return 'label' in speaker ? speaker.label : speaker;
};

describe('a name', () => {
  test.each([
    ['Hervé Kabla', 'Hervé Kabla'],
    ['kabla', 'Hervé Kabla'],
    ['herve', 'Hervé Kabla'],
    ['HERVÉ', 'Hervé Kabla'],
    ['Kabla Hervé', 'Hervé Kabla'],
    ['kab', 'Hervé Kabla'],
    ['  kabla  ', 'Hervé Kabla'],
    ['« Kabla »', 'Hervé Kabla'],
    ['m. kabla', 'Hervé Kabla'],
    ['gourv', 'Yann Gourvennec'],
    ['fred', 'Fred Cavazza'],
    ['Fred  CAVAZZA', 'Fred Cavazza'],
    ['Frédéric Cavazza', 'Fred Cavazza'],
    ['f. cavazza', 'Fred Cavazza'],
    ['H KABLA', 'Hervé Kabla'],
    ['blog interaction', 'l’auteur non identifié de Blog Interaction'],
    ["l'auteur non identifié de Blog Interaction", 'l’auteur non identifié de Blog Interaction'],
    ['commentateurs', 'les commentateurs non identifiés'],
    ['un commentateur', 'les commentateurs non identifiés'],
  ])('%j is %s', (typed, label) => {
    expect(found(typed)).toBe(label);
  });

  test.each([
    ['kbla', ['Hervé Kabla']],
    ['kalba', ['Hervé Kabla']],
    ['herve kbla', ['Hervé Kabla']],
    ['gourvenec', ['Yann Gourvennec']],
    ['cavaza', ['Fred Cavazza']],
    ['cyroule', ['Cyroul']],
  ])('%j is perhaps %j', (typed, suggestions) => {
    expect(found(typed)).toEqual({
      code: 'unknown author',
      name: typed,
      suggestions,
      known: knownNames(speakers),
    });
  });

  test.each([
    '',
    '   ',
    'de',
    'x',
    'ka',
    'Louis XIV',
    'kabla cavazza',
    'Jean Cavazza',
    'D. Cavazza',
    'L. Kabla',
    'Frédérique',
    '« »',
    '🙂',
    '__proto__',
  ])('%j is nobody’s', (typed) => {
    expect(found(typed)).toMatchObject({ code: 'unknown author', suggestions: [] });
  });

  test.each([
    ['Mme Diallo', 'Aïssatou Diallo'],
    ['a. diallo', 'Aïssatou Diallo'],
    ['M. Orvel', 'Basile Orvel'],
    ['terrasson', 'Maud Terrasson'],
    ['cahier des riverains', 'l’auteur non identifié du Cahier des riverains'],
  ])('%j is %s where voices.yaml says so', (typed, label) => {
    expect(findSpeaker(catalogueOf(townCorpus).speakers, typed)).toMatchObject({ label });
  });

  test.each(['conseillère municipale', 'libraire'])('%j is a quality, and nobody’s', (typed) => {
    expect(findSpeaker(catalogueOf(townCorpus).speakers, typed)).toMatchObject({
      code: 'unknown author',
    });
  });

  test('is that of one person where it is declared so, whoever else is called alike', () => {
    const bruno = { label: 'Bruno Delmotte', names: ['Bruno Delmotte', 'M. Delmotte'] };
    const agnes = { label: 'Agnès Delmotte', names: ['Agnès Delmotte', 'Mme Delmotte'] };
    const namesakes = [bruno, agnes].map((each) => {
      return { kind: 'person' as const, ...each, speaks: () => true };
    });
    expect(findSpeaker(namesakes, 'mme delmotte')).toMatchObject({ label: 'Agnès Delmotte' });
    expect(findSpeaker(namesakes, 'M. Delmotte')).toMatchObject({ label: 'Bruno Delmotte' });
    expect(findSpeaker(namesakes, 'Delmotte')).toMatchObject({ code: 'several authors' });
  });

  test('that several bear is asked again, with all of them', () => {
    const namesakes = ['Jo Martin', 'Jo Durand', 'Jojo'].map((label) => ({
      kind: 'person' as const,
      label,
      names: [label],
      speaks: () => true,
    }));
    expect(findSpeaker(namesakes, 'jo')).toEqual({
      code: 'several authors',
      name: 'jo',
      candidates: ['Jo Martin', 'Jo Durand'],
    });
    expect(findSpeaker(namesakes, 'Joseph Martin')).toMatchObject({ label: 'Jo Martin' });
    expect(findSpeaker(namesakes, 'Joe Martin')).toMatchObject({ code: 'unknown author' });
    expect(findSpeaker(namesakes, 'jo mar')).toMatchObject({ label: 'Jo Martin' });
    expect(findSpeaker(namesakes, 'jojo')).toMatchObject({ label: 'Jojo' });
  });
});

describe('the names offered', () => {
  test('are those of persons and unnamed authors, who speak most first', () => {
    const three = ['Yann Gourvennec', 'Hervé Kabla', 'Fred Cavazza'];
    expect(knownNames(speakers).slice(0, 3)).toEqual(three);
    expect(knownNames(speakers)).toContain('l’auteur non identifié de Blog Interaction');
    expect(knownNames(speakers)).not.toContain('les commentateurs non identifiés');
  });
});
