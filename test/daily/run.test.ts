import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../src/debate/subscription.ts';
import { BotError, type Obstacle, type Outcome } from '../../src/errors.ts';
import { Channels, openDaily, placeAt, scheduleAt, WORKING_DAYS } from './harness.ts';

// The 23rd of November 2026 is a Monday; Paris is an hour ahead of Greenwich.
const BEFORE = '2026-11-22T12:00:00Z';
const NINE = '2026-11-23T08:00:00Z';

function failure(outcome: Outcome, retryable = true): BotError {
  return new BotError('platform', 'refused', { outcome, retryable });
}

/** A channel that is to be sent a quotation at nine every day. */
async function openNine() {
  const daily = await openDaily(BEFORE);
  await daily.subscribe(scheduleAt('09:00'));
  return daily;
}

/** The dates on which a channel is sent a quotation: its schedules from these moments, looked at on these. */
async function datesSent(
  asked: Readonly<Record<string, Schedule>>,
  looks: readonly string[],
  place = placeAt(),
) {
  const { subscribe, lookAt, channels, clock } = await openDaily(BEFORE);
  const moments = [...Object.keys(asked), ...looks].toSorted();
  for (const moment of moments) {
    clock.put(moment);
    const schedule = asked[moment];
    if (schedule === undefined) await lookAt(moment);
    else await subscribe(schedule, place);
  }
  return channels.dates();
}

