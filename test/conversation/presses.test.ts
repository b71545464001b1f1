import { expect, test } from 'vitest';
import type { Click, Fault } from '../../src/conversation/exchange.ts';
import { Presses } from '../../src/conversation/presses.ts';
import { MemoryClaims, MemoryNotes } from '../../src/store/ports.ts';
import { TestTime } from '../fixtures/test-time.ts';

const DAY_MS = 24 * 60 * 60_000;
const TWO_MINUTES_MS = 120_000;

/** What a platform says that did not answer. */
class Unanswered extends Error {}

/** Processes that share what they claim and note. */
function processes() {
  const time = new TestTime();
  const [claims, notes] = [new MemoryClaims(time.now), new MemoryNotes(time.now)];
  const outcomeOf = (error: unknown): Fault | null =>
    error instanceof Unanswered ? { code: 'timeout', outcome: 'unknown', retryAfterMs: 0 } : null;
  const start = () =>
    new Presses({
      platform: 'test',
      notes,
      isFirst: (event, ttlMs) => claims.claim(event, ttlMs),
      faults: { read: outcomeOf },
      reportFault: (fault) => expect.fail(String(fault)),
    });
  const share = (presses: Presses, act: () => Promise<boolean>) =>
    presses.once('share:1', DAY_MS, act);
  return { time, one: start(), other: start(), share };
}

const done = () => Promise.resolve(true);
const never = () => expect.fail('it was done again');

test('H14: what a process died over is under way for two minutes, then unknown to whoever asks, and never done again', async () => {
  const { time, one, other, share } = processes();
  const begun = Promise.withResolvers<undefined>();
  void share(one, () => {
    begun.resolve(undefined);
    return new Promise(() => undefined);
  });
  await begun.promise;
  time.advance(TWO_MINUTES_MS);
  expect(await share(one, never)).toBe('under way');
  time.advance(1);
  for (const each of [other, other, one]) expect(await share(each, never)).toBe('unknown');
});

test('H14: what took longer than two minutes after all is done', async () => {
  const { time, one, other, share } = processes();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const begun = Promise.withResolvers<undefined>();
  const slow = share(one, () => {
    begun.resolve(undefined);
    return promise;
  });
  await begun.promise;
  time.advance(TWO_MINUTES_MS + 1);
  expect(await share(other, never)).toBe('unknown');
  resolve(true);
  expect(await slow).toBe('done');
  expect(await share(other, never)).toBe('done');
});

test('H14: what the platform did not answer is not done again; what certainly failed is, at once', async () => {
  const { one, other, share } = processes();
  await expect(share(one, () => Promise.reject(new Error('boum')))).rejects.toThrow('boum');
  expect(await share(other, () => Promise.resolve(false))).toBe('failed');
  await expect(share(one, () => Promise.reject(new Unanswered()))).rejects.toThrow(Unanswered);
  expect(await share(other, never)).toBe('unknown');
});

test('H14: what failed and was then done is done once, by two processes at the same time too', async () => {
  const { one, other, share } = processes();
  expect(await share(one, () => Promise.resolve(false))).toBe('failed');
  const both = await Promise.all([share(one, done), share(other, done)]);
  expect(both.toSorted()).toEqual(['done', 'under way']);
});

test('a press is new once, whichever process is told; another of the same button at once is a double', async () => {
  const { time, one, other } = processes();
  const pressed = (press: string, action: Click['action'] = 'context') =>
    ({ press, action, message: 'm', button: 'b' }) as Click;
  expect(await one.newsOf('alice', pressed('1'))).toBe('new');
  expect(await other.newsOf('alice', pressed('1'))).toBe('told again');
  expect(await other.newsOf('alice', pressed('2'))).toBe('double');
  expect(await other.newsOf('bruno', pressed('3'))).toBe('new');
  expect(await one.newsOf('alice', pressed('4', 'next'))).toBe('new');
  time.advance(3_001);
  expect(await other.newsOf('alice', pressed('5'))).toBe('new');
  expect(await other.newsOf('alice', pressed('1'))).toBe('told again');
});
