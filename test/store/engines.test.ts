import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import keyvTestSuite from '@keyv/test-suite';
import { Keyv } from 'keyv';
import * as vitest from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { MemoryClaims } from '../../src/store/ports.ts';
import { Postgres } from '../../src/store/postgres.ts';
import { Redis } from '../../src/store/redis.ts';
import { Sqlite } from '../../src/store/sqlite.ts';
import { claimContract, storeContract } from '../contracts/store.ts';
import { REAL_TIME } from './opening.ts';
import { postgres, redis, uniqueNamespace } from './servers.ts';

const { afterAll, beforeAll, describe, expect, test, vi } = vitest;
const folder = mkdtempSync(join(tmpdir(), 'debat-store-'));
const START_MS = Date.UTC(2026, 10, 22);
const namespace = uniqueNamespace();
const lost = () => undefined;

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (redis.isThere) await redis.clear(`*${namespace}`);
  if (postgres.isThere) await postgres.clear(namespace);
});

describe('SQLite', () => {
  let nowMs = START_MS;
  const url = `sqlite:${join(folder, 'new', 'contract.sqlite')}`;
  storeContract({
    open: ({ log }) => openStore(url, { log, time: { ...REAL_TIME, now: () => nowMs } }),
    pass: (ms) => {
      nowMs += ms;
    },
  });
});

describe.each([redis, postgres])('$name', ({ isThere, url }) => {
  if (!isThere) return;
  storeContract({
    open: ({ log }) => openStore(url, { log, time: REAL_TIME, namespace }),
    pass: () => undefined,
  });
});

describe('the memory of a process', () => {
  let nowMs = START_MS;
  const claims = new MemoryClaims(() => nowMs);
  claimContract({
    several: (count) => Promise.resolve(Array.from({ length: count }, () => claims)),
    pass: (ms) => {
      // What lru-cache remembers ends a millisecond after its time.
      nowMs += ms + 1;
    },
  });

  test('is never filled by claims: the oldest give way', async () => {
    for (let number = 0; number < 100_001; number += 1) await claims.claim(`key ${number}`, 10);
    expect(await claims.claim('key 100000', 10)).toBe(false);
    expect(await claims.claim('key 0', 10)).toBe(true);
  });
});

/** One memory for all who open it. */
const memory = 'file:keyv?mode=memory&cache=shared';
// What PostgreSQL is asked is what SQLite is.
describe.each<[string, boolean, () => Sqlite | Redis]>([
  ['SQLite', true, () => new Sqlite(memory, Date.now)],
  ['Redis', redis.isThere, () => new Redis(redis.url, namespace, lost)],
])('Keyv’s own tests on %s', (_, isThere, open) => {
  if (!isThere) return;
  const engines = [open()];
  beforeAll(() => engines[0]?.reopen());
  afterAll(() => Promise.all(engines.map((engine) => engine.close())));
  keyvTestSuite(vitest, Keyv, () => {
    const engine = open();
    engines.push(engine);
    // The tests name the namespaces; what stands after them is what tells runs apart.
    if (engine instanceof Redis) engine.adapter.keyPrefixSeparator = `:${namespace}:`;
    return engine.adapter;
  });
});

describe('a table', () => {
  test('is swept of what has ended, and of nothing else', async () => {
    let nowMs = START_MS;
    const engine = new Sqlite(':memory:', () => nowMs);
    await engine.reopen();
    await engine.set('a:', 'lasts');
    for (let index = 0; index < 2_500; index += 1) {
      await engine.claim(`claim:${index}:`, 1_000, 'process');
    }
    nowMs += 1_000;
    while (await engine.sweep());
    nowMs = START_MS;
    const pages = await Array.fromAsync(engine.pages({ kind: null, within: [] }));
    expect(pages.flat()).toEqual([{ key: 'a:', text: 'lasts' }]);
    await engine.close();
  });

  test.skipIf(!postgres.isThere)(
    'is made once in PostgreSQL by processes that start together',
    async () => {
      const table = uniqueNamespace();
      const engines = Array.from({ length: 8 }, () => new Postgres(postgres.url, table, lost));
      await Promise.all(engines.map((engine) => engine.reopen()));
      const [engine = expect.fail()] = engines;
      await engine.claim('claim:a:', 1, 'machine');
      await engine.set('b:', 'lasts');
      await vi.waitFor(async () => {
        await engine.sweep();
        expect(await engine.rows(`SELECT key FROM ${table}`, [])).toEqual([{ key: 'b:' }]);
      });
      await Promise.all(engines.map((each) => each.close()));
      await postgres.clear(table);
    },
  );
});
