import { afterEach, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import type { Claims } from '../../src/ports.ts';
import type { OpenStore, StoreParts } from '../../src/store/open.ts';
import { kind, type Kind, type Store } from '../../src/store/store.ts';
import { recordingLog, TEXT } from '../store/opening.ts';

/** One engine: every store that it opens keeps the same things. */
export interface StoreUnderTest {
  readonly open: (parts: Pick<StoreParts, 'log'>) => Promise<OpenStore>;
  /** Moves the clock where it is ours; where it is the engine's, time passes by itself. */
  readonly pass: (ms: number) => void;
}

interface ClaimsUnderTest extends Pick<StoreUnderTest, 'pass'> {
  readonly several: (count: number) => Promise<readonly Claims[]>;
}

const OTHER = kind('text-more', v.string());
const COUNT = kind('count', v.number());
const SHORT_MS = 30;
const LONG_MS = 3_600_000;
const HOSTILE = [
  ...['', ' ', ':', '::', ';', '*', '?', '[a]', '%', '%003A', '_', '\\', "'", '"', '#', '$1'],
  ...['T1', 'T10', 't1', 'T1:C1', 'T1%', 'T_', '👍', '👎', '\uD83D', '\uDC4D', '\uFFFD', '\0'],
  ...['é', 'e\u0301', 'x'.repeat(300), `${'x'.repeat(299)}y`, '🎉'.repeat(300)],
];

/** What every engine promises, whatever runs beside it. */
export function storeContract({ open, pass }: StoreUnderTest): void {
  const opened: OpenStore[] = [];
  const opening = async (parts: Pick<StoreParts, 'log'> = recordingLog()) => {
    const store = await open(parts);
    opened.push(store);
    return store;
  };
  const several = (count: number) => Promise.all(Array.from({ length: count }, () => opening()));
  const workspace = () => crypto.randomUUID();

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });

  describe('what is kept', () => {
    test('is there for everyone until it is replaced or deleted', async () => {
      const [{ store }, { store: other }] = (await several(2)) as [OpenStore, OpenStore];
      const key = TEXT.at('slack', workspace(), 'C1');
      expect(await store.get(key)).toBeNull();
      await store.set(key, 'bonjour, « été » 👍 \0');
      expect(await other.get(key)).toBe('bonjour, « été » 👍 \0');
      await other.set(key, 'bonsoir');
      expect(await store.get(key)).toBe('bonsoir');
      expect(await store.delete(key)).toBe(true);
      expect(await other.get(key)).toBeNull();
      expect(await other.delete(key)).toBe(false);
    });

    test('ends with its time, and not before', async () => {
      const { store } = await opening();
      const [ending, lasting] = [TEXT.at('slack', 'T', 'a'), TEXT.at('slack', 'T', 'b')];
      await store.set(lasting, 'là', LONG_MS);
      await store.set(ending, 'là', SHORT_MS);
      pass(SHORT_MS);
      await vi.waitFor(async () => {
        expect(await store.get(ending)).toBeNull();
      });
      expect(await valuesOf(store, TEXT, 'slack', 'T')).toEqual(['là']);
      expect(await store.get(lasting)).toBe('là');
      await store.set(ending, 'sans fin');
      pass(SHORT_MS);
      expect(await store.get(ending)).toBe('sans fin');
    });

    test('stays when another store on the same address is closed', async () => {
      const [{ store }, other] = (await several(2)) as [OpenStore, OpenStore];
      await other.close();
      const key = TEXT.at('slack', workspace());
      await store.set(key, 'là');
      expect(await store.get(key)).toBe('là');
    });

    test('counts as none where it cannot be read, which is told once', async () => {
      const { log, events } = recordingLog();
      const { store } = await opening({ log });
      const team = workspace();
      const strict = kind<string>('text', v.never());
      for (const channel of ['a', 'b']) await store.set(TEXT.at('slack', team, channel), 'là');
      expect(await store.get(strict.at('slack', team, 'a'))).toBeNull();
      expect(await valuesOf(store, strict, 'slack', team)).toEqual([]);
      expect(events).toEqual(['what the store keeps cannot be read, and counts as none']);
    });

    test('is kept apart by keys of any length and any characters', async () => {
      const { store } = await opening();
      const team = workspace();
      for (const [index, part] of HOSTILE.entries()) {
        await store.set(TEXT.at('slack', team, part), String(index), LONG_MS);
        await store.set(TEXT.at('slack', team, part, part), `sous ${index}`, LONG_MS);
      }
      for (const [index, part] of HOSTILE.entries()) {
        expect(await store.get(TEXT.at('slack', team, part))).toBe(String(index));
        const values = await valuesOf(store, TEXT, 'slack', team, part);
        expect(values.toSorted()).toEqual([String(index), `sous ${index}`]);
      }
    });
  });

  describe('a list', () => {
    test('has all of a kind, or of what its keys begin with, and nothing else', async () => {
      const { store } = await opening();
      const team = workspace();
      await store.set(TEXT.at('slack', team), 'elle-même');
      await store.set(TEXT.at('slack', team, 'C1'), 'C1');
      await store.set(TEXT.at('slack', team, 'C10'), 'C10');
      await store.set(TEXT.at('slack', `${team}0`, 'C1'), 'voisine');
      await store.set(TEXT.at('discord', team, 'C1'), 'ailleurs');
      await store.set(OTHER.at('slack', team, 'C1'), 'autre sorte');
      const values = await valuesOf(store, TEXT, 'slack', team);
      expect(values.toSorted()).toEqual(['C1', 'C10', 'elle-même']);
      expect(await valuesOf(store, TEXT, 'slack', team, 'C1')).toEqual(['C1']);
      const all = new Set(await valuesOf(store, TEXT));
      expect(all).toEqual(all.union(new Set(['C1', 'C10', 'voisine', 'ailleurs'])));
      expect(all).not.toContain('autre sorte');
    });

    test('gives keys that can be used', async () => {
      const { store } = await opening();
      const team = workspace();
      await store.set(TEXT.at('slack', team, 'x'.repeat(400)), 'là');
      for await (const { key } of store.entries(TEXT, 'slack', team)) await store.delete(key);
      expect(await valuesOf(store, TEXT, 'slack', team)).toEqual([]);
    });

    test('of several pages has every entry once', async () => {
      const { store } = await opening();
      const team = workspace();
      const names = Array.from({ length: 2_500 }, (_, index) => String(index));
      const keep = (name: string) => store.set(TEXT.at('slack', team, name), name, LONG_MS);
      for (let from = 0; from < names.length; from += 100) {
        await Promise.all(names.slice(from, from + 100).map(keep));
      }
      const values = await valuesOf(store, TEXT, 'slack', team);
      expect(values.toSorted()).toEqual(names.toSorted());
      await store.erase('slack', team);
      expect(await valuesOf(store, TEXT, 'slack', team)).toEqual([]);
    });
  });

  test('erasing a workspace takes all its kinds and leaves its neighbours', async () => {
    const { store, claims } = await opening();
    const suffix = workspace();
    const [team, neighbour] = [`${suffix}T1`, `${suffix}T10`];
    const erased = [
      ...[TEXT.at('slack', team), TEXT.at('slack', team, 'C1'), OTHER.at('slack', team, 'C1')],
      TEXT.at('slack', team, 'x'.repeat(400)),
    ];
    const left = [
      ...[TEXT.at('slack', neighbour, 'C1'), TEXT.at('discord', team, 'C1'), TEXT.at('', '', team)],
      ...[TEXT.at('slack', `${team}:C1`), TEXT.at('x', 'slack', team)],
      TEXT.at('slack', 'x', 'slack', team),
    ];
    for (const key of [...erased, ...left]) await store.set(key, 'là');
    await store.add(COUNT.at('slack', team, 'jour'), 3);
    await claims.claim(`slack:${team}:C1`, LONG_MS);
    await store.erase('slack', team);
    expect(await Promise.all(erased.map((key) => store.get(key)))).toEqual(erased.map(() => null));
    expect(await Promise.all(left.map((key) => store.get(key)))).toEqual(left.map(() => 'là'));
    expect(await store.get(COUNT.at('slack', team, 'jour'))).toBeNull();
    expect(await claims.claim(`slack:${team}:C1`, LONG_MS)).toBe(false);
  });

  describe('a count', () => {
    test('loses nothing when many add to it at once', async () => {
      const stores = await several(5);
      const key = COUNT.at('slack', workspace(), 'jour');
      const additions = Array.from({ length: 50 }, (_, at) => nth(stores, at).store.add(key, 2));
      const totals = new Set(await Promise.all(additions));
      expect(totals).toEqual(new Set(Array.from({ length: 50 }, (_, at) => 2 * (at + 1))));
      expect(await nth(stores, 0).store.get(key)).toBe(100);
    });

    test('can be taken from, and begins again once it was deleted', async () => {
      const { store } = await opening();
      const key = COUNT.at('slack', workspace(), 'jour');
      expect(await store.add(key, 5)).toBe(5);
      expect(await store.add(key, -2)).toBe(3);
      await store.delete(key);
      expect(await store.add(key, 1)).toBe(1);
    });
  });

  const claimers = async (count: number) => (await several(count)).map(({ claims }) => claims);
  claimContract({ several: claimers, pass });

  test('a claim of a question is one with the strict ones', async () => {
    const [one, other] = (await several(2)) as [OpenStore, OpenStore];
    const key = workspace();
    expect(await one.requestClaims.claim(key, LONG_MS)).toBe(true);
    expect(await other.requestClaims.claim(key, LONG_MS)).toBe(false);
    expect(await other.claims.claim(key, LONG_MS)).toBe(false);
  });
}

