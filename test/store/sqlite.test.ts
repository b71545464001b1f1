import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import keyvTestSuite from '@keyv/test-suite';
import { Keyv } from 'keyv';
import * as vitest from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { Sqlite } from '../../src/store/sqlite.ts';
import { storeContract } from '../contracts/store.ts';

const { afterAll, beforeAll, describe, expect, test } = vitest;
const folder = mkdtempSync(join(tmpdir(), 'debat-store-'));
const START_MS = Date.UTC(2026, 10, 22);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('SQLite', () => {
  let nowMs = START_MS;
  storeContract({
    open: ({ log }) =>
      openStore(`sqlite:${join(folder, 'new', 'contract.sqlite')}`, { log, now: () => nowMs }),
    pass: (ms) => {
      nowMs += ms;
    },
  });

  test('deletes what has ended from the file, and nothing else', async () => {
    let now = START_MS;
    const engine = new Sqlite(':memory:', () => now);
    await engine.reopen();
    await engine.adapter.set('a:', 'lasts');
    await engine.adapter.set('b:', 'ends', 1_000);
    for (let index = 0; index < 2_500; index += 1) {
      await engine.claim(`claim:${index}:`, 1_000, 'process');
    }
    now += 1_000;
    while (await engine.sweep());
    now = START_MS;
    const pages = await Array.fromAsync({
      [Symbol.asyncIterator]: () => engine.pages({ kind: null, within: [] }),
    });
    expect(pages.flat()).toEqual([{ key: 'a:', text: 'lasts' }]);
    await engine.close();
  });
});

describe('SQLite passes the tests of Keyv', () => {
  const engines: Sqlite[] = [];
  beforeAll(async () => {
    const engine = new Sqlite(join(folder, 'keyv.sqlite'), () => Date.now());
    await engine.reopen();
    engines.push(engine);
  });
  afterAll(() => Promise.all(engines.map((engine) => engine.close())));
  keyvTestSuite(vitest, Keyv, () => {
    const engine = new Sqlite(join(folder, 'keyv.sqlite'), () => Date.now());
    engines.push(engine);
    return engine.adapter;
  });
});