describe('a daily quotation', () => {
  const nine = scheduleAt('09:00');
  const on = (day: number, ...times: readonly string[]) =>
    times.map((time) => `2026-11-${day}T${time}:00Z`);

  test.each<[string, Record<string, Schedule>, string[], number[]]>([
    ['at its hour', { [BEFORE]: nine }, on(23, '07:59', '08:00'), [23]],
    ['not before', { [BEFORE]: nine }, on(23, '07:59'), []],
    ['once', { [BEFORE]: nine }, on(23, '08:00', '08:01', '08:02', '09:30', '18:00'), [23]],
    ['at most two hours late', { [BEFORE]: nine }, on(23, '10:00'), [23]],
    ['not to who asked after its hour', { '2026-11-23T08:10:00Z': nine }, on(23, '08:11'), []],
    [
      'once a day, though its hour and its zone are changed',
      {
        [BEFORE]: nine,
        '2026-11-23T16:00:00Z': scheduleAt('18:00'),
        '2026-11-23T18:00:00Z': scheduleAt('09:00', 'Pacific/Honolulu'),
      },
      on(23, '08:00', '17:00', '19:00'),
      [23],
    ],
    [
      'on the days of the week that were asked for',
      { '2026-11-20T12:00:00Z': scheduleAt('09:00', 'Europe/Paris', WORKING_DAYS) },
      [21, 22, 23, 24].flatMap((day) => on(day, '08:00')),
      [23, 24],
    ],
  ])('is sent %s', async (_, asked, looks, days) => {
    expect(await datesSent(asked, looks)).toEqual(days.map((day) => `2026-11-${day}`));
  });

  test('is sent to no platform that this process does not serve', async () => {
    const place = { platform: 'discord', workspace: 'G1', channel: 'C1' };
    expect(await datesSent({ [BEFORE]: nine }, [NINE], place)).toEqual([]);
  });

  test('of a platform that is reached late is sent then, or told as missed while it still is not, and beside one that is reached', async () => {
    let isReached = false;
    const daily = await openDaily(BEFORE);
    const { clock, lines, channels, subscribe, lookAt, process } = daily;
    await subscribe(scheduleAt('09:00'));
    await subscribe(scheduleAt('09:00'), { ...placeAt('C9'), platform: 'discord' });
    const discord = new Channels(clock.now);
    const late = { platform: 'discord', post: discord.post, isReached: () => isReached };
    const begun = () => process({ posters: [channels, late] });
    let run = begun();
    const look = (day: string, time: string) => lookAt(`2026-11-${day}T${time}:00Z`, [run]);
    for (const time of ['07:55', '08:00', '09:00']) await look('23', time);
    isReached = true;
    await look('23', '09:05');
    expect([channels.dates(), discord.dates('C9')]).toEqual([['2026-11-23'], ['2026-11-23']]);
    isReached = false;
    await look('24', '08:00');
    // Whoever looks after it has not reached it either.
    run = begun();
    for (const time of ['08:30', '10:20', '13:00']) await look('24', time);
    isReached = true;
    await look('24', '13:30');
    await look('25', '08:00');
    expect(discord.dates('C9')).toEqual(['2026-11-23', '2026-11-25']);
    expect(channels.dates()).toHaveLength(3);
    const missed = lines.events.filter(({ event }) => event.includes('was not sent'));
    expect(missed.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ platform: 'discord', date: '2026-11-24', outcome: 'missed' }),
    ]);
  });

  test('is sent once by three processes that look at the same time, in turns', async () => {
    const { subscribe, lookAt, channels, process } = await openDaily(BEFORE);
    for (let index = 0; index < 50; index += 1) {
      await subscribe(scheduleAt('09:00'), placeAt(`C${index}`, `T${index % 7}`));
    }
    const runs = [1, 2, 3].map((seed) => process({ seed }));
    await lookAt(NINE, runs);
    await lookAt('2026-11-23T08:05:00Z', runs);
    expect(new Set(channels.posted.map(({ channel }) => channel)).size).toBe(50);
    expect(channels.posted).toHaveLength(50);
  });

  test('is sent once though the clocks of two processes differ', async () => {
    const { lookAt, channels, process, clock } = await openNine();
    const ahead = process({ now: () => clock.nowMs + 40_000 });
    const behind = process({ now: () => clock.nowMs - 40_000 });
    for (const second of ['07:59:30', '08:00:00', '08:00:30', '08:01:00']) {
      await lookAt(`2026-11-23T${second}Z`, [ahead, behind]);
    }
    expect(channels.dates()).toEqual(['2026-11-23']);
  });

  test('is not sent where the subscription ended meanwhile', async () => {
    const { lookAt, channels, subscriptions } = await openNine();
    await subscriptions.end(placeAt());
    await lookAt(NINE);
    expect(channels.dates()).toEqual([]);
  });

  test('what is more than two hours late is skipped, and has its line in the log, once', async () => {
    const { subscribe, lookAt, channels, lines, run } = await openDaily('2026-11-23T07:00:00Z');
    await subscribe(scheduleAt('09:00'), placeAt('C1'));
    await subscribe(scheduleAt('09:30'), placeAt('C2'));
    await subscribe(scheduleAt('19:00'), placeAt('C3'));
    await lookAt('2026-11-23T11:00:00Z');
    await lookAt('2026-11-23T11:01:00Z');
    await lookAt('2026-11-24T08:30:00Z');
    expect(channels.dates('C1')).toEqual(['2026-11-24']);
    const told = lines.events.filter(({ event }) => event.includes('was not sent'));
    expect(told.map(({ fields }) => fields)).toEqual(
      ['C1', 'C2', 'C3'].map((channel) => {
        return { ...placeAt(channel), date: '2026-11-23', outcome: 'missed' };
      }),
    );
    expect(run.counts()).toEqual({ sent: 2, missed: 3, failed: 0, uncertain: 0 });
  });
});

/** A channel subscribed for nine, where every post fails so, before it is taken or after. */
async function openFailing(fault: unknown, when: 'before' | 'after' = 'before') {
  const daily = await openNine();
  const state = { tries: 0, isFailing: true };
  daily.channels[when] = () => {
    state.tries += 1;
    if (state.isFailing) throw fault;
  };
  return { ...daily, state };
}

