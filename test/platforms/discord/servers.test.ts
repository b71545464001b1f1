import { expect, test } from 'vitest';
import { Servers } from '../../../src/platforms/discord/transport/servers.ts';
import { KEPT_AFTER_REMOVAL_MS, PURGE_EVERY_MS } from '../../../src/platforms/discord/limits.ts';
import { Counters } from '../../../src/running/work.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { passDeadline, TestTenancies } from './harness.ts';

const [HERE, THERE] = ['300000000000000001', '300000000000000002'];

function setUp(tenancies = new TestTenancies()) {
  const time = new TestTime();
  const faults: unknown[] = [];
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  const reportFault = (fault: unknown) => `ref-${faults.push(fault)}`;
  const counters = new Counters();
  const make = () => new Servers({ tenancies, counters, time, log, reportFault });
  const servers = make();
  const leave = (id: string) => servers.gone(id, false);
  return { servers, leave, make, tenancies, purged: tenancies.purged, time, faults };
}

test('a server that removed the bot is marked at once, and purged a day later', async () => {
  const { servers, leave, tenancies, time, purged } = setUp();
  await leave(HERE);
  expect(await tenancies.due(Infinity)).toEqual([HERE]);
  time.advance(KEPT_AFTER_REMOVAL_MS - 1);
  // Being told of it again grants no further day.
  await leave(HERE);
  await servers.purgeDue();
  expect(purged).toEqual([]);
  time.advance(1);
  await servers.purgeDue();
  await servers.purgeDue();
  expect(purged).toEqual([HERE]);
});

test('a server that takes the bot back within the day keeps everything', async () => {
  const { servers, leave, time, purged } = setUp();
  await leave(HERE);
  await servers.joined(HERE);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  await servers.purgeDue();
  expect(purged).toEqual([]);
});

test('a server is purged by the process that comes after, at its start', async () => {
  const { leave, make, time, purged } = setUp();
  await leave(HERE);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  const stopping = new AbortController();
  const watched = make().watch(stopping.signal);
  await passDeadline(time, PURGE_EVERY_MS);
  expect(purged).toEqual([HERE]);
  await leave(THERE);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  await passDeadline(time, PURGE_EVERY_MS);
  await passDeadline(time, PURGE_EVERY_MS);
  stopping.abort();
  await watched;
  expect(purged).toEqual([HERE, THERE]);
});

test('a server that returns while it is being purged is taken back afterwards', async () => {
  const { servers, leave, tenancies, time, purged } = setUp();
  await leave(HERE);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  await Promise.all([servers.purgeDue(), servers.joined(HERE)]);
  expect(purged).toEqual([HERE]);
  expect(await tenancies.due(Infinity)).toEqual([]);
  await Promise.all([leave(HERE), servers.joined(HERE)]);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  await servers.purgeDue();
  expect(purged).toEqual([HERE]);
});

test('a server that cannot be purged keeps no other from it, and is tried again', async () => {
  const attempts: string[] = [];
  class Failing extends TestTenancies {
    override purge(workspace: string): Promise<void> {
      attempts.push(workspace);
      return workspace === HERE ? Promise.reject(new Error('down')) : Promise.resolve();
    }
  }
  const { servers, leave, time, faults } = setUp(new Failing());
  await leave(HERE);
  await leave(THERE);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  await servers.purgeDue();
  expect(attempts).toEqual([HERE, THERE]);
  await servers.purgeDue();
  expect(attempts.filter((each) => each === HERE)).toHaveLength(2);
  expect(faults).toHaveLength(2);
});

test('a store is told of no server that was always there', async () => {
  let told = 0;
  class Counting extends TestTenancies {
    override returned(): Promise<void> {
      told += 1;
      return Promise.resolve();
    }
  }
  const { servers } = setUp(new Counting());
  for (let server = 0; server < 2_500; server += 1) await servers.joined(String(server));
  expect(told).toBe(0);
});
