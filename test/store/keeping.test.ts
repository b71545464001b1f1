import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { BotError } from '../../src/errors.ts';
import { StoreFeedback, StoreNotes } from '../../src/store/ports.ts';
import { kind, Store } from '../../src/store/store.ts';
import { StoreSubscriptions, StoreTenancies } from '../../src/store/subscriptions.ts';
import { openInMemory } from './opening.ts';

const MINUTE_MS = 60_000;
const VERDICTS = kind('feedback', v.unknown());

/** A store of its own that can be taken down. */
async function breakable() {
  const { run, time, log } = await openInMemory();
  const state = { down: false };
  const fault = new BotError('store', 'down', { retryable: true });
  const store = new Store(
    (operation) => (state.down ? Promise.reject(fault) : run(operation)),
    log,
  );
  return { state, store, time };
}

describe('notes in the store', () => {
  test('outlive the process, and end with their time', async () => {
    const { store, time } = await breakable();
    await new StoreNotes(store, time.now).keep('a', 'blogs', MINUTE_MS);
    const others = new StoreNotes(store, time.now);
    expect([await others.recall('a'), await others.recall('b')]).toEqual(['blogs', null]);
    time.nowMs += MINUTE_MS;
    expect(await others.recall('a')).toBeNull();
  });

  test('are those of the process while the store is down, and never a fault', async () => {
    const { state, store, time } = await breakable();
    const notes = new StoreNotes(store, time.now);
    const recalled = async () => [await notes.recall('before'), await notes.recall('during')];
    await notes.keep('before', 'avant', 2 * MINUTE_MS);
    state.down = true;
    await notes.keep('during', 'pendant', MINUTE_MS);
    expect(await recalled()).toEqual([null, 'pendant']);
    state.down = false;
    expect(await recalled()).toEqual(['avant', 'pendant']);
    time.nowMs += MINUTE_MS + 1;
    expect(await recalled()).toEqual(['avant', null]);
  });
});

describe('feedback in the store', () => {
  test('is counted by platform and verdict, with the next where the store was down', async () => {
    const { state, store } = await breakable();
    const feedback = new StoreFeedback(store, () => Date.parse('2026-11-22T12:00:00Z'));
    const countOf = (platform: string, verdict: string) =>
      store.get(VERDICTS.at(platform, '', verdict));
    for (const verdict of ['utile', 'utile', 'résumé infidèle'] as const)
      await feedback.count(verdict, 'slack');
    await feedback.count('utile', 'discord');
    expect(await countOf('slack', 'utile')).toBe(2);
    expect(await countOf('slack', 'résumé infidèle')).toBe(1);
    state.down = true;
    await Promise.all(Array.from({ length: 3 }, () => feedback.count('utile', 'slack')));
    state.down = false;
    expect(await countOf('slack', 'utile')).toBe(2);
    await feedback.count('utile', 'slack');
    expect(await countOf('slack', 'utile')).toBe(6);
    expect(await countOf('discord', 'utile')).toBe(1);
  });
});

