import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alternatives,
  capitalised,
  counted,
  enumeration,
  foldWhiteSpace,
  formatNumber,
  french,
  inGuillemets,
  typeset,
  withDe,
} from '../../src/french/typography.ts';

describe('words between guillemets', () => {
  test.each([
    ['le roi', '«\u00A0le roi\u00A0»'],
    ['« le roi »', '« le roi »'],
    ['« le roi » est nu', '« le roi » est nu\u00A0»'],
    ['le « roi »', '«\u00A0le « roi »\u00A0»'],
    ['“le roi”', '«\u00A0“le roi”\u00A0»'],
  ])('%s are %s', (words, shown) => {
    expect(inGuillemets(words)).toBe(shown);
  });

  test('keep every character of theirs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        expect(inGuillemets(words)).toContain(words);
        expect(inGuillemets(words)).toMatch(/^«[^]*»$/u);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('white space', () => {
  test('of any kind is one plain space, and none at the ends', () => {
    const spaces = ' \t\n\r\u00A0\u2009\u202F\u3000';
    expect(foldWhiteSpace(`${spaces}le${spaces}roi${spaces}`)).toBe('le roi');
  });

  test('is all that folding changes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldWhiteSpace(text).replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        expect(foldWhiteSpace(foldWhiteSpace(text))).toBe(foldWhiteSpace(text));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('numbers', () => {
  test.each([
    [0, '0\u00A0passage'],
    [1, '1\u00A0passage'],
    [2, '2\u00A0passages'],
    [1234, '1\u202F234\u00A0passages'],
  ])('%i counts as %s', (count, written) => {
    expect(counted(count, 'passage')).toBe(written);
  });

  test('take the plural they are given', () => {
    expect(counted(2, 'journal', 'journaux')).toBe('2\u00A0journaux');
  });

  test('of seven figures have two narrow no-break spaces', () => {
    expect(formatNumber(1_234_567)).toBe('1\u202F234\u202F567');
  });
});

describe('names', () => {
  test.each([
    ['Fred Cavazza', 'de Fred Cavazza'],
    ['Yann Gourvennec', 'de Yann Gourvennec'],
    ['Yves', 'd’Yves'],
    ['Hervé Kabla', 'd’Hervé Kabla'],
    ['Antoine Dupin', 'd’Antoine Dupin'],
    ['Émile', 'd’Émile'],
    ['Œdipe', 'd’Œdipe'],
    ['l’auteur non identifié', 'de l’auteur non identifié'],
    ['les commentateurs', 'des commentateurs'],
  ])('after de: %s, %s', (name, written) => {
    expect(withDe(name)).toBe(written);
  });

  test('are listed as French does', () => {
    expect(alternatives(['a', 'b', 'c'])).toBe('a, b ou c');
    expect(enumeration(['a', 'b', 'c'])).toBe('a, b et c');
    expect(enumeration([])).toBe('');
  });

  test('keep their accent in a capital', () => {
    expect(capitalised('élodie')).toBe('Élodie');
    expect(capitalised('')).toBe('');
  });
});

describe('our own sentences', () => {
  test('have the spaces of French before : ; ! and ?', () => {
    expect(typeset('Quoi ? Ceci : cela ; ici !')).toBe(
      'Quoi\u202F? Ceci\u00A0: cela\u202F; ici\u202F!',
    );
  });

  test('leave what is put into them as it is', () => {
    expect(french`Sujet : ${'a ? b : c'} !`).toBe('Sujet\u00A0: a ? b : c\u202F!');
  });

  test('leave a backslash that is put into them as it is', () => {
    expect(french`Sujet : ${'a\\nb'}`).toBe('Sujet\u00A0: a\\nb');
  });
});
