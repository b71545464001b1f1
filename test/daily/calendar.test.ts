import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Agenda,
  CATCH_UP_MS,
  dateIn,
  latestOccurrence,
  nextOccurrence,
  standing,
} from '../../src/daily/calendar.ts';
import type { Schedule } from '../../src/debate/subscription.ts';
import { EVERY_DAY, scheduleAt } from './harness.ts';

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

const at = (zone: string, time: string, days?: number[]) => scheduleAt(time, zone, days);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show, `2026-11-22 09:00`, by another library than the calendar's. */
function shownIn(zone: string, ms: number): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(zone, clock);
  return clock.format(ms);
}

/** The slow way: the first quarter of an hour at which the clocks show the time wanted, or a later one. */
function firstShowing(zone: string, wanted: string): number {
  let ms = Date.parse(`${wanted.replace(' ', 'T')}Z`) - DAY_MS;
  while (shownIn(zone, ms) < wanted) ms += QUARTER_MS;
  return ms;
}

function next(schedule: Schedule, from: string) {
  const { date, atMs } = nextOccurrence(schedule, Date.parse(from));
  return { date, shown: shownIn(schedule.zone, atMs), at: new Date(atMs).toISOString() };
}

describe('a time that the clocks skip', () => {
  test.each([
    // Not as long after it as it was after the gap began.
    ['first that they show', 'Europe/Paris 02:30', '2026-03-28', '2026-03-29 03:00', '03-29'],
    [
      'same by half an hour',
      'Australia/Lord_Howe 02:10',
      '2026-10-03',
      '2026-10-04 02:30',
      '10-04',
    ],
    [
      'first of a day that begins at one',
      'Africa/Cairo 00:30',
      '2026-04-23',
      '2026-04-24 01:00',
      '04-24',
    ],
    [
      'next day’s, under its own date',
      'America/Nuuk 23:30',
      '2026-03-28',
      '2026-03-29 00:00',
      '03-28',
    ],
  ])('is the %s: %s', (_, place, from, shown, date) => {
    const [zone = '', time = ''] = place.split(' ');
    const found = next(at(zone, time), `${from}T12:00:00Z`);
    expect(found).toMatchObject({ date: `2026-${date}`, shown });
  });
});

test('a time that the clocks show twice happens once, the first time', () => {
  const schedule = at('Europe/Paris', '02:30');
  const found = next(schedule, '2026-10-24T12:00:00Z');
  expect(found).toMatchObject({ date: '2026-10-25', at: '2026-10-25T00:30:00.000Z' });
  expect(next(schedule, found.at).date).toBe('2026-10-26');
});

describe('a date that a zone leaps over', () => {
  test('has none, and the days around it theirs', () => {
    const schedule = at('Pacific/Apia', '09:00');
    const before = next(schedule, '2011-12-29T12:00:00Z');
    expect(before.date).toBe('2011-12-29');
    const shown = '2011-12-31 09:00';
    expect(next(schedule, before.at)).toMatchObject({ date: '2011-12-31', shown });
  });

  test('leaves a fortnight between two Fridays', () => {
    const fridays = at('Pacific/Apia', '09:00', [5]);
    const before = next(fridays, '2011-12-20T00:00:00Z');
    expect([before.date, next(fridays, before.at).date]).toEqual(['2011-12-23', '2012-01-06']);
    const latest = latestOccurrence(fridays, Date.parse('2012-01-05T00:00:00Z'));
    expect(latest.date).toBe('2011-12-23');
  });
});