/** What everything promises that gives claims to several at once. */
export function claimContract({ several, pass }: ClaimsUnderTest): void {
  test('a claim is taken once by fifty who ask at once', async () => {
    const claims = await several(5);
    for (let round = 0; round < 10; round += 1) {
      const key = crypto.randomUUID();
      const asked = Array.from({ length: 50 }, (_, at) => nth(claims, at).claim(key, LONG_MS));
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
    }
  });

  test('a claim can be taken again after its time, once', async () => {
    const claims = await several(5);
    const key = crypto.randomUUID();
    expect(await nth(claims, 0).claim(key, SHORT_MS)).toBe(true);
    pass(SHORT_MS);
    await vi.waitFor(async () => {
      const won = await Promise.all(claims.map((each) => each.claim(key, LONG_MS)));
      expect(won.filter(Boolean)).toHaveLength(1);
    });
    expect(await nth(claims, 0).claim(key, LONG_MS)).toBe(false);
  });
}

/** One of a few, in turn. */
function nth<Each>(several: readonly Each[], index: number): Each {
  const each = several[index % several.length];
  if (each === undefined) throw new Error('there is none');
  return each;
}

async function valuesOf<Value>(store: Store, of: Kind<Value>, ...within: string[]) {
  return Array.fromAsync(store.entries(of, ...within), ({ value }) => value);
}
