import { describe, expect, test } from 'vitest';
import { figuresIn } from '../../src/french/figures.ts';

describe('the figures of a text', () => {
  test.each([
    ['cent mille euros', '100000'],
    ['100 000 €, ou 100.000 €', '100000'],
    ['150 millions', '150000000'],
    ['1,5 million', '1500000'],
    ['deux millions cent mille', '2100000'],
    ['quatre-vingt-deux ans', '82'],
    ['quatre-vingt-dix-sept', '97'],
    ['soixante et onze', '71'],
    ['vingt et une heures', '21'],
    ['trois cent mille deux cent douze', '300212'],
    ['une trentaine', '30'],
    ['neuf ans', '9'],
    ['neuf cents vélos', '900'],
    ['le troisième stade', '3e'],
    ['la 3ème phase', '3e'],
    ['le XXIe siècle', '21e'],
    ['18 %', '18%'],
    ['dix-huit pour cent', '18%'],
    ['un quart des voitures', '25%'],
    ['un infarctus sur quatre', '25%'],
    ['un client sur cinq', '20%'],
    ['la moitié', '50%'],
    ['des millions de lecteurs', '1000000s'],
  ])('« %s » is %s', (text, figure) => {
    expect([...figuresIn(text)]).toEqual([figure]);
  });

  test.each([
    'une seule fois',
    'le premier mot et les premières années',
    'remettre à neuf',
    'Radian6 et M2C',
    'les tiers et le tout',
  ])('has none in « %s »', (text) => {
    expect([...figuresIn(text)]).toEqual([]);
  });

  test('are told apart by what stands between them', () => {
    expect([...figuresIn('deux, trois ou quatre choses en 2011-2014')]).toEqual([
      ...['2', '3', '4', '2011', '2014'],
    ]);
  });
});
