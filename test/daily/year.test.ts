import { OpenDebate } from '../../src/debate/debates.ts';
import type { Address } from '../../src/ask/request.ts';
import { describe, expect, test } from 'vitest';
import { standsAlone } from '../../src/debate/standing.ts';
import { DailyRun } from '../../src/daily/run.ts';
import { NOTHING_SENT, placeKey, type Subscriptions } from '../../src/daily/subscriptions.ts';
import type { Deliveries, Delivery, Subscription, Watch } from '../../src/daily/subscriptions.ts';
import { realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { Channels, EVERY_DAY, Lines, placeAt, WORKING_DAYS, type Posted } from './harness.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 10, 22);
const DAYS = 365;
const ZONES = [
  ...['Europe/Paris', 'America/New_York', 'America/St_Johns', 'America/Nuuk', 'Africa/Cairo'],
  ...['Africa/Casablanca', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe'],
  ...['Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'],
];
const HOURS = [9, 0, 2, 12, 23, 3, 18, 1];
const DAYS_ASKED = [WORKING_DAYS, EVERY_DAY, [6, 7], [1], EVERY_DAY];

const asked = Array.from({ length: 200 }, (_, index): Subscription => {
  const zone = ZONES[index % ZONES.length] ?? '';
  const hour = HOURS[index % HOURS.length] ?? 0;
  const days = DAYS_ASKED[index % DAYS_ASKED.length] ?? EVERY_DAY;
  const place = placeAt(`C${index}`, `T${index % 9}`);
  return { place, schedule: { hour, minute: (index % 4) * 15, zone, days }, sinceMs: START_MS };
});

const DEBATES = [
  OpenDebate.of(realCorpus, 'medias'),
  OpenDebate.of(veloCorpus, 'velo'),
  OpenDebate.of(townCorpus, 'place'),
] as const;

/** The debate that is chosen in a channel: one of three in turn. */
const chosenIn = (channel: string | null) =>
  DEBATES[Number((channel ?? '').slice(1)) % DEBATES.length] ?? DEBATES[0];

/** Memory that costs nothing, so that a year takes seconds. */
function remembered() {
  const kept = new Map<string, Delivery>();
  const claimed = new Set<string>();
  const subscriptions: Subscriptions = {
    // eslint-disable-next-line @typescript-eslint/require-await
    all: async function* () {
      yield* asked;
    },
    of: (place) =>
      Promise.resolve(asked.find((each) => each.place.channel === place.channel) ?? null),
    keep: () => Promise.resolve(),
    end: () => Promise.resolve(false),
    erase: () => Promise.resolve(),
  };
  const deliveries: Deliveries = {
    of: (place) => Promise.resolve(kept.get(placeKey(place)) ?? NOTHING_SENT),
    keep: (place, delivery) => Promise.resolve(void kept.set(placeKey(place), delivery)),
  };
  const claim = (key: string) => {
    const isFree = !claimed.has(key);
    claimed.add(key);
    return Promise.resolve(isFree);
  };
  const look = () => Promise.resolve({ lookedMs: null, isMoved: false, lost: null });
  const watch: Watch = { look, leave: () => Promise.resolve() };
  return { subscriptions, deliveries, claims: { claim }, watch };
}

/** A year of looks, an hour apart, by three processes in turn. */
async function aYear(): Promise<ReadonlyMap<string, readonly Posted[]>> {
  let nowMs = START_MS;
  const now = () => nowMs;
  const channels = new Channels(now);
  const parts = {
    ...remembered(),
    debates: { at: ({ channel }: Address) => Promise.resolve(chosenIn(channel)) },
    posters: [channels],
    log: new Lines(),
    now,
  };
  const wait = () => Promise.resolve();
  const processes = [1, 2, 3].map((seed) => new DailyRun({ ...parts, wait, seed }));
  for (let hour = 0; hour <= DAYS * 24; hour += 1) {
    nowMs = START_MS + hour * HOUR_MS;
    const process = processes[hour % processes.length];
    await process?.look();
    await process?.settled();
  }
  return Map.groupBy(channels.posted, ({ channel }) => channel);
}

/** What the clocks of a zone show, `2026-11-22 09:00`. */
const clockIn = (zone: string) =>
  new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });

/** Every date of the year on whose day of the week the subscription is to be sent, in its zone. */
function datesOf({ schedule: { hour, minute, zone, days } }: Subscription): string[] {
  const clock = clockIn(zone);
  const [first, last] = [clock.format(START_MS), clock.format(START_MS + DAYS * DAY_MS)];
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return Array.from({ length: DAYS + 4 }, (_, day) => START_MS + (day - 2) * DAY_MS)
    .filter((ms) => days.includes(new Date(ms).getUTCDay() || 7))
    .map((ms) => new Date(ms).toISOString().slice(0, 10))
    .filter((date) => `${date} ${time}` >= first && `${date} ${time}` <= last);
}

describe('a year of 200 subscriptions to three debates in twelve zones', async () => {
  const byChannel = await aYear();
  const sentTo = ({ place }: Subscription) => byChannel.get(place.channel) ?? [];

  test('sends each on every date it is owed, once, in order', () => {
    for (const each of asked) {
      expect(sentTo(each).map(({ date }) => date)).toEqual(datesOf(each));
    }
    expect(byChannel.size).toBe(200);
  });

  test('sends each within the hour of its local time, in summer and in winter', () => {
    for (const each of asked) {
      const { hour, minute, zone } = each.schedule;
      const clock = clockIn(zone);
      for (const { date, atMs } of sentTo(each)) {
        const wanted = Date.parse(`${date}T00:00:00Z`) + hour * HOUR_MS + minute * 60_000;
        const shown = Date.parse(`${clock.format(atMs).replace(' ', 'T')}Z`);
        // In the night of a change, an hour that is skipped or shown twice may lie in between.
        expect(Math.abs(shown - wanted)).toBeLessThan(2 * HOUR_MS);
        if (hour >= 9 && hour < 23) expect(shown - wanted).toBeGreaterThanOrEqual(0);
        if (hour >= 9 && hour < 23) expect(shown - wanted).toBeLessThan(HOUR_MS);
      }
    }
  });

  test('sends each channel what its own debate holds, and nothing of another', () => {
    for (const each of asked) {
      const { corpus } = chosenIn(each.place.channel);
      const held = new Set(corpus?.passages.map(({ id }) => id));
      expect(sentTo(each).filter(({ ref }) => !held.has(ref))).toEqual([]);
    }
  });

  test('repeats none in any channel before every one was sent', () => {
    for (const each of asked) {
      const { corpus } = chosenIn(each.place.channel);
      const fit = corpus?.passages.filter(standsAlone).length ?? 0;
      const refs = sentTo(each).map(({ ref }) => ref);
      for (let from = 0; from < refs.length; from += fit) {
        const cycle = refs.slice(from, from + fit);
        expect(new Set(cycle).size).toBe(cycle.length);
      }
    }
  });
});
