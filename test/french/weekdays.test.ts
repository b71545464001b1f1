import { describe, expect, test } from 'vitest';
import { isDayWord, readDays } from '../../src/french/weekdays.ts';

const EVERY = [1, 2, 3, 4, 5, 6, 7];
const WORKING = [1, 2, 3, 4, 5];

describe('days, folded', () => {
  test.each<[string, readonly number[]]>([
    ['lundi a vendredi', WORKING],
    ['du lundi au vendredi', WORKING],
    ["de lundi jusqu'a jeudi", [1, 2, 3, 4]],
    ["lundi jusqu'au vendredi", WORKING],
    ['lundi-vendredi', WORKING],
    ['lun.-ven.', WORKING],
    ['lundi→vendredi', WORKING],
    ['lundi au vendredi inclus', WORKING],
    ['du samedi au mardi', [1, 2, 6, 7]],
    ['dimanche a jeudi', [1, 2, 3, 4, 7]],
    ['lundi a mercredi et vendredi', [1, 2, 3, 5]],
    ['lundi et mercredi au vendredi', [1, 3, 4, 5]],
    ['lundi, mercredi et vendredi', [1, 3, 5]],
    ['lundi/mercredi', [1, 3]],
    ['lundi & jeudi', [1, 4]],
    ['les lundis', [1]],
    ['chaque jour ouvrable', WORKING],
    ['tous les lundis', [1]],
    ['toutes les semaines le lundi', [1]],
    ['tous les jours sauf le dimanche', [1, 2, 3, 4, 5, 6]],
    ['tous les jours sauf samedi et dimanche', WORKING],
    ['tous les jours a part le lundi', [2, 3, 4, 5, 6, 7]],
    ['tous les jours hors week-end', WORKING],
    ['sauf le week-end', WORKING],
    ['lundi a vendredi sauf mercredi', [1, 2, 4, 5]],
    ['en semaine', WORKING],
    ['jours ouvrables', WORKING],
    ['5j/7', WORKING],
    ['7 jours sur 7', EVERY],
    ['chaque jour', EVERY],
    ['le week-end', [6, 7]],
    ['en semaine et le samedi', [1, 2, 3, 4, 5, 6]],
    ['lundi a', [1]],
    ['l-v', WORKING],
    ['l – d', EVERY],
    ['v-d', [5, 6, 7]],
    ['l-v sauf jeudi', [1, 2, 3, 5]],
    ['lmmjv', WORKING],
  ])('%s', (typed, days) => {
    expect(readDays(typed)).toEqual(days);
  });

  test.each([
    'tous les jours sauf en semaine et le week-end',
    'sauf',
    'a',
    'lundi ou mardi',
    'm-v',
    'l',
  ])('are not « %s »', (typed) => {
    expect(readDays(typed)).toBeNull();
  });

  test('leave other words alone', () => {
    expect(['paris', 'port-au-prince', 'lundi'.repeat(100)].map(isDayWord)).not.toContain(true);
  });
});
