import { describe, expect, test } from 'vitest';
import { formatPeriod, periodIn, readDate } from '../../src/french/periods.ts';

describe('a period that a preposition names', () => {
  test.each([
    ['roi depuis 2012', 'depuis 2012', 'roi'],
    ['depuis 2012 roi', 'depuis 2012', 'roi'],
    ['roi dès 2012', 'depuis 2012', 'roi'],
    ['roi à partir de 2012', 'depuis 2012', 'roi'],
    ['roi DEPUIS 2012', 'depuis 2012', 'roi'],
    ['roi avant 2013', 'jusqu’en 2012', 'roi'],
    ['roi après 2012', 'depuis 2013', 'roi'],
    ['roi apres 2012', 'depuis 2013', 'roi'],
    ['roi jusqu’en 2012', 'jusqu’en 2012', 'roi'],
    ["roi jusqu'en 2012", 'jusqu’en 2012', 'roi'],
    ['roi jusqu’à fin 2012', 'jusqu’en 2012', 'roi'],
    ['roi en 2011 ?', 'en 2011', 'roi ?'],
    ['roi durant l’année 2011', 'en 2011', 'roi'],
    ['entre 2011 et 2013 le roi', 'de 2011 à 2013', 'le roi'],
    ['roi de 2011 à 2013', 'de 2011 à 2013', 'roi'],
    ['roi de 2013 à 2011', 'de 2011 à 2013', 'roi'],
    ['roi 2011-2013', 'de 2011 à 2013', 'roi'],
    ['roi 2011 – 2013', 'de 2011 à 2013', 'roi'],
    ['roi en mars 2012', 'en mars 2012', 'roi'],
    ['roi depuis mars 2012', 'depuis mars 2012', 'roi'],
    ['roi depuis févr. 2012', 'depuis février 2012', 'roi'],
    ['roi depuis 03/2012', 'depuis mars 2012', 'roi'],
    ['roi depuis 2012-03', 'depuis mars 2012', 'roi'],
    ['roi avant mars 2012', 'jusqu’en février 2012', 'roi'],
    ['roi avant janvier 2012', 'jusqu’en décembre 2011', 'roi'],
    ['roi après décembre 2011', 'depuis janvier 2012', 'roi'],
    ['roi de mars à juin 2012', 'de mars 2012 à juin 2012', 'roi'],
    ['roi d’avril à août 2012', 'd’avril 2012 à août 2012', 'roi'],
    ['roi depuis le 3 mars 2012', 'depuis le 3 mars 2012', 'roi'],
    ['roi avant le 1er mars 2012', 'jusqu’au 29 février 2012', 'roi'],
    ['roi le 1er avril 2011', 'le 1er avril 2011', 'roi'],
    ['depuis 1789 la cour', 'depuis 1789', 'la cour'],
  ])('%s: %s', (question, period, rest) => {
    const found = periodIn(question) ?? expect.fail();
    expect([formatPeriod(found.period), found.rest]).toEqual([period, rest]);
  });

  test.each([
    'la crise de 2008',
    'prédictions 2012',
    'prédictions pour 2012',
    'l’année 2012',
    '2012, année noire',
    'le plan de 2012-2013',
    'le plan 2012-03',
    'depuis toujours',
    'depuis 5 ans',
    'depuis 2000 ans',
    'en 2000 mots',
    'de 1000 à 2000 abonnés',
    'en mars',
    'en 2012,5 fois',
    'vendu à 2012 exemplaires',
    'en 20125',
    'avant-2012',
    'le 2012',
    'le décret du 3 mars 2012',
    'roi',
    '',
  ])('is none in « %s »', (question) => {
    expect(periodIn(question)).toBeNull();
  });

  test.each([
    ['crise en 2008', false],
    ['roi 2011-2013', false],
    ['roi depuis 2012', true],
    ['roi entre 2011 et 2013', true],
  ])('« %s » can be nothing else: %s', (question, isSure) => {
    expect(periodIn(question)?.isSure).toBe(isSure);
  });

  test('is looked for in a time that its length alone decides', { timeout: 2_000 }, () => {
    for (const piece of ['de ', 'entre 2011 et ', 'depuis le ', '2011-', 'jusqu’à la fin ', ' ']) {
      expect(() => periodIn(piece.repeat(300 / piece.length))).not.toThrow();
    }
  });
});

test.each([
  ['2012', '2012'],
  ['2012-03', '2012-03'],
  ['2012-03-15', '2012-03-15'],
  ['03/2012', '2012-03'],
  ['mars 2012', '2012-03'],
  ['Août 2012', '2012-08'],
  ['1er mars 2012', '2012-03-01'],
  ['2012-13', null],
  ['2012-02-30', null],
  ['13/2012', null],
  ['31 février 2012', null],
  ['mars', null],
  ['12', null],
  ['20123', null],
  ['demain', null],
  ['', null],
])('the date %j is %j', (typed, date) => {
  expect(readDate(typed)).toBe(date);
});
