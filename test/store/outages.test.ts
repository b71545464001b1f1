import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, type OpenStore } from '../../src/store/open.ts';
import { REAL_TIME, recordingLog, TEXT } from './opening.ts';
import { Proxy } from './proxy.ts';
import { postgres, redis, uniqueNamespace } from './servers.ts';

const KEY = TEXT.at('slack', 'T1', 'C1');
const LONG_MS = 3_600_000;

describe.each([redis, postgres])('$name that goes away', ({ url, isThere, clear }) => {
  if (!isThere) return;
  const namespace = uniqueNamespace();
  let proxy: Proxy;
  let opened: OpenStore;
  let events: string[];
  const open = async () => {
    const { log, events: told } = recordingLog();
    events = told;
    const parts = { time: REAL_TIME, namespace, log, retryMs: 10 };
    opened = await openStore(proxy.urlOf(url), parts);
  };
  const isUp = (expected: boolean) =>
    vi.waitFor(() => {
      expect(opened.health().isUp).toBe(expected);
    }, 10_000);

  const openUp = async () => {
    await open();
    await isUp(true);
  };

  beforeEach(async () => {
    proxy = new Proxy(url);
    await proxy.restore();
  });

  afterEach(async () => {
    await opened.close();
    await proxy.cut();
  });

  afterAll(() => clear(namespace));

  test('is waited for when it is not there at the start', async () => {
    await proxy.cut();
    await open();
    expect(opened.health().isUp).toBe(false);
    await expect(opened.store.get(KEY)).rejects.toMatchObject({ code: 'store', retryable: true });
    await proxy.restore();
    await isUp(true);
    await opened.store.set(KEY, 'là');
    expect(await opened.store.get(KEY)).toBe('là');
    expectTurns(events, 1);
  });

  test('is found again after every cut, with what it kept, and told of once', async () => {
    await openUp();
    const claim = crypto.randomUUID();
    await opened.claims.claim(claim, LONG_MS);
    for (const round of ['un', 'deux', 'trois']) {
      await opened.store.set(KEY, round, LONG_MS);
      await proxy.cut();
      const asked = Array.from({ length: 200 }, () => opened.store.get(KEY));
      const answers = await Promise.allSettled(asked);
      expect(answers.map(({ status }) => status)).not.toContain('fulfilled');
      await isUp(false);
      await proxy.restore();
      await isUp(true);
      expect(await opened.store.get(KEY)).toBe(round);
      expect(await opened.claims.claim(claim, LONG_MS)).toBe(false);
    }
    expectTurns(events, 3);
  });

  test('keeps nobody waiting and nothing in memory while it does not answer', async () => {
    await openUp();
    proxy.silence();
    const asked = Array.from({ length: 5_000 }, () => opened.store.get(KEY));
    const codes = (await Promise.allSettled(asked)).map((answer) =>
      answer.status === 'rejected' ? (answer.reason as { code: string }).code : null,
    );
    expect(new Set(codes)).toEqual(new Set(['store']));
    await isUp(false);
    await expect(opened.store.add(TEXT.at('slack', 'T1') as never, 1)).rejects.toThrow('is down');
    await expect(opened.claims.claim('x', LONG_MS)).rejects.toMatchObject({ code: 'store' });
    await proxy.restore();
    await isUp(true);
    await opened.store.set(KEY, 'là', LONG_MS);
    expect(await opened.store.get(KEY)).toBe('là');
    expectTurns(events, 1);
  });

  test('is not waited for when it never answered', async () => {
    proxy.silence();
    await open();
    expect(opened.health().isUp).toBe(false);
    await proxy.restore();
    await isUp(true);
    expect(await opened.store.delete(KEY)).toBeTypeOf('boolean');
  });

  test('lets questions be claimed in this process', async () => {
    await openUp();
    await proxy.cut();
    const key = crypto.randomUUID();
    expect(await opened.requestClaims.claim(key, LONG_MS)).toBe(true);
    expect(await opened.requestClaims.claim(key, LONG_MS)).toBe(false);
  });

  test('lists what it has after it went away in the middle of a list', async () => {
    await openUp();
    await opened.store.set(KEY, 'là', LONG_MS);
    await proxy.cut();
    const listing = Array.fromAsync(opened.store.entries(TEXT));
    await expect(listing).rejects.toMatchObject({ code: 'store' });
    await isUp(false);
    await proxy.restore();
    await isUp(true);
    expect((await Array.fromAsync(opened.store.entries(TEXT))).length).toBeGreaterThan(0);
  });
});

/** One line each time it goes, one each time it comes: a machine that is busy may lose it more often. */
function expectTurns(events: readonly string[], outages: number): void {
  const turns = ['the store is down', 'the store is up again'];
  expect(events).toEqual(events.map((_event, index) => turns[index % 2]));
  expect(events.length).toBeGreaterThanOrEqual(2 * outages);
  expect(events.length).toBeLessThan(20);
}
