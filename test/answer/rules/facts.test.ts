import { describe, expect, test } from 'vitest';
import { passage, source } from '../../fixtures/passages.ts';
import { faultOf } from './faults.ts';

const page = passage({
  text: 'Notre page Facebook comptait trois mille abonnés en 2012, soit 14 % de plus, pour 100 000 € par an.',
  thesis: 'La page de Facebook coûtait cent mille euros par an.',
});

describe('a quotation', () => {
  test.each([
    'La page a « trois mille abonnés ».',
    'La page a «\u00A0trois mille abonnés\u00A0».',
    'La page a “trois mille abonnés” et "100 000 €".',
    'L’article « Pourquoi j’ai fermé notre page » parle de Facebook.',
  ])('is exact in: %s', (text) => {
    expect(faultOf('quotation', text, [page])).toBeNull();
  });

  test.each([
    ['La page a « trois milles abonnés ».', 'trois milles abonnés'],
    ['La page a « trois mille abonné ».', 'trois mille abonné'],
    ['La page a « Trois mille abonnés ».', 'Trois mille abonnés'],
    ['La page a « trois  mille abonnés ».', 'trois  mille abonnés'],
    ['La page a « trois mille […] 14 % ».', 'trois mille […] 14 %'],
    ['La page a "du succès".', 'du succès'],
    ['La page a ‘du succès’.', 'du succès'],
    ["La page a 'du succès'.", 'du succès'],
    ['La page a « » rien.', 'empty quotation'],
    ['La page a « trois mille abonnés.', 'unpaired «'],
  ])('is not in: %s', (text, fault) => {
    expect(faultOf('quotation', text, [page])).toBe(fault);
  });
});

describe('a figure', () => {
  test.each([
    'La page comptait 3 000 abonnés en 2012.',
    'Elle comptait quatorze pour cent d’abonnés de plus.',
    'Elle coûtait cent mille euros par an.',
    'En 2013, Camille Exemple écrit que la page coûtait 100.000 € par an.',
  ])('is known in: %s', (text) => {
    expect(faultOf('figure', text, [page])).toBeNull();
  });

  test.each([
    'La page comptait 3 001 abonnés.',
    'Elle comptait 15 % d’abonnés de plus.',
    'Elle comptait 14 abonnés % de trop, dont quinze pour cent de clients.',
    'Elle coûtait 100 000 dollars par an.',
    'Elle coûtait cent mille euros par mois.',
    'Elle coûtait cent millions d’euros par an.',
    'La page comptait trois mille abonnés en 2011.',
    'La page comptait trois mille abonnés en 2013.',
    'La moitié de la page est vide.',
    'Une page sur trois est vide.',
    'La page date du XIXe siècle.',
    'La page comptait plus de trois mille abonnés.',
    'La page comptait au moins trois mille abonnés.',
    'Camille Exemple écrit que 2013 sera l’année de la page.',
  ])('is not in: %s', (text) => {
    expect(faultOf('figure', text, [page])).not.toBeNull();
  });

  test('stays with the name it belongs to', () => {
    const two = passage({
      text: '16.000 employés de Cisco et 8.000 employés de Dell ont été formés.',
    });
    expect(faultOf('figure', 'Cisco a formé 16 000 employés, et Dell 8 000.', [two])).toBeNull();
    expect(faultOf('figure', '8 000 employés de Cisco ont été formés.', [two])).toBe(
      '8000 for cisco',
    );
  });
});

describe('a name', () => {
  test.each([
    'La page Facebook de Camille Exemple coûtait cher.',
    'Sur le Web, la page coûtait cher.',
    'Fermer la page Facebook coûtait cher.',
    'Face à Facebook, la page coûtait cher.',
  ])('is known in: %s', (text) => {
    expect(faultOf('name', text, [page])).toBeNull();
  });

  test.each([
    ['La page Twitter coûtait cher.', 'Twitter'],
    ['La page instagram coûtait cher.', 'instagram'],
    ['Zuckerberg trouve que la page coûtait cher.', 'Zuckerberg'],
    ['La page américaine coûtait cher.', 'américaine'],
    ['La page coûtait cher à Orange.', 'Orange'],
    ['Le ROE de la page est faible.', 'ROE'],
  ])('is not in: %s', (text, found) => {
    expect(faultOf('name', text, [page])).toBe(found);
  });

  test('may be initials that the passage spells out', () => {
    const spelt = passage({ text: 'Le retour sur investissement de la page est faible.' });
    expect(faultOf('name', 'Le ROI de la page est faible.', [spelt])).toBeNull();
  });

  test('may be that of the source', () => {
    const other = passage({ source: source({ publisher: 'Revue Untel' }) });
    expect(faultOf('name', 'La page de la Revue Untel comptait des abonnés.', [other])).toBeNull();
  });
});
