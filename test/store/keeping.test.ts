import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreTenancies } from '../../src/store/tenancies.ts';
import { recordingLog } from './logs.ts';

async function opened() {
  const clock = { nowMs: 0 };
  const { store, close } = await openStore('sqlite::memory:', {
    now: () => clock.nowMs,
    log: recordingLog().log,
  });
  return { store, close, clock };
}

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
