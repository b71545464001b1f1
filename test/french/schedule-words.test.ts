import { describe, expect, test } from 'vitest';
import { formatTime, readTime } from '../../src/french/clock.ts';
import { formatDay } from '../../src/french/dates.ts';
import { formatDays, readDays, weekdayOf } from '../../src/french/weekdays.ts';

const plain = (text: string) => text.replace(/\u00A0/gu, ' ');

describe('a time of day', () => {
  test.each([
    [9, 0, '9 h'],
    [9, 5, '9 h 05'],
    [18, 30, '18 h 30'],
    [0, 0, '0 h'],
  ])('%i:%i is written « %s »', (hour, minute, written) => {
    expect(plain(formatTime(hour, minute))).toBe(written);
    expect(readTime(written)).toEqual({ hour, minute });
  });

  test.each(['24h', '9h60', 'h30', '-1h', '9h30h', '930', 'neuf heures', ''])(
    'is not « %s »',
    (typed) => {
      expect(readTime(typed)).toBeNull();
    },
  );
});

describe('days of the week', () => {
  test.each([
    [[1, 2, 3, 4, 5], 'du lundi au vendredi'],
    [[1, 2, 3, 4, 5, 6, 7], 'tous les jours'],
    [[1, 3, 5], 'le lundi, le mercredi et le vendredi'],
    [[6, 7], 'le samedi et le dimanche'],
    [[7], 'le dimanche'],
  ])('%j are written « %s », and read so', (days, written) => {
    expect(formatDays(days)).toBe(written);
    expect(readDays(written)).toEqual(days);
  });

  test.each(['', 'le', 'demain', 'lun-demain', 'lun-mer-ven', 'jours', 'l'])(
    'are not « %s »',
    (typed) => {
      expect(readDays(typed)).toBeNull();
    },
  );
});

describe('a date', () => {
  test.each([
    ['2026-11-22', 7, 'dimanche 22 novembre'],
    ['2026-12-01', 2, 'mardi 1er décembre'],
    ['2028-02-29', 2, 'mardi 29 février'],
  ])('%s is day %i of its week, « %s »', (date, weekday, written) => {
    expect(weekdayOf(date)).toBe(weekday);
    expect(formatDay(date)).toBe(written);
  });
});
