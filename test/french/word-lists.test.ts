import { describe, expect, test } from 'vitest';
import { DISCOURSE_WORDS } from '../../src/french/lists/discourse-words.ts';
import { NUMBERS } from '../../src/french/numerals.ts';
import { foldText, wordsOf, isStopWord, isDiscourse } from '../../src/french/words.ts';
import { STOP_WORDS } from '../../src/french/lists/stop-words.ts';
import { isCommonWord } from '../../src/french/spelling.ts';

describe('the lists of words', () => {
  test.each([
    ['stop words', [...STOP_WORDS]],
    ['discourse words', DISCOURSE_WORDS],
    ['numbers', [...NUMBERS.keys()]],
  ])('hold folded %s', (_, words) => {
    expect(words.map(foldText)).toEqual(words);
  });

  test('hold stop words that are one word each', () => {
    const parted = [...STOP_WORDS].filter((word) => wordsOf(word)[0]?.form !== word);
    expect(parted).toEqual([]);
  });

  test.each(['fin', 'mort', 'marque', 'annee', 'crise', 'web', 'vie'])(
    'leave %s to search',
    (word) => {
      expect(isStopWord(word)).toBe(false);
    },
  );

  test.each(['est', 'pourquoi', 'combien', 'qu', 'bonjour', 'merci', 'svp'])('stop %s', (word) => {
    expect(isStopWord(word)).toBe(true);
  });

  test('know what asks from what names', () => {
    expect(['role', 'avenirs', 'pensent', 'e'].map(isDiscourse)).toEqual([true, true, true, true]);
    expect(['blog', 'agence', 'crise'].map(isDiscourse)).toEqual([false, false, false]);
  });

  test('know ordinary words in every inflection', () => {
    expect(['loup', 'loups', 'cuisiniere', 'vermeer'].every(isCommonWord)).toBe(true);
    expect(isCommonWord('entrprise')).toBe(false);
  });
});
