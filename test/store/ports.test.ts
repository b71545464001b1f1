import { describe, expect, test } from 'vitest';
import type { Log } from '../../src/ports.ts';
import { BotError } from '../../src/errors.ts';
import { StoreFeedback } from '../../src/store/feedback.ts';
import { StoreNotes } from '../../src/store/notes.ts';
import { openStore } from '../../src/store/open.ts';
import type { Key, Store } from '../../src/store/store.ts';
import { recordingLog } from './logs.ts';

const MINUTE_MS = 60_000;

/** A store of its own that can be taken down. */
async function breakable(): Promise<{ readonly store: Store; down: boolean; nowMs: number }> {
  const state = { down: false, nowMs: 0 };
  const log: Log = recordingLog().log;
  const { store } = await openStore('sqlite::memory:', { now: () => state.nowMs, log });
  const unlessDown = <Result>(ask: () => Promise<Result>): Promise<Result> =>
    state.down ? Promise.reject(new BotError('store', 'down', { retryable: true })) : ask();
  return Object.assign(state, {
    store: {
      get: <Value>(key: Key<Value>) => unlessDown(() => store.get(key)),
      set: <Value>(key: Key<Value>, value: Value, ttlMs?: number) =>
        unlessDown(() => store.set(key, value, ttlMs)),
      add: (key: Key<number>, amount: number) => unlessDown(() => store.add(key, amount)),
      delete: (key: Key<unknown>) => store.delete(key),
      erase: (platform: string, workspace: string) => store.erase(platform, workspace),
      entries: store.entries.bind(store),
    },
  });
}

describe('notes in the store', () => {
  test('outlive the process, and end with their time', async () => {
    const stored = await breakable();
    await new StoreNotes(stored.store, () => stored.nowMs).keep('a', 'blogs', MINUTE_MS);
    const others = new StoreNotes(stored.store, () => stored.nowMs);
    expect(await others.recall('a')).toBe('blogs');
    expect(await others.recall('b')).toBeNull();
    stored.nowMs += MINUTE_MS;
    expect(await others.recall('a')).toBeNull();
  });

  test('are those of the process while the store is down, and never a fault', async () => {
    const stored = await breakable();
    const notes = new StoreNotes(stored.store, () => stored.nowMs);
    await notes.keep('before', 'avant', MINUTE_MS);
    stored.down = true;
    await notes.keep('during', 'pendant', MINUTE_MS);
    expect([await notes.recall('before'), await notes.recall('during')]).toEqual([null, 'pendant']);
    stored.down = false;
    expect([await notes.recall('before'), await notes.recall('during')]).toEqual([
      'avant',
      'pendant',
    ]);
  });
});

describe('feedback in the store', () => {
  test('is counted by platform and verdict', async () => {
    const { store } = await breakable();
    const feedback = new StoreFeedback(store);
    for (const verdict of ['utile', 'utile', 'résumé infidèle'] as const)
      await feedback.count(verdict, 'slack');
    await feedback.count('utile', 'discord');
    expect([...(await new StoreFeedback(store).counts('slack'))]).toEqual([
      ['utile', 2],
      ['résumé infidèle', 1],
    ]);
  });

  test('given while the store is down is counted with the next', async () => {
    const stored = await breakable();
    const feedback = new StoreFeedback(stored.store);
    stored.down = true;
    await Promise.all(Array.from({ length: 3 }, () => feedback.count('utile', 'slack')));
    stored.down = false;
    await feedback.count('utile', 'slack');
    expect((await feedback.counts('slack')).get('utile')).toBe(4);
  });
});