describe('a post that fails', () => {
  test('for certain and for now is tried again, later each time, under a claim of its own', async () => {
    const { state, lookAt, channels, deliveries, process } = await openFailing(failure('undone'));
    await lookAt(NINE);
    const { last } = await deliveries.of(placeAt());
    expect(last).toMatchObject({ outcome: 'failed', attempt: 1, date: '2026-11-23' });
    const waited = (last?.retryAtMs ?? 0) - Date.parse(NINE);
    expect(waited).toBeGreaterThanOrEqual(30_000);
    expect(waited).toBeLessThanOrEqual(90_000);
    state.isFailing = false;
    // Another process may make the second attempt, and both may try.
    const runs = [process({ seed: 2 }), process({ seed: 3 })];
    for (const minute of ['01', '02', '03', '04'])
      await lookAt(`2026-11-23T08:${minute}:00Z`, runs);
    expect(channels.dates()).toEqual(['2026-11-23']);
    expect((await deliveries.of(placeAt())).last).toMatchObject({ outcome: 'sent', attempt: 2 });
  });

  test('for two hours is given up, and its passage is not counted as sent', async () => {
    const { state, lookAt, channels, clock, deliveries } = await openFailing(failure('undone'));
    await lookAt(NINE);
    while (clock.nowMs < Date.parse('2026-11-23T12:00:00Z')) {
      await lookAt(new Date(clock.nowMs + 60_000).toISOString());
    }
    expect(state.tries).toBeGreaterThan(4);
    expect(state.tries).toBeLessThan(12);
    state.isFailing = false;
    await lookAt('2026-11-24T08:00:00Z');
    expect(channels.dates()).toEqual(['2026-11-24']);
    expect((await deliveries.of(placeAt())).sent).toEqual([]);
  });

  test.each([
    ['a cut connection', failure('unknown')],
    ['what nobody foresaw', new TypeError('undefined is not a function')],
  ])('with %s counts as sent', async (_, fault) => {
    const { lookAt, channels, deliveries } = await openFailing(fault, 'after');
    await lookAt(NINE);
    await lookAt('2026-11-23T08:30:00Z');
    expect(channels.dates()).toEqual(['2026-11-23']);
    expect((await deliveries.of(placeAt())).last).toMatchObject({ outcome: 'unsure' });
  });

  test('for certain and for good, as when the gate refuses it, is not tried again', async () => {
    const { state, lookAt, channels } = await openFailing(failure('undone', false));
    await lookAt(NINE);
    await lookAt('2026-11-23T09:00:00Z');
    expect(state.tries).toBe(1);
    state.isFailing = false;
    await lookAt('2026-11-24T08:00:00Z');
    expect(channels.dates()).toEqual(['2026-11-24']);
  });

  test.each<Obstacle>(['gone', 'archived', 'not invited', 'forbidden'])(
    'because the place is %s pauses the subscription until it is asked for again',
    async (obstacle) => {
      const daily = await openFailing(failure(obstacle, false));
      const { state, subscribe, lookAt, channels, deliveries } = daily;
      await lookAt(NINE);
      await lookAt('2026-11-23T08:30:00Z');
      await lookAt('2026-11-24T08:00:00Z');
      expect(state.tries).toBe(1);
      expect((await deliveries.of(placeAt())).pause).toMatchObject({ obstacle });
      state.isFailing = false;
      await subscribe(scheduleAt('09:00'));
      await lookAt('2026-11-25T08:00:00Z');
      expect(channels.dates()).toEqual(['2026-11-25']);
    },
  );
});

