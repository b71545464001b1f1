import { describe, expect, test } from 'vitest';
import { MemoryClaims } from '../../src/store/memory.ts';

describe('claims in memory', () => {
  test('are given once within their time, and again after it', async () => {
    let now = 0;
    const claims = new MemoryClaims(() => now);
    expect(await claims.claim('a', 1_000)).toBe(true);
    expect(await claims.claim('a', 1_000)).toBe(false);
    expect(await claims.claim('b', 1_000)).toBe(true);
    now = 999;
    expect(await claims.claim('a', 1_000)).toBe(false);
    now = 1_000;
    expect(await claims.claim('a', 1_000)).toBe(true);
    expect(await claims.claim('a', 1_000)).toBe(false);
  });

  test('are given to one of those who ask at once', async () => {
    const claims = new MemoryClaims(() => 0);
    const given = await Promise.all(Array.from({ length: 50 }, () => claims.claim('a', 10)));
    expect(given.filter(Boolean)).toHaveLength(1);
  });

  test('never fill the memory: the oldest give way', async () => {
    const claims = new MemoryClaims(() => 0);
    for (let number = 0; number < 100_001; number += 1) await claims.claim(`key ${number}`, 10);
    expect(await claims.claim('key 100000', 10)).toBe(false);
    expect(await claims.claim('key 0', 10)).toBe(true);
  });
});
