import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Cache } from '../../src/running/cache.ts';

let folder: string;
let cache: Cache;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debat-'));
  cache = new Cache(folder);
});

afterEach(() => {
  rmSync(dirname(cache.path('index', '')), { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

const ONE = Uint8Array.of(1);

test('what was kept is there, the parts of it one after another', () => {
  cache.keep('corpus', 'œuvre', [ONE, Uint8Array.of(2, 3)]);
  expect(cache.read('corpus', 'œuvre')).toEqual(Buffer.of(1, 2, 3));
  expect(cache.read('corpus', 'autre')).toBeNull();
  expect(new Cache(`${folder}-autre`).read('corpus', 'œuvre')).toBeNull();
});

test('what was damaged is not there', () => {
  cache.keep('corpus', 'œuvre', [ONE]);
  const path = cache.path('corpus', 'œuvre');
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.with(-1, 2));
  expect(cache.read('corpus', 'œuvre')).toBeNull();
});

test('works that are not of the corpus any more are let go of', () => {
  for (const key of ['une', 'deux']) cache.keep('corpus', key, [ONE]);
  cache.tidy(['deux']);
  expect(cache.read('corpus', 'une')).toBeNull();
  expect(cache.read('corpus', 'deux')).toEqual(Buffer.of(1));
});

test('the indexes longest unused are let go of', () => {
  const keys = Array.from({ length: 6 }, (_, number) => `index ${number}`);
  for (const [number, key] of keys.entries()) {
    cache.keep('index', key, [ONE]);
    // The later it is kept, the longer it is unused.
    const day = new Date(2000, 0, 20 - number);
    utimesSync(cache.path('index', key), day, day);
  }
  cache.tidy([]);
  const left = keys.filter((key) => existsSync(cache.path('index', key)));
  expect(left).toEqual(keys.slice(0, 3));
});
