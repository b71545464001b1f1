import { catalogueOf } from '../../src/debate/catalogue.ts';
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answerGesture } from '../../src/ask/subscribing.ts';
import { noticeText } from '../../src/messages/messages.ts';
import { BotError } from '../../src/errors.ts';
import type { DailyRun } from '../../src/daily/run.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { REAL_TIME } from '../store/opening.ts';
import { backUp, Lines, openDaily, placeAt, scheduleAt } from './harness.ts';

const BEFORE = '2026-11-22T12:00:00Z';
const on = (day: number, time: string) => `2026-11-${day}T${time}:00Z`;
const folder = mkdtempSync(join(tmpdir(), 'debat-losses-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Daily = Awaited<ReturnType<typeof openDaily>>;

async function openNine() {
  const daily = await openDaily(BEFORE);
  await daily.subscribe(scheduleAt('09:00'));
  return daily;
}

/** What `/abonnement etat` says here. */
async function stateOf({
  subscriptions,
  deliveries,
  clock,
}: Pick<Daily, 'subscriptions' | 'deliveries' | 'clock'>) {
  const subscribing = { subscriptions, deliveries, now: clock.now, timeZone: 'Europe/Paris' };
  const address = { ...placeAt(), person: 'U1' };
  const request = { address, command: 'abonnement', input: { options: {} } } as const;
  const knowledge = { corpus: realCorpus, subscribing } as never;
  const reply = await answerGesture({ geste: 'etat' }, knowledge, request);
  const text =
    reply.kind === 'notice' ? noticeText(reply.notice, catalogueOf(realCorpus).examples) : '';
  return text.replaceAll(/[\u00A0\u202F]/gu, ' ');
}

/** What the log says of quotations that were lost, or may have been lost or doubled. */
function told({ lines }: Pick<Daily, 'lines'>) {
  return lines.events
    .filter(({ event }) => /^a daily quotation (?:was not|may)/u.test(event))
    .map(({ fields }) => {
      const { date, outcome } = fields as Record<string, string>;
      return `${date} ${outcome}`;
    });
}

describe('a clock that goes wrong', () => {
  test.each([
    ['before the hour', on(23, '07:30'), 40],
    ['at the hour', on(23, '08:00'), 40],
    ['after the hour', on(23, '08:30'), 40],
    ['at the hour', on(23, '08:00'), 3],
  ])(
    'S15: %s of %s, %i days ahead for a minute, keeps no day from its quotation',
    async (...row) => {
      const [, moment, days] = row;
      const daily = await openNine();
      const { lookAt, channels, clock, run, process } = daily;
      await lookAt(on(22, '13:00'));
      if (moment === on(23, '08:30')) await lookAt(on(23, '08:00'));
      clock.put(moment);
      const ahead = clock.nowMs + days * 24 * 3_600_000;
      // One that lives does not believe it; one that begins just then cannot know.
      await lookAt(new Date(ahead).toISOString());
      expect(told(daily)).toEqual([]);
      await lookAt(new Date(ahead + 30_000).toISOString(), [process({ seed: 9 })]);
      expect(await stateOf(daily)).toContain('Prochain envoi');
      for (const time of ['08:31', '08:32', '12:00']) await lookAt(on(23, time));
      expect(await stateOf(daily)).toBe(
        'La citation du jour est envoyée ici tous les jours à 9 h (Europe/Paris). Prochain envoi : mardi 24 novembre à 9 h (Europe/Paris). Dernier envoi : lundi 23 novembre.',
      );
      for (const day of [24, 25]) await lookAt(on(day, '08:00'));
      const here = channels.dates().filter((date) => date < '2026-11-26');
      expect(here).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
      expect(new Set(channels.posted.map(({ ref }) => ref)).size).toBe(channels.posted.length);
      expect(run.counts()).toMatchObject({ missed: 0 });
    },
  );

  test('S15: keeps no place that was subscribed, or paused, meanwhile from its quotation', async () => {
    const { lookAt, channels, clock, subscribe, deliveries } = await openDaily(BEFORE);
    const aheadMs = clock.nowMs + 40 * 24 * 3_600_000;
    await subscribe(scheduleAt('09:00'), placeAt('C1'), aheadMs);
    await subscribe(scheduleAt('09:00'), placeAt('C2'));
    const pause = { obstacle: 'archived', sinceMs: aheadMs } as const;
    await deliveries.keep(placeAt('C2'), { ...(await deliveries.of(placeAt('C2'))), pause });
    await lookAt(on(23, '08:00'));
    expect([channels.dates('C1'), channels.dates('C2')]).toEqual([['2026-11-23'], ['2026-11-23']]);
  });
});

describe('a process that is killed', () => {
  test('S16: between the note and the request is told in the log, once, and in etat', async () => {
    const daily = await openNine();
    const { lookAt, channels, process, clock } = daily;
    const killed = process({ seed: 7 });
    channels.before = () => new Promise(() => undefined);
    clock.put(on(23, '08:00'));
    await killed.look();
    await turns();
    channels.before = () => undefined;
    const others = [process({ seed: 2 }), process({ seed: 3 })];
    expect(await stateOf(daily)).toContain(
      'La citation du 23 novembre 2026 n’a peut-être pas été envoyée : l’envoi a commencé, et rien ne dit qu’il ait abouti.',
    );
    for (const time of ['08:01', '08:02', '08:03', '08:04', '12:00']) {
      await lookAt(on(23, time), others);
    }
    expect(told(daily)).toEqual(['2026-11-23 begun']);
    expect(channels.dates()).toEqual([]);
    await lookAt(on(24, '08:00'), others);
    expect(await stateOf(daily)).toContain('La citation du 23 novembre 2026 n’a peut-être pas');
    expect(channels.dates()).toEqual(['2026-11-24']);
  });

  test('S16: between the claim and the note is told, even to one that begins days later', async () => {
    const daily = await openNine();
    const { lookAt, channels, claims, process } = daily;
    await lookAt(on(22, '13:00'));
    await claims.claim('daily ["slack","T1","C1"] 2026-11-23#1', 3_600_000);
    for (const day of [25, 26]) await lookAt(on(day, '08:00'), [process({ seed: day })]);
    expect(told(daily)).toEqual(['2026-11-24 missed', '2026-11-23 missed']);
    expect(await stateOf(daily)).toContain(
      'Les citations du 23 novembre 2026 et du 24 novembre 2026 ne sont pas parties : elles n’ont pas pu être envoyées dans les deux heures',
    );
    expect(channels.dates()).toEqual(['2026-11-25', '2026-11-26']);
  });

  test('S16: after the request is found by its record, once the store can be written again', async () => {
    const daily = await openNine();
    const { lookAt, channels, deliveries, process, parts } = daily;
    let isDown = false;
    const run = process({
      deliveries: {
        of: parts.deliveries.of.bind(parts.deliveries),
        keep: (place, delivery) =>
          isDown ? Promise.reject(DOWN) : parts.deliveries.keep(place, delivery),
      },
    });
    channels.after = () => {
      isDown = true;
    };
    await lookAt(on(23, '08:00'), [run]);
    isDown = false;
    await lookAt(on(23, '08:01'), [run]);
    expect((await deliveries.of(placeAt())).last).toMatchObject({ outcome: 'sent' });
    expect(channels.dates()).toEqual(['2026-11-23']);
  });
});

describe('a process that was stopped for a while and goes on', () => {
  /** One that stops after its claim, and is woken by `wake`. */
  async function openStopped() {
    const daily = await openNine();
    const { promise, resolve } = Promise.withResolvers<null>();
    const { claims } = daily.parts;
    const stopped = daily.process({
      seed: 7,
      claims: {
        claim: async (key, ttlMs) => {
          const isOurs = await claims.claim(key, ttlMs);
          if (key.endsWith('#1')) await promise;
          return isOurs;
        },
      },
    });
    daily.clock.put(on(23, '08:00'));
    await stopped.look();
    await turns();
    return {
      ...daily,
      stopped,
      wake: () => {
        resolve(null);
      },
    };
  }

  test('within two hours looks at everything anew, and sends', async () => {
    const { wake, stopped, clock, lookAt, channels, process } = await openStopped();
    await lookAt(on(23, '08:30'), [process({ seed: 2 })]);
    wake();
    await stopped.settled();
    expect(channels.dates()).toEqual([]);
    clock.put(on(23, '08:31'));
    await lookAt(on(23, '08:31'), [stopped]);
    expect(channels.dates()).toEqual(['2026-11-23']);
  });

  test('sends nothing where it was unsubscribed meanwhile', async () => {
    const { wake, stopped, subscriptions, lookAt, channels } = await openStopped();
    await subscriptions.end(placeAt());
    await lookAt(on(23, '08:30'), []);
    wake();
    await stopped.settled();
    await lookAt(on(23, '08:31'), [stopped]);
    expect(channels.dates()).toEqual([]);
  });

  test('after two hours sends nothing, which is told', async () => {
    const daily = await openStopped();
    const { wake, stopped, lookAt, channels, process } = daily;
    const other = process({ seed: 2 });
    await lookAt(on(23, '08:30'), [other]);
    await lookAt(on(23, '12:00'), [other]);
    wake();
    await stopped.settled();
    await lookAt(on(23, '12:01'), [stopped, other]);
    expect(channels.dates()).toEqual([]);
    expect(told(daily)).toEqual(['2026-11-23 missed']);
  });
});

describe('a store that is put back', () => {
  const AFTER = ['08:02', '08:03', '08:04', '08:05', '12:00'];

  /** Two processes, of which one sends and is killed; a copy of the store from before. */
  async function openLeft() {
    const daily = await openNine();
    const [killed, left] = [daily.process({ seed: 2 }), daily.process({ seed: 3 })];
    await daily.lookAt(on(22, '13:00'), [killed, left]);
    const putBack = await backUp(daily);
    await daily.lookAt(on(23, '07:59'), [left]);
    await daily.lookAt(on(23, '08:00'), [killed]);
    return { daily, left, putBack };
  }

  test('S16: while processes live makes none send anything twice', async () => {
    const daily = await openNine();
    const { lookAt, channels, subscribe, process, deliveries } = daily;
    await subscribe(scheduleAt('09:00'), placeAt('C2'));
    const runs = [process({ seed: 2 }), process({ seed: 3 })];
    await lookAt(on(22, '13:00'), runs);
    const putBack = await backUp(daily);
    for (const time of ['07:58', '07:59', '08:00', '08:01']) await lookAt(on(23, time), runs);
    expect(channels.posted).toHaveLength(2);
    await putBack();
    for (const time of ['08:02', '08:03', '08:04', '08:05', '12:00'])
      await lookAt(on(23, time), runs);
    expect(channels.posted).toHaveLength(2);
    expect(told(daily)).toEqual([]);
    expect((await deliveries.of(placeAt())).last).toMatchObject({ outcome: 'sent' });
    await lookAt(on(24, '08:00'), runs);
    expect(new Set(channels.posted.map(({ channel, ref }) => `${channel} ${ref}`)).size).toBe(4);
  });

  test('S16: makes none send what one that lives no more has sent, as the others saw', async () => {
    const { daily, left, putBack } = await openLeft();
    await daily.lookAt(on(23, '08:01'), [left]);
    await putBack();
    for (const time of AFTER) await daily.lookAt(on(23, time), [left]);
    expect(daily.channels.dates()).toEqual(['2026-11-23']);
    expect(told(daily)).toEqual([]);
    expect((await daily.deliveries.of(placeAt())).last).toMatchObject({ outcome: 'sent' });
  });

  test('S16: makes none send what one that lives no more has sent unseen, which is told', async () => {
    const { daily, left, putBack } = await openLeft();
    await putBack();
    for (const time of AFTER) await daily.lookAt(on(23, time), [left]);
    expect(daily.channels.dates()).toEqual(['2026-11-23']);
    expect(told(daily)).toEqual(['2026-11-23 forgotten']);
    expect(await stateOf(daily)).toContain(
      'La citation du 23 novembre 2026 n’a peut-être pas été envoyée : ce qui en avait été noté s’est perdu, et, dans le doute, elle n’est pas envoyée une seconde fois.',
    );
    await daily.lookAt(on(24, '08:00'), [left]);
    expect(daily.channels.dates()).toEqual(['2026-11-23', '2026-11-24']);
  });

  test.each([
    [
      'in the place of the file',
      (from: string, to: string) => {
        rmSync(to);
        cpSync(from, to);
      },
    ],
    [
      'into the file',
      (from: string, to: string) => {
        copyFileSync(from, to);
      },
    ],
  ])(
    'S16: %s while none lives makes none send anything twice, which is told',
    async (_, restore) => {
      const path = join(mkdtempSync(join(folder, 'file-')), 'debat.sqlite');
      const daily = await openDaily(BEFORE);
      /** One process after another, each with the file to itself. */
      const live = async (moments: readonly string[]) => {
        const opened = await openStore(`sqlite:${path}`, { time: REAL_TIME, log: daily.lines });
        const { store, claims } = opened;
        const kept = {
          subscriptions: new StoreSubscriptions(store),
          deliveries: new StoreDeliveries(store),
        };
        const watch = new StoreWatch(store, Date.now);
        if (moments[0] === BEFORE) {
          const sinceMs = daily.clock.nowMs;
          const subscription = { place: placeAt(), schedule: scheduleAt('09:00'), sinceMs };
          await kept.subscriptions.keep(subscription);
        }
        const run: DailyRun = daily.process({ ...kept, claims, watch, seed: moments.length });
        for (const moment of moments) await daily.lookAt(moment, [run]);
        const said = await stateOf({ ...kept, clock: daily.clock });
        await opened.close();
        return said;
      };
      await live([BEFORE]);
      copyFileSync(path, `${path}.copy`);
      await age(`${path}.copy`);
      await live([on(23, '08:00')]);
      restore(`${path}.copy`, path);
      const said = await live([on(23, '08:30'), on(23, '08:31'), on(23, '08:32'), on(23, '08:33')]);
      expect(daily.channels.dates()).toEqual(['2026-11-23']);
      expect(told(daily)).toEqual(['2026-11-23 forgotten']);
      expect(said).toContain('La citation du 23 novembre 2026 n’a peut-être pas été envoyée');
    },
  );

  test('is no such thing where a process merely ended, or the database is new', async () => {
    const daily = await openNine();
    const { lookAt, channels, process } = daily;
    await lookAt(on(22, '13:00'));
    await lookAt(on(23, '08:40'), [process({ seed: 2 })]);
    expect(channels.dates()).toEqual(['2026-11-23']);
    expect(told(daily)).toEqual([]);
  });
});

/** Makes a copy one of minutes ago. */
async function age(path: string): Promise<void> {
  const opened = await openStore(`sqlite:${path}`, { time: REAL_TIME, log: new Lines() });
  await new StoreWatch(opened.store, () => Date.now() - 200_000).look(Date.parse(BEFORE));
  await opened.close();
}

const DOWN = new BotError('store', 'down', { retryable: true });

/** Lets what is on its way come as far as it can. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
