import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooserAt } from '../../src/ask/chosen.ts';
import { DailyRun } from '../../src/daily/run.ts';
import type { Subscription } from '../../src/daily/subscriptions.ts';
import { standsAlone } from '../../src/debate/standing.ts';
import { StoreChoices } from '../../src/store/choices.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';
import { realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { at, FOLDERS, openTestHouse, toldBy } from '../fixtures/house.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { Channels, Lines, placeAt, scheduleAt, type Posted } from './harness.ts';

const HOUR_MS = 60 * 60_000;
/** The clocks of Montréal change on 8 March and 1 November, those of Paris on 29 March and 25 October. */
const [START_MS, END_MS] = [Date.UTC(2026, 2, 1), Date.UTC(2027, 2, 1)];
const CORPORA = { medias: realCorpus, place: townCorpus, velo: veloCorpus } as const;
type Key = keyof typeof CORPORA;

const CHANNELS = (
  [
    ['Europe/Paris', '09:00'],
    ['America/Montreal', '17:00'],
  ] as const
).flatMap(([zone, time]) =>
  (['medias', 'place', 'velo'] as const).map((key) => ({
    id: `${key} in ${zone}`,
    key,
    zone,
    time,
  })),
);

/** What changes in the year, at 03:00 UTC, when nothing is due. */
const GONE = ['2026-05-10', '2026-07-10'] as const;
const CHANGED = ['2026-08-15', '2026-12-01'] as const;
const RESTARTED = ['2026-06-01', '2026-11-15'];
const [MOVED = expect.fail()] = CHANNELS;

/** The hours of UTC at which anything may be due, and some before: a store that was opened anew is first looked at twice. */
const LOOKED_AT = ['03', '04', '05', '06', '07', '08', '09', '20', '21', '22', '23'];

const isWithin = (date: string, [first, end]: readonly [string, string]) =>
  date >= first && date < end;

/** Which debate a channel is sent on a date of its own: the workspace's, where its own is gone. */
function debateOf({ id, key }: Pick<(typeof CHANNELS)[number], 'id' | 'key'>, date: string): Key {
  const chosen = id === MOVED.id && isWithin(date, CHANGED) ? 'place' : key;
  return chosen === 'place' && isWithin(date, GONE) ? 'velo' : chosen;
}

/** One process, on a folder of debates and a file that outlast it. */
async function aProcess(
  debatesFolder: string,
  file: string,
  { clock, log, channels }: { clock: TestTime; log: Lines; channels: Channels },
) {
  const { store, claims, close } = await openStore(`sqlite:${file}`, { time: clock, log });
  const choices = new StoreChoices(store);
  const home = await openTestHouse({ debatesFolder, choices });
  const subscriptions = new StoreSubscriptions(store);
  const run = new DailyRun({
    ...{ subscriptions, deliveries: new StoreDeliveries(store), claims },
    watch: new StoreWatch(store, clock.now),
    ...{ debates: home.house, posters: [channels], log, now: clock.now },
    ...{ wait: () => Promise.resolve(), seed: 1 },
  });
  const ended = async () => {
    await home[Symbol.asyncDispose]();
    await close();
  };
  return { home, choices, subscriptions, run, ended };
}

/** A year of looks, and what every channel was sent in it. */
async function aYear(): Promise<ReadonlyMap<string, readonly Posted[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'debats-year-'));
  const debates = join(folder, 'debates');
  for (const [key, from] of Object.entries(FOLDERS))
    cpSync(from, join(debates, key), { recursive: true });
  const clock = new TestTime(START_MS);
  const channels = new Channels(clock.now);
  const log = new Lines();
  const begin = () => aProcess(debates, join(folder, 'store.sqlite'), { clock, log, channels });
  let running = await begin();
  for (const { id, key, zone, time } of CHANNELS) {
    const subscription: Subscription = {
      ...{ place: placeAt(id), schedule: scheduleAt(time, zone), sinceMs: START_MS },
    };
    await running.subscriptions.keep(subscription);
    await running.choices.keep(placeAt(id), { debate: key });
  }
  await running.choices.keep(chooserAt(at({}), 'workspace'), { debate: 'velo' });
  const choose = async (key: Key) => {
    const may = { mayManage: () => Promise.resolve(true) };
    const answer = await running.home.ask(`/debats choisir ${key}`, { channel: MOVED.id }, may);
    expect(toldBy(answer)).toBe('debate chosen');
  };
  const happenings: Readonly<Record<string, () => Promise<unknown>>> = {
    [GONE[0]]: async () => {
      rmSync(join(debates, 'place'), { recursive: true });
      await running.home.house.reload();
    },
    [GONE[1]]: async () => {
      cpSync(FOLDERS.place, join(debates, 'place'), { recursive: true });
      await running.home.house.reload();
    },
    [CHANGED[0]]: () => choose('place'),
    [CHANGED[1]]: () => choose('medias'),
  };
  for (; clock.nowMs < END_MS; clock.nowMs += HOUR_MS) {
    const [date = '', time = ''] = new Date(clock.nowMs).toISOString().split('T');
    if (time.startsWith('03')) {
      await happenings[date]?.();
      if (RESTARTED.includes(date)) {
        await running.ended();
        running = await begin();
      }
    }
    if (LOOKED_AT.includes(time.slice(0, 2))) await running.run.look();
    await running.run.settled();
  }
  expect(log.events).toEqual([]);
  expect(running.home.faults).toEqual([]);
  await running.ended();
  rmSync(folder, { recursive: true });
  return Map.groupBy(channels.posted, ({ channel }) => channel);
}

const DATES = Array.from({ length: (END_MS - START_MS) / (24 * HOUR_MS) }, (_, day) =>
  new Date(START_MS + day * 24 * HOUR_MS).toISOString().slice(0, 10),
);

describe('a year of three debates, each in a channel of two zones, in a house', async () => {
  const byChannel = await aYear();

  describe.each(CHANNELS)('$id', (channel) => {
    const { id, zone, time } = channel;
    const posts = byChannel.get(id) ?? [];
    const ofDebate = Map.groupBy(posts, ({ date }) => debateOf(channel, date));

    test('is sent one on every date, at its hour, in summer and in winter', () => {
      const clock = new Intl.DateTimeFormat('sv', {
        ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
      });
      expect(posts.map(({ atMs }) => clock.format(atMs))).toEqual(
        DATES.map((date) => `${date} ${time}`),
      );
      expect(posts.map(({ date }) => date)).toEqual(DATES);
    });

    test('is sent of its own debate, and of the workspace’s while that is gone', () => {
      for (const [key, sent] of ofDebate) {
        const held = new Set(CORPORA[key].passages.map((passage) => passage.id));
        expect(sent.filter(({ ref }) => !held.has(ref))).toEqual([]);
      }
    });

    test('is sent none twice before all of its debate were sent', () => {
      for (const [key, sent] of ofDebate) {
        const fit = CORPORA[key].passages.filter(standsAlone).length;
        for (let from = 0; from < sent.length; from += fit) {
          const cycle = sent.slice(from, from + fit).map(({ ref }) => ref);
          expect(new Set(cycle).size, key).toBe(cycle.length);
        }
      }
    });
  });
});