describe('a refusal of the bot itself', () => {
  test('S12: is tried again, by few, and pauses no subscription', async () => {
    const { subscribe, lookAt, channels, deliveries, lines, run } = await openDaily(BEFORE);
    const all = Array.from({ length: 100 }, (_, index) => placeAt(`C${index}`, `T${index}`));
    for (const place of all) await subscribe(scheduleAt('09:00'), place);
    let tries = 0;
    channels.before = () => {
      tries += 1;
      throw failure('shut out');
    };
    await lookAt(NINE);
    expect(tries).toBeLessThanOrEqual(10);
    channels.before = () => undefined;
    for (const minute of ['01', '02', '03']) await lookAt(`2026-11-23T08:${minute}:00Z`);
    expect(new Set(channels.posted.map(({ channel }) => channel)).size).toBe(100);
    expect(channels.posted).toHaveLength(100);
    for (const place of all) expect((await deliveries.of(place)).pause).toBeNull();
    const told = lines.events.filter(({ event }) => event.includes('refuses the bot'));
    expect(told.map(({ fields }) => fields)).toEqual([{ platform: 'slack', waitMs: 60_000 }]);
    expect(run.counts()).toMatchObject({ sent: 100, missed: 0, failed: tries });
  });

  test('S12: that stands for days is told of every place, and is over with the first post', async () => {
    const { state, lookAt, channels, deliveries, lines } = await openFailing(failure('shut out'));
    for (const day of [23, 24, 25, 26, 27]) {
      for (const time of ['08:00', '08:30', '09:30', '10:16']) {
        await lookAt(`2026-11-${day}T${time}:00Z`);
      }
    }
    expect((await deliveries.of(placeAt())).pause).toBeNull();
    const lost = lines.events.filter(({ event }) => event.includes('was not sent'));
    expect(lost.map(({ fields }) => fields)).toEqual(
      [23, 24, 25, 26, 27].map((day) => {
        return { ...placeAt(), date: `2026-11-${day}`, outcome: 'failed' };
      }),
    );
    state.isFailing = false;
    await lookAt('2026-11-28T08:00:00Z');
    expect(channels.dates()).toEqual(['2026-11-28']);
  });

  test('S12: by one workspace of many is tried again, and pauses it once it has stood for three days', async () => {
    const fault = failure('disconnected', false);
    const { state, lookAt, channels, deliveries, process } = await openFailing(fault);
    await lookAt(NINE);
    state.isFailing = false;
    await lookAt('2026-11-23T08:02:00Z', [process({ seed: 2 })]);
    expect(channels.dates()).toEqual(['2026-11-23']);
    state.isFailing = true;
    for (const day of [24, 25, 26]) {
      await lookAt(`2026-11-${day}T08:00:00Z`);
      expect((await deliveries.of(placeAt())).pause).toBeNull();
    }
    await lookAt('2026-11-27T08:00:00Z');
    expect((await deliveries.of(placeAt())).pause).toMatchObject({ obstacle: 'disconnected' });
  });
});

describe('a store that fails', () => {
  const down = new BotError('store', 'down', { retryable: true });
  type Step = 'claim' | 'note' | 'record';

  /** A process whose store fails at one step, once, before it did what it was asked or after. */
  async function openFailingAt(failing: Step, when: 'before' | 'after') {
    const daily = await openNine();
    const { claims, deliveries } = daily.parts;
    let isUp = true;
    const at = async <Result>(step: Step, ask: () => Promise<Result>): Promise<Result> => {
      if (step !== failing || !isUp) return ask();
      isUp = false;
      if (when === 'after') await ask();
      throw down;
    };
    const run = daily.process({
      claims: { claim: (key, ttlMs) => at('claim', () => claims.claim(key, ttlMs)) },
      deliveries: {
        of: deliveries.of.bind(deliveries),
        keep: (place, delivery) =>
          at(delivery.last?.outcome === 'begun' ? 'note' : 'record', () =>
            deliveries.keep(place, delivery),
          ),
      },
    });
    return { ...daily, run, other: daily.process({ seed: 2 }) };
  }

  test.each([
    { when: 'before', step: 'claim', sentBy: 'the next that looks' },
    // Nobody can know whether it was taken: nothing is sent without knowing.
    { when: 'after', step: 'claim', sentBy: 'nobody' },
    { when: 'before', step: 'note', sentBy: 'the one that claimed it' },
    { when: 'after', step: 'note', sentBy: 'the one that claimed it' },
    { when: 'before', step: 'record', sentBy: 'itself' },
    { when: 'after', step: 'record', sentBy: 'itself' },
  ] as const)(
    '$when the $step lets it be sent by $sentBy, once',
    async ({ when, step, sentBy }) => {
      const { lookAt, channels, run, other } = await openFailingAt(step, when);
      const senders = ['itself', 'the next that looks', 'the one that claimed it', 'nobody'];
      for (const [minute, runs] of [[run], [other], [other, run]].entries()) {
        await lookAt(`2026-11-23T08:0${minute}:00Z`, runs);
        expect(channels.dates()).toHaveLength(senders.indexOf(sentBy) <= minute ? 1 : 0);
      }
      await lookAt('2026-11-24T08:00:00Z', [other]);
      const refs = channels.posted.map(({ ref }) => ref);
      expect(new Set(refs).size).toBe(refs.length);
      expect(channels.dates()).toContain('2026-11-24');
    },
  );

  test('while it is looked at is told, and looked at again', async () => {
    let waits = 0;
    const { lines, process, parts, clock } = await openDaily(BEFORE);
    const subscriptions = { ...parts.subscriptions, all: () => failing() };
    const run = process({
      subscriptions,
      wait: (ms) => {
        clock.nowMs += ms;
        waits += 1;
        if (waits === 3) void run.stop(0);
        return Promise.resolve();
      },
    });
    await run.start();
    const told = lines.events.filter(({ event }) => event.includes('cannot be read'));
    expect(told).toHaveLength(3);

    // eslint-disable-next-line require-yield
    async function* failing(): AsyncGenerator<never> {
      await Promise.resolve();
      throw down;
    }
  });
});

