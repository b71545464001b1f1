import { expect, test } from 'vitest';
import { dateIn } from '../../src/import/dates.ts';

test.each([
  ['2011-04-01T10:00:00+02:00', '2011-04-01'],
  ['le 1er avril 2011 à 10 h', '2011-04-01'],
  ['Séance du 12 août 2024', '2024-08-12'],
  ['DÉCEMBRE 2011', '2011-12'],
  ['30 février 2024', null],
  ['2024-13-01', null],
  ['hier', null],
])('« %s » tells %s', (text, date) => {
  expect(dateIn(text)).toBe(date);
});
