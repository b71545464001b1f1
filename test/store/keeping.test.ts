import { describe, expect, test } from 'vitest';
import { memoryLedger } from '../../src/answer/budget.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreSummaries } from '../../src/store/summaries.ts';
import { StoreTenancies } from '../../src/store/tenancies.ts';
import { StoreLedger } from '../../src/store/token-ledger.ts';
import { recordingLog } from './logs.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

async function opened() {
  const clock = { nowMs: 0 };
  const { store, close } = await openStore('sqlite::memory:', {
    now: () => clock.nowMs,
    log: recordingLog().log,
  });
  return { store, close, clock };
}

/** A store that was open and is down. */
async function down() {
  const { store, close } = await opened();
  await close();
  return store;
}

describe('tokens in the store', () => {
  test('are counted by tenant and day, among all processes', async () => {
    const { store } = await opened();
    const [one, other] = [1, 2].map(() => new StoreLedger(store, memoryLedger()));
    expect(await one?.add('slack:T1', '2026-11-22', 100)).toBe(100);
    expect(await other?.add('slack:T1', '2026-11-22', 50)).toBe(150);
    expect(await other?.add('slack:T1', '2026-11-22', -20)).toBe(130);
    expect(await other?.add('slack:T1', '2026-11-23', 1)).toBe(1);
    expect(await other?.add('slack:T10', '2026-11-22', 2)).toBe(2);
    expect(await other?.add('discord:T1', '2026-11-22', 3)).toBe(3);
  });

  test('are those of the process while the store is down', async () => {
    const ledger = new StoreLedger(await down(), memoryLedger());
    expect(await ledger.add('slack:T1', '2026-11-22', 100)).toBe(100);
    expect(await ledger.add('slack:T1', '2026-11-22', 1)).toBe(101);
  });

  test('of a workspace are forgotten with it', async () => {
    const { store } = await opened();
    const ledger = new StoreLedger(store, memoryLedger());
    await ledger.add('slack:T1', '2026-11-22', 100);
    await store.erase('slack', 'T1');
    expect(await ledger.add('slack:T1', '2026-11-22', 1)).toBe(1);
  });
});

describe('summaries in the store', () => {
  test('are kept for thirty days', async () => {
    const { store, clock } = await opened();
    const summaries = new StoreSummaries(store);
    await summaries.set('a', [{ sentence: 'Rien.', passages: ['x#y'] }]);
    expect(await summaries.get('a')).toEqual([{ sentence: 'Rien.', passages: ['x#y'] }]);
    expect(await summaries.get('b')).toBeNull();
    clock.nowMs += 30 * DAY_MS;
    expect(await summaries.get('a')).toBeNull();
  });

  test('are none while the store is down', async () => {
    const summaries = new StoreSummaries(await down());
    await summaries.set('a', []);
    expect(await summaries.get('a')).toBeNull();
  });
});

describe('the workspaces of a platform', () => {
  test('are due from the first time they were left, until the bot is back', async () => {
    const { store } = await opened();
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
    const { store } = await opened();
    const tenancies = new StoreTenancies(store, 'discord');
    const subscriptions = new StoreSubscriptions(store);
    const schedule = { hour: 9, minute: 0, zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] } as const;
    for (const [workspace, channel] of [
      ['1', 'a'],
      ['1', 'b'],
      ['10', 'c'],
      [null, 'd'],
    ] as const) {
      const place = { platform: 'discord', workspace, channel };
      await subscriptions.keep({ place, schedule, sinceMs: 0 });
    }
    expect([...(await tenancies.known())].sort()).toEqual(['1', '10']);
    await tenancies.leaving('1', 0);
    await tenancies.purge('1');
    expect(await tenancies.known()).toEqual(['10']);
    expect(await tenancies.due(Infinity)).toEqual([]);
  });
});
