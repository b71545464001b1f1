import { describe, expect, test } from 'vitest';
import { formatTime, readTime } from '../../src/french/time-of-day.ts';
import { foldText } from '../../src/french/words.ts';

const plain = (text: string) => text.replace(/\u00A0/gu, ' ');

describe('a time of day', () => {
  test.each([
    [9, 0, '9 h'],
    [9, 5, '9 h 05'],
    [18, 30, '18 h 30'],
    [0, 0, '0 h'],
  ])('%i:%i is written « %s », and read', (hour, minute, written) => {
    expect(plain(formatTime(hour, minute))).toBe(written);
    expect(readTime(written)).toEqual({ hour, minute });
  });

  test.each([
    ['midi et demi', 12, 30],
    ['minuit moins 5', 23, 55],
    ['9h et quart', 9, 15],
    ['9 et demie', 9, 30],
    ['dix heures moins le quart', 9, 45],
    ['dix heures moins vingt', 9, 40],
    ['neuf heures', 9, 0],
    ['une heure du matin', 1, 0],
    ['vingt et une heures trente', 21, 30],
    ['vingt-trois heures quarante-cinq', 23, 45],
    ['6 heures du soir', 18, 0],
    ['8h le soir', 20, 0],
    ['trois heures et demie de l’après-midi', 15, 30],
    ['7h30 du mat', 7, 30],
  ])('« %s » is read as it is said', (said, hour, minute) => {
    expect(readTime(foldText(said))).toEqual({ hour, minute });
  });

  test.each([
    '24h',
    '9h60',
    'h30',
    '-1h',
    '9h30h',
    '930',
    '9 30',
    'neuf',
    '12h du soir',
    'quart',
    '',
  ])('is not « %s »', (typed) => {
    expect(readTime(typed)).toBeNull();
  });
});