describe('what was contested, in the store', () => {
  const day = (date: string) => () => Date.parse(`${date}T12:00:00Z`);

  test('O8: is listed most often and latest first, with its reasons', async () => {
    const { store } = await breakable();
    const first = new StoreFeedback(store, day('2026-11-20'));
    await first.contest('hors sujet', ['w#a', 'w#b']);
    await first.contest('mauvais auteur', ['w#b']);
    await new StoreFeedback(store, day('2026-11-22')).contest('mauvais auteur', ['w#c']);
    const [b, c, a] = await first.contested();
    expect([b, c, a].map((each) => [each?.passage, each?.times, each?.lastDay])).toEqual([
      ['w#b', 2, '2026-11-20'],
      ['w#c', 1, '2026-11-22'],
      ['w#a', 1, '2026-11-20'],
    ]);
    expect(b?.reasons).toEqual([
      ['hors sujet', 1],
      ['mauvais auteur', 1],
    ]);
  });

  test('O8: is bounded: the newest takes the place of the oldest, and all ends after 180 days', async () => {
    const { store, time } = await breakable();
    const feedback = new StoreFeedback(store, time.now);
    for (let at = 0; at <= 1_000; at += 1) await feedback.contest('autre', [`w#${at}`]);
    const kept = await feedback.contested();
    expect(kept).toHaveLength(1_000);
    expect(kept.map(({ passage }) => passage)).not.toContain('w#0');
    time.nowMs += 180 * 24 * 60 * MINUTE_MS + 1;
    expect(await feedback.contested()).toEqual([]);
  });

  test('O8: is done without while the store is down, and counted for who watches', async () => {
    const { state, store, time } = await breakable();
    const counted: unknown[] = [];
    const feedback = new StoreFeedback(store, time.now, (...of) => counted.push(of));
    state.down = true;
    await feedback.contest('autre', ['w#a', 'w#b']);
    state.down = false;
    expect(await feedback.contested()).toEqual([]);
    expect(counted).toEqual([['autre', 2]]);
  });
});

describe('the workspaces of a platform', () => {
  test('are due from the first time they were left, until the bot is back', async () => {
    const { store } = await openInMemory();
    const tenancies = new StoreTenancies(store, 'discord');
    await tenancies.leaving('1', 1_000);
    await tenancies.leaving('1', 5_000);
    await tenancies.leaving('2', 2_000);
    expect([...(await tenancies.due(1_000))]).toEqual(['1']);
    expect([...(await tenancies.due(2_000))].sort()).toEqual(['1', '2']);
    expect(await new StoreTenancies(store, 'slack').due(Infinity)).toEqual([]);
    await tenancies.returned('1');
    expect(await tenancies.due(Infinity)).toEqual(['2']);
  });

  test('are known by their subscriptions, and forgotten with their mark', async () => {
    const { store } = await openInMemory();
    const tenancies = new StoreTenancies(store, 'discord');
    const subscriptions = new StoreSubscriptions(store);
    const schedule = { hour: 9, minute: 0, zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] } as const;
    for (const [at, workspace] of ['1', '1', '10', null].entries()) {
      const place = { platform: 'discord', workspace, channel: `C${at}` };
      await subscriptions.keep({ place, schedule, sinceMs: 0 });
    }
    expect([...(await tenancies.known())].sort()).toEqual(['1', '10']);
    await tenancies.leaving('1', 0);
    await tenancies.purge('1');
    expect(await tenancies.known()).toEqual(['10']);
    expect(await tenancies.due(Infinity)).toEqual([]);
  });
});

test('a subscription kept with a zone that is none counts as none, and the others are read', async () => {
  const { store } = await breakable();
  const subscriptions = new StoreSubscriptions(store);
  const place = (channel: string) => ({ platform: 'slack', workspace: 'T1', channel });
  const schedule = { hour: 9, minute: 30, zone: 'Europe/Paris', days: [1] };
  await subscriptions.keep({ place: place('C1'), schedule, sinceMs: 1 });
  const strange = { ...schedule, zone: 'Europe/Parisundefined' };
  await subscriptions.keep({ place: place('C2'), schedule: strange, sinceMs: 1 });
  expect(await subscriptions.of(place('C2'))).toBeNull();
  const kept = await Array.fromAsync(subscriptions.all());
  expect(kept.map((each) => each.place.channel)).toEqual(['C1']);
});

test.each([null, 'oui', 1, {}])(
  'a subscription that says %j of its picture is read as without',
  async (isPictured) => {
    const { store } = await breakable();
    const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
    const schedule = { hour: 9, minute: 30, zone: 'Europe/Paris', days: [1] };
    const strange = { ...schedule, isPictured } as typeof schedule;
    await new StoreSubscriptions(store).keep({ place, schedule: strange, sinceMs: 1 });
    const kept = await new StoreSubscriptions(store).of(place);
    expect(kept?.schedule).toEqual({ ...schedule, isPictured: false });
  },
);
