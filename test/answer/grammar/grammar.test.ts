import { describe, expect, test } from 'vitest';
import { clausesOf } from '../../../src/answer/grammar/clauses.ts';
import { figuresIn } from '../../../src/answer/grammar/numbers.ts';
import { quotationsIn } from '../../../src/answer/grammar/quotations.ts';
import { rootOf } from '../../../src/answer/grammar/root.ts';
import { tokensOf } from '../../../src/answer/grammar/tokens.ts';

describe('the tokens of a text', () => {
  test.each([
    ['L’e-réputation n’est qu’aujourd’hui', "l' e - reputation n' est qu' aujourd'hui"],
    ['16.000 et 100 000 € en 2012 100 fois', '16.000 et 100 000 € en 2012 100 fois'],
    ['P&G, J.O. et B2B', 'p&g , j.o . et b2b'],
  ])('of %s are %s', (text, forms) => {
    expect(
      tokensOf(text)
        .map(({ form }) => form)
        .join(' '),
    ).toBe(forms);
  });

  test('stand where they say', () => {
    const text = 'L’œuvre de 2 000 pages n’a pas d’Éditeur.';
    for (const { text: written, start, end } of tokensOf(text)) {
      expect(text.slice(start, end)).toBe(written);
    }
  });
});

describe('the root', () => {
  test.each([
    'facon faconne faconnee faconnent',
    'evolu evolution evoluer evolueront',
    'achet achete acheter',
    'satur saturation satures',
  ])('of a family is one: %s', (family) => {
    expect(new Set(family.split(' ').map(rootOf)).size).toBe(1);
  });
});

describe('the figures of a text', () => {
  test.each([
    ['quinze pour cent', [15]],
    ['deux mille cinq cents exemplaires', [2500]],
    ['326 millions de dollars', [326e6]],
    ['quatre-vingt-dix-sept fois', [97]],
    ['vingt et un', [21]],
    ['la 3ème phase, la troisième, la IIIe', [3, 3, 3]],
    ['une demi-douzaine', [0.5, 12]],
    ['un sur trois, une fois sur neuf', [1, 3, 9]],
    ['un commentateur, rien de neuf, le CM', []],
    ['en 1996, 7 fois', [1996, 7]],
  ])('%s: %j', (text, values) => {
    expect(figuresIn(tokensOf(text)).map(({ value }) => value)).toEqual(values);
  });
});

describe('the signs of words', () => {
  const MARKS = { affirmed: '+', denied: '-', asked: '?', unclear: '~' };
  const signs = (text: string) =>
    clausesOf(tokensOf(text))
      .map(({ tokens }) => tokens.map(({ sign, form }) => MARKS[sign] + form).join(' '))
      .join(' | ');

  test.each([
    ['Le blog dure.', '+le +blog +dure'],
    ['Le blog ne dure pas.', '~le ~blog -ne -dure -pas'],
    ['Le blog ne fait que durer.', '+le +blog +ne +fait +que +durer'],
    ['Le blog dure-t-il ?', '?le ?blog ?dure ?t ?il'],
    ['Sans stratégie, le blog dure.', '+sans -strategie | ~le ~blog ~dure'],
    ['On se demande si le blog dure.', '~on ~se ~demande ~si ?le ?blog ?dure'],
    ['Le blog dure sans doute.', '+le +blog +dure +sans +doute'],
    ['Le blog n’est pas mort, mais il change.', "~le ~blog -n' -est -pas -mort | +il +change"],
  ])('%s', (text, marked) => {
    expect(signs(text)).toBe(marked);
  });
});

describe('the quotations of a text', () => {
  test.each([
    ['dit « oui » puis « non »', ['oui', 'non']],
    ['dit «\u00A0un “like”\u00A0» ici', ['un “like”']],
    ['l’été, l‘hiver et l’automne', []],
    ['dit “oui“ ou "non"', ['oui', 'non']],
  ])('%s: %j', (text, words) => {
    expect(quotationsIn(text).map((each) => each.words)).toEqual(words);
  });
});
