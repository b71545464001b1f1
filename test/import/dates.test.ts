import { expect, test } from 'vitest';
import { addressIn } from '../../src/import/bounds.ts';
import { dateAt, dateIn, writesDayFirst } from '../../src/import/dates.ts';

test.each([
  ['2011-04-01T10:00:00+02:00', '2011-04-01'],
  ['le 1er avril 2011 à 10 h', '2011-04-01'],
  ['Séance du 12 août 2024', '2024-08-12'],
  ['DÉCEMBRE 2011', '2011-12'],
  ['30 février 2024', null],
  ['2024-13-01', null],
  ['3 avr. 2011 à 14 h 02', '2011-04-03'],
  ['April 3, 2011 at 2:02 pm', '2011-04-03'],
  ['23/04/2011', '2011-04-23'],
  ['2011/04/03 18:22', '2011-04-03'],
  ['03/04/2011', null],
  ['il y a 3 ans', null],
  ['hier', null],
])('« %s » tells %s', (text, date) => {
  expect(dateIn(text)).toBe(date);
});

test('03/04 is the third of April where its source is known to write the day first', () => {
  expect(dateIn('03/04/2011', true)).toBe('2011-04-03');
  expect(dateIn('03.04.11', true)).toBe('2011-04-03');
  expect(writesDayFirst('le 03/04/2011, puis le 23/04/2011')).toBe(true);
  expect(writesDayFirst('on 04/23/2011')).toBe(false);
});

test.each([
  ['2011-04-01 10:20:30', '2011-04-01'],
  ['2019-03-12T15:00:00', '2019-03-12'],
  ['2019-03', '2019-03'],
  ['1914', '1914'],
  ['2019-02-30', null],
  ['0000-00-00 00:00:00', null],
  ['19140', null],
])('a program that writes « %s » tells %s', (written, date) => {
  expect(dateAt(written)).toBe(date);
});

test('an address is one that a work may hold', () => {
  expect(addressIn(' https://exemple.fr/p?a=1 ')).toBe('https://exemple.fr/p?a=1');
  const others = [
    'exemple.fr',
    'https://[',
    'ftp://exemple.fr',
    `https://exemple.fr/${'a'.repeat(600)}`,
  ];
  for (const other of others) expect(addressIn(other)).toBeNull();
});
