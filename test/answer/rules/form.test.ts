import { describe, expect, test } from 'vitest';
import { passage } from '../../fixtures/passages.ts';
import { faultOf } from './faults.ts';

const cited = [passage()];

describe('a sentence', () => {
  test.each([
    'La page comptait trois mille abonnés et n’amenait personne.',
    'La page, dit-on, « n’amenait personne ».',
    'Les J.O. de l’année passée n’amenaient personne sur la page.',
  ])('is one: %s', (text) => {
    expect(faultOf('sentence', text, cited)).toBeNull();
  });

  test.each([
    ['La page comptait', 'too short'],
    [`La page ${'comptait '.repeat(60)}des abonnés.`, 'too long'],
    ['la page comptait trois mille abonnés.', 'does not start with a capital'],
    ['La page comptait trois mille abonnés', 'does not end in one full stop'],
    ['La page comptait trois mille abonnés...', 'does not end in one full stop'],
    ['La page comptait-elle trois mille abonnés ?', 'does not end in one full stop'],
    ['La page comptait des abonnés. Elle n’amenait personne.', 'more than one sentence: . .'],
    ['La page comptait des abonnés ! Elle n’amenait personne.', 'more than one sentence: ! .'],
  ])('is not: %s', (text, fault) => {
    expect(faultOf('sentence', text, cited)).toBe(fault);
  });
});

describe('plain characters', () => {
  test('are French letters, figures and the marks of prose', () => {
    const text = '« Œuvre » à 14,2 % : l’été, “où” 3 000 € (R&D) – naïf… ça, Noël !';
    expect(faultOf('characters', text, cited)).toBeNull();
  });

  test.each([
    ['a zero-width space', 'La pa\u200Bge.', 'U+200B'],
    ['an override of direction', 'La \u202Epage.', 'U+202E'],
    ['a soft hyphen', 'La pa\u00ADge.', 'U+00AD'],
    ['a line feed', 'La\npage.', 'U+000A'],
    ['a Cyrillic look-alike', 'La p\u0430ge.', 'U+0430'],
    ['full width', 'La \uFF50age.', 'U+FF50'],
    ['an emoji', 'La page 🙂.', 'U+1F642'],
    ['a decomposed letter', 'Un e\u0301tat.', 'U+0301'],
    ['a superscript', 'La page².', 'U+00B2'],
  ])('are not %s', (_, text, fault) => {
    expect(faultOf('characters', text, cited)).toBe(fault);
  });
});

describe('markup', () => {
  test.each([
    ['La page, https://x.invalid, n’amène personne.', '://'],
    ['La page de exemple.com n’amène personne.', 'e.com'],
    ['La page de a@b.fr n’amène personne.', 'b.fr'],
    ['La page de @personne.', '@'],
    ['La page #general.', '#'],
    ['La **page** vide.', '*'],
    ['La _page_ vide.', '_'],
    ['La `page` vide.', '`'],
    ['La page ~vide~.', '~'],
    ['La page ||vide||.', '|'],
    ['La page <b>.', '<'],
    ['La page [1].', '['],
    ['La page (2).', '(2)'],
    ['La page $x$.', '$'],
    ['La page \\vide.', '\\'],
    ['La page &lt;.', '&lt;'],
    ['La page :tada: vide.', ':tada:'],
    ['Tapez /debat roi.', ' /d'],
    ['- La page vide.', '- '],
    ['1. La page vide.', '1. '],
  ])('is found in %s', (text, found) => {
    expect(faultOf('markup', text, cited)).toBe(found);
  });

  test.each(['P&G et la R&D.', 'Le ROI/ROE : 14 % (environ).', 'Une année de J.O. - ou presque.'])(
    'is not in %s',
    (text) => {
      expect(faultOf('markup', text, cited)).toBeNull();
    },
  );
});
