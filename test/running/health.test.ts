import { describe, expect, test } from 'vitest';
import { close, healthTeller, openHealth, portOf } from '../../src/running/health.ts';

const slack = { platform: 'slack', isReady: true, counts: () => ({ 'received: command': 2 }) };
const discord = { platform: 'discord', isReady: false, counts: () => ({}) };
const store = { engine: 'sqlite', isUp: true };

async function withHealth(
  platforms: readonly (typeof slack | typeof discord)[],
  ask: (url: string, port: number) => Promise<void>,
) {
  const server = await openHealth(
    0,
    '127.0.0.1',
    healthTeller(platforms, () => store),
  );
  try {
    await ask(`http://127.0.0.1:${portOf(server)}`, portOf(server));
  } finally {
    await close(server);
  }
}

describe('the health endpoint', () => {
  test('says how each platform and the store are, 200 while all can be answered', () => {
    const platforms = [slack, { ...discord }];
    return withHealth(platforms, async (url) => {
      const before = await fetch(`${url}/health`);
      expect(before.status).toBe(503);
      expect(await before.json()).toEqual({
        status: 'not connected',
        slack: { isReady: true, counts: { 'received: command': 2 } },
        discord: { isReady: false, counts: {} },
        store,
      });
      platforms[1] = { ...discord, isReady: true };
      const after = await fetch(`${url}/health?full=1`);
      expect(after.status).toBe(200);
      expect(await after.json()).toMatchObject({ status: 'ok', discord: { isReady: true } });
    });
  });

  test('has nothing else to say', () =>
    withHealth([slack], async (url) => {
      expect((await fetch(url)).status).toBe(404);
      expect((await fetch(`${url}/health`, { method: 'POST' })).status).toBe(404);
    }));

  test('tells the operator when its port is taken', () =>
    withHealth([slack], async (_, port) => {
      await expect(openHealth(port, '127.0.0.1', healthTeller([]))).rejects.toMatchObject({
        code: 'configuration',
        message: `cannot listen on port ${port} (EADDRINUSE): set PORT to a free one`,
      });
    }));
});
