import { expect, test } from 'vitest';
import { nearNames } from '../../src/corpus/spellings.ts';

function nearAmong(...names: string[]) {
  return nearNames(new Map(names.map((name, at) => [name, names.length - at])), new Set());
}

test('a name without its first name, or a letter apart, may be another’s', () => {
  expect(nearAmong('Lise Morin', 'Morin')).toEqual([['Morin', 'Lise Morin']]);
  expect(nearAmong('Lise Morin', 'Lise Morrin')).toEqual([['Lise Morrin', 'Lise Morin']]);
});

test('numbers and initials tell people apart', () => {
  expect(nearAmong('Participant 3', 'Participant 4', 'Participant')).toEqual([]);
  expect(nearAmong('VOIX_01', 'VOIX_02')).toEqual([]);
  expect(nearAmong('A. R.', 'A. T.', 'A. R. – 2')).toEqual([]);
});
