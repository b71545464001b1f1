import { describe, expect, test } from 'vitest';
import { Departures } from '../../../src/platforms/discord/transport/servers.ts';
import type { TenancyStore } from '../../../src/platforms/discord/transport/servers.ts';
import { KEPT_AFTER_REMOVAL_MS, PURGE_EVERY_MS } from '../../../src/platforms/discord/limits.ts';
import { passDeadline, TestTime } from './harness.ts';

const [HERE, THERE] = ['300000000000000001', '300000000000000002'];

/** A policy over marks, which tells what it was asked to purge. */
function setUp(given: Partial<TenancyStore> = {}) {
  const time = new TestTime();
  const purged: string[] = [];
  const faults: unknown[] = [];
  const marks = forgetfulTenancies();
  const purge = (workspace: string) => {
    purged.push(workspace);
    return marks.purge(workspace);
  };
  const store: TenancyStore = { ...marks, purge, ...given };
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  const make = () =>
    new Departures({ store, time, log, reportFault: (fault) => `ref-${faults.push(fault)}` });
  return { departures: make(), make, store, time, purged, faults };
}

describe('a server that removed the bot', () => {
  test('is marked at once, and purged a day later', async () => {
    const { departures, store, time, purged } = setUp();
    await departures.left(HERE);
    expect(await store.due(Infinity)).toEqual([HERE]);
    time.advance(KEPT_AFTER_REMOVAL_MS - 1);
    await departures.purgeDue();
    expect(purged).toEqual([]);
    time.advance(1);
    await departures.purgeDue();
    await departures.purgeDue();
    expect(purged).toEqual([HERE]);
  });

  test('and takes it back within the day keeps everything', async () => {
    const { departures, time, purged } = setUp();
    await departures.left(HERE);
    await departures.arrived(HERE);
    time.advance(KEPT_AFTER_REMOVAL_MS);
    await departures.purgeDue();
    expect(purged).toEqual([]);
  });

  test('is not granted another day by being told of again', async () => {
    const { departures, time, purged } = setUp();
    await departures.left(HERE);
    time.advance(KEPT_AFTER_REMOVAL_MS - 1);
    await departures.left(HERE);
    time.advance(1);
    await departures.purgeDue();
    expect(purged).toEqual([HERE]);
  });

  test('is purged by the process that comes after, at its start', async () => {
    const { departures, make, time, purged } = setUp();
    await departures.left(HERE);
    time.advance(KEPT_AFTER_REMOVAL_MS);
    const stopping = new AbortController();
    const watched = make().watch(stopping.signal);
    await passDeadline(time, PURGE_EVERY_MS);
    expect(purged).toEqual([HERE]);
    await departures.left(THERE);
    time.advance(KEPT_AFTER_REMOVAL_MS);
    await passDeadline(time, PURGE_EVERY_MS);
    await passDeadline(time, PURGE_EVERY_MS);
    stopping.abort();
    await watched;
    expect(purged).toEqual([HERE, THERE]);
  });

  test('that returns while it is being purged is taken back afterwards', async () => {
    const { departures, store, time, purged } = setUp();
    await departures.left(HERE);
    time.advance(KEPT_AFTER_REMOVAL_MS);
    await Promise.all([departures.purgeDue(), departures.arrived(HERE)]);
    expect(purged).toEqual([HERE]);
    expect(await store.due(Infinity)).toEqual([]);
    await Promise.all([departures.left(HERE), departures.arrived(HERE)]);
    time.advance(KEPT_AFTER_REMOVAL_MS);
    await departures.purgeDue();
    expect(purged).toEqual([HERE]);
  });
});

test('a server that cannot be purged keeps no other from it, and is tried again', async () => {
  const attempts: string[] = [];
  const { departures, time, faults } = setUp({
    purge: (workspace) => {
      attempts.push(workspace);
      return workspace === HERE ? Promise.reject(new Error('down')) : Promise.resolve();
    },
  });
  await departures.left(HERE);
  await departures.left(THERE);
  time.advance(KEPT_AFTER_REMOVAL_MS);
  await departures.purgeDue();
  expect(attempts).toEqual([HERE, THERE]);
  await departures.purgeDue();
  expect(attempts).toContain(HERE);
  expect(attempts.filter((each) => each === HERE)).toHaveLength(2);
  expect(faults).toHaveLength(2);
});

test('a store is told of no server that was always there', async () => {
  let told = 0;
  const { departures } = setUp({
    returned: () => {
      told += 1;
      return Promise.resolve();
    },
  });
  for (let server = 0; server < 2_500; server += 1) await departures.arrived(String(server));
  expect(told).toBe(0);
});

/** Marks of one process, gone when it ends; nothing else is kept of a server. */
function forgetfulTenancies(): TenancyStore {
  const marks = new Map<string, number>();
  return {
    leaving: (workspace, atMs) => {
      if (!marks.has(workspace)) marks.set(workspace, atMs);
      return Promise.resolve();
    },
    returned: (workspace) => {
      marks.delete(workspace);
      return Promise.resolve();
    },
    due: (markedByMs) => {
      const due = [...marks].filter(([, atMs]) => atMs <= markedByMs);
      return Promise.resolve(due.map(([workspace]) => workspace));
    },
    purge: (workspace) => {
      marks.delete(workspace);
      return Promise.resolve();
    },
    known: () => Promise.resolve([]),
  };
}