describe('at any time in any zone', () => {
  const zones = [
    ...['Europe/Paris', 'America/Sao_Paulo', 'America/St_Johns', 'Australia/Lord_Howe'],
    ...['Africa/Cairo', 'Asia/Tehran', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Pago_Pago'],
    ...['America/Havana', 'America/Nuuk', 'Asia/Beirut', 'Africa/Casablanca', 'Pacific/Kiritimati'],
  ];
  const quarters = fc.integer({ min: 0, max: 95 });
  const moments = fc.integer({
    min: Date.UTC(2000, 0, 1) / QUARTER_MS,
    max: Date.UTC(2030, 0, 1) / QUARTER_MS,
  });
  const any = fc.tuple(fc.constantFrom(...zones), quarters, moments);
  const scheduleOf = (zone: string, quarter: number): Schedule => ({
    zone,
    days: EVERY_DAY,
    hour: Math.floor(quarter / 4),
    minute: (quarter % 4) * 15,
  });
  const timeOf = ({ hour, minute }: Schedule) =>
    `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

  test('is when the clocks first show that time of that date', () => {
    fc.assert(
      fc.property(any, ([zone, quarter, moment]) => {
        const schedule = scheduleOf(zone, quarter);
        const { date, atMs } = nextOccurrence(schedule, moment * QUARTER_MS);
        expect(atMs).toBe(firstShowing(zone, `${date} ${timeOf(schedule)}`));
      }),
      { seed: 6, numRuns: 400 },
    );
  });

  test('comes once a date, and the latest is the one before the next', () => {
    fc.assert(
      fc.property(any, ([zone, quarter, moment]) => {
        const schedule = scheduleOf(zone, quarter);
        const nowMs = moment * QUARTER_MS;
        const latest = latestOccurrence(schedule, nowMs);
        const following = nextOccurrence(schedule, nowMs);
        expect(latest.atMs).toBeLessThanOrEqual(nowMs);
        expect(following.atMs).toBeGreaterThan(nowMs);
        expect(nextOccurrence(schedule, latest.atMs)).toEqual(following);
        expect(latest.date < following.date).toBe(true);
      }),
      { seed: 6, numRuns: 400 },
    );
  });
});

describe('an occurrence', () => {
  const occurrence = { date: '2026-11-23', atMs: Date.parse('2026-11-23T08:00:00Z') };
  const { atMs } = occurrence;
  const never = { sinceMs: 0, isSettled: () => false };
  const only = (date: string) => ({ sinceMs: 0, isSettled: (each: string) => each === date });

  test.each([
    ['is due at its hour', never, atMs, 'due'],
    ['is due two hours later', never, atMs + CATCH_UP_MS, 'due'],
    ['is missed after that', never, atMs + CATCH_UP_MS + 1, 'missed'],
    ['is not due before', never, atMs - 1, 'settled'],
    ['is not owed to who asked later', { ...never, sinceMs: atMs + 1 }, atMs + 2, 'settled'],
    ['is settled once sent', only('2026-11-23'), atMs, 'settled'],
    ['S15: is due though a later one was sent', only('2027-01-04'), atMs, 'due'],
    ['is due when the day before was sent', only('2026-11-22'), atMs, 'due'],
  ] as const)('%s', (_, progress, nowMs, expected) => {
    expect(standing(occurrence, progress, nowMs)).toBe(expected);
  });

  test('after the date that was sent last is the next, though its zone changed meanwhile', () => {
    const moved = at('Pacific/Honolulu', '09:00');
    const nowMs = Date.parse('2026-11-22T22:00:00Z');
    expect(dateIn(moved.zone, nowMs)).toBe('2026-11-22');
    expect(nextOccurrence(moved, nowMs, (date) => date === '2026-11-23').date).toBe('2026-11-24');
  });
});

test('an agenda says what the calendar says, whenever it is asked', () => {
  const agenda = new Agenda();
  const schedule = at('Europe/Paris', '02:30', [7]);
  for (let ms = Date.UTC(2026, 2, 27); ms < Date.UTC(2026, 3, 8); ms += QUARTER_MS) {
    const latest = latestOccurrence(schedule, ms);
    const previous = latestOccurrence(schedule, latest.atMs - 1);
    expect(agenda.at(schedule, ms)).toMatchObject({ latest, previous });
  }
  expect(agenda.at(schedule, Date.UTC(2026, 2, 28)).latest.date).toBe('2026-03-22');
});
