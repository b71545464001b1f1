import { expect, test } from 'vitest';
import { StoreChoices } from '../../src/store/choices.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreSubscriptions, StoreTenancies } from '../../src/store/subscriptions.ts';
import { recording } from '../fixtures/bots.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { REAL_TIME } from './opening.ts';

const CHANNEL = { platform: 'discord', workspace: 'G1', channel: 'C1' };
const WORKSPACE = { ...CHANNEL, channel: null };
const DIRECT = { platform: 'discord', workspace: null, channel: 'D1' };

async function opened() {
  const time = { ...REAL_TIME, now: new TestTime().now };
  const { store, close } = await openStore('sqlite::memory:', { time, log: recording().log });
  return { store, choices: new StoreChoices(store), [Symbol.asyncDispose]: close };
}

test('a channel, its workspace and a direct message each keep a choice of their own', async () => {
  await using memory = await opened();
  const { choices } = memory;
  await choices.keep(CHANNEL, { debate: 'velo' });
  await choices.keep(WORKSPACE, { debate: 'place' });
  await choices.keep(DIRECT, { debate: 'medias' });
  const all = [CHANNEL, WORKSPACE, DIRECT, { ...DIRECT, channel: 'D2' }];
  expect(await Promise.all(all.map(async (each) => (await choices.of(each))?.debate))).toEqual([
    ...['velo', 'place', 'medias', undefined],
  ]);
  await choices.keep(CHANNEL, null);
  expect(await choices.of(CHANNEL)).toBeNull();
  expect(await choices.of(WORKSPACE)).toMatchObject({ debate: 'place' });
});

test('what a workspace chose is erased with all else that is kept of it, asked for or left behind', async () => {
  await using memory = await opened();
  const { store, choices } = memory;
  await choices.keep(CHANNEL, { debate: 'velo' });
  await choices.keep(WORKSPACE, { debate: 'place' });
  const tenancies = new StoreTenancies(store, 'discord');
  expect(await tenancies.known()).toEqual(['G1']);
  await new StoreSubscriptions(store).erase(CHANNEL);
  expect([await choices.of(CHANNEL), await choices.of(WORKSPACE)]).toEqual([null, null]);
  await choices.keep(WORKSPACE, { debate: 'place' });
  await tenancies.purge('G1');
  expect(await tenancies.known()).toEqual([]);
});

test('while the store is down, what was read last is what is known', async () => {
  await using memory = await opened();
  const { store, choices } = memory;
  await choices.keep(CHANNEL, { debate: 'velo' });
  const down = Object.assign(Object.create(store) as typeof store, {
    get: () => Promise.reject(new Error('down')),
    set: store.set.bind(store),
  });
  const cut = new StoreChoices(down);
  await cut.keep(CHANNEL, { debate: 'place' });
  expect(await cut.of(CHANNEL)).toMatchObject({ debate: 'place' });
  await expect(cut.of(WORKSPACE)).rejects.toThrow('down');
});
