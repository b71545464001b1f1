import { describe, expect, test } from 'vitest';
import { readProposal } from '../../src/proposing/reading.ts';
import { typedProposal, unmarked } from '../../src/proposing/typed.ts';

describe('what is typed after /proposer', () => {
  test.each([
    [
      '« Les blogs durent. » auteur:Lise Morin source:https://exemple.org/a date:mars 2012',
      {
        mots: 'Les blogs durent.',
        auteur: 'Lise Morin',
        source: 'https://exemple.org/a',
        date: 'mars 2012',
      },
    ],
    ['auteur: Lise Morin "Les blogs durent."', { auteur: 'Lise Morin', mots: 'Les blogs durent.' }],
    ['« Il dit « non » et part. » auteur:X', { mots: 'Il dit « non » et part.', auteur: 'X' }],
    [
      '“a : b” source:"Le Monde" auteur:"X Y"',
      { mots: 'a : b', source: 'Le Monde', auteur: 'X Y' },
    ],
    ['mots:« Oui. » source:Carnet', { mots: 'Oui.', source: 'Carnet' }],
    [
      '« Oui. » https://exemple.org/a?b=c:d',
      { mots: 'Oui.', source: 'https://exemple.org/a?b=c:d' },
    ],
    ['https://exemple.org/a', { source: 'https://exemple.org/a' }],
    ['Les blogs durent auteur:X', { mots: 'Les blogs durent', auteur: 'X' }],
    ['« *Gras* :-) 👍 pk pas » auteur:X', { mots: '*Gras* :-) 👍 pk pas', auteur: 'X' }],
    ['« ligne\nautre »', { mots: 'ligne\nautre' }],
    ['« jamais fermé auteur:X', { mots: '« jamais fermé', auteur: 'X' }],
    ['', {}],
  ])('%j is told apart, and its words stay what they are', (line, draft) => {
    expect(typedProposal(line)).toMatchObject({ kind: 'proposal', draft, isApart: false });
  });

  test.each([
    ['état', 'etat'],
    ['ETAT', 'etat'],
    ['retirer 12', 'retirer 12'],
    ['retirer', 'retirer'],
  ])('%j is a gesture', (line, gesture) => {
    expect(typedProposal(line)).toEqual({ kind: 'gesture', gesture });
  });

  test('words beside an address, without quotation marks, are told from those within', () => {
    expect(typedProposal('https://exemple.org/a à lire')).toMatchObject({ isApart: true });
    expect(typedProposal('https://exemple.org/a « à lire »')).toMatchObject({ isApart: false });
  });

  test('a pair of quotation marks around all that is said is no part of it', () => {
    expect(unmarked('« Oui. »')).toBe('Oui.');
    expect(unmarked('« Oui » et « non »')).toBe('« Oui » et « non »');
    expect(unmarked('"')).toBe('"');
  });
});

const WHOLE = { mots: 'Les blogs durent.', auteur: 'Lise Morin', source: 'Carnet' };

describe('a proposal', () => {
  test('has words, a voice and a source, or an address alone', () => {
    expect(readProposal({ ...WHOLE, date: '15 mars 2012' })).toEqual({
      words: 'Les blogs durent.',
      voice: 'Lise Morin',
      url: null,
      title: 'Carnet',
      date: '2012-03-15',
      permalink: null,
    });
    expect(readProposal({ source: 'Le Carnet, https://exemple.org/a' })).toMatchObject({
      words: null,
      url: 'https://exemple.org/a',
      title: 'Le Carnet',
    });
  });

  test('from a message has its address for a source where none is named', () => {
    const lien = 'https://ormelande.slack.com/archives/C1/p1';
    const { source: _, ...message } = { ...WHOLE, lien };
    expect(readProposal(message)).toMatchObject({ url: lien, permalink: lien });
    expect(readProposal({ ...WHOLE, lien })).toMatchObject({ url: null, permalink: lien });
  });

  test.each([
    [{}, { code: 'nothing to propose' }],
    [{ mots: '  ' }, { code: 'nothing to propose' }],
    [{ auteur: 'X' }, { code: 'proposal incomplete', missing: ['words'] }],
    [{ mots: 'Oui.' }, { code: 'proposal incomplete', missing: ['voice', 'source'] }],
    [{ source: 'Carnet' }, { code: 'proposal incomplete', missing: ['words'] }],
    [
      { ...WHOLE, date: 'hier' },
      { code: 'not a day', value: 'hier' },
    ],
    [{ ...WHOLE, source: 'https://machine/a' }, { code: 'not an address' }],
    [
      { ...WHOLE, mots: 'a'.repeat(3_001) },
      { code: 'proposal too long', field: 'words' },
    ],
    [
      { ...WHOLE, auteur: 'a'.repeat(81) },
      { code: 'proposal too long', field: 'voice' },
    ],
  ])('%j is refused for what is missing or not valid', (draft, told) => {
    expect(readProposal(draft)).toMatchObject(told);
  });

  test('keeps no character that a reader cannot see and a corpus may not hold', () => {
    const mots = 'Les\u202E blogs\u0007\r\ndurent\uD800.';
    expect(readProposal({ ...WHOLE, mots })).toMatchObject({ words: 'Les blogs\ndurent.' });
  });
});