describe('a run', () => {
  test('looks at the beginning of every minute', async () => {
    const looked: string[] = [];
    const { process, parts, clock } = await openDaily('2026-11-22T12:00:17Z');
    const subscriptions: typeof parts.subscriptions = {
      ...parts.subscriptions,
      all: () => {
        looked.push(new Date(clock.nowMs).toISOString().slice(14, 19));
        return parts.subscriptions.all();
      },
    };
    const run = process({
      subscriptions,
      wait: (ms) => {
        clock.nowMs += ms;
        if (looked.length === 3 && ms > 0) void run.stop(0);
        return Promise.resolve();
      },
    });
    await run.start();
    expect(looked).toEqual(['00:17', '01:00', '02:00']);
  });

  test('that is stopped finishes what it has begun, and begins nothing more', async () => {
    const { subscribe, channels, process, clock } = await openDaily(BEFORE);
    const run = process({ wait: () => new Promise(() => undefined) });
    for (let index = 0; index < 30; index += 1) {
      await subscribe(scheduleAt('09:00'), placeAt(`C${index}`));
    }
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    channels.before = async () => {
      begin(undefined);
      await released;
    };
    clock.put(NINE);
    await run.look();
    await begun;
    const stopped = run.stop(10_000);
    release(undefined);
    await stopped;
    expect(channels.posted.length).toBeGreaterThan(0);
    expect(channels.posted.length).toBeLessThanOrEqual(10);
    await run.settled();
    expect(channels.posted.length).toBeLessThanOrEqual(10);
  });

  test('that is stopped waits no longer than it is told for a post that does not end', async () => {
    const { channels, process, clock } = await openNine();
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    channels.before = () => {
      begin(undefined);
      return new Promise(() => undefined);
    };
    clock.put(NINE);
    const run = process();
    await run.look();
    await begun;
    await run.stop(10_000);
    expect(channels.posted).toEqual([]);
  });

  test.each([
    ['zone is not known', { zone: 'Atlantis/Poseidonis' }],
    ['days are none of a week', { days: [9] }],
    ['hour is none', { hour: 25 }],
  ])('with a subscription whose %s sends the others', async (_, wrong) => {
    const { subscribe, lookAt, channels, lines } = await openDaily(BEFORE);
    await subscribe({ ...scheduleAt('09:00'), ...wrong }, placeAt('C2'));
    await subscribe(scheduleAt('09:00'));
    await lookAt(NINE);
    expect(channels.dates()).toEqual(['2026-11-23']);
    await lookAt('2026-11-23T08:01:00Z');
    const told = lines.events.filter(({ event }) => event.includes('cannot be read'));
    expect(told).toHaveLength(1);
  });
});
