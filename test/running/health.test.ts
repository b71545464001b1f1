import { describe, expect, test } from 'vitest';
import { HealthServer } from '../../src/running/health.ts';

async function withHealth(
  isReady: () => boolean,
  ask: (url: string, server: HealthServer) => Promise<void>,
) {
  const details = () => ({ store: { engine: 'sqlite', isUp: true } });
  const server = new HealthServer({ port: 0, host: '127.0.0.1', isReady, details });
  await server.open();
  try {
    await ask(`http://127.0.0.1:${server.port}`, server);
  } finally {
    await server.close();
  }
}

describe('the health endpoint of a process without requests over HTTP', () => {
  test('says whether it can answer, and how the store is', async () => {
    let isReady = false;
    await withHealth(
      () => isReady,
      async (url) => {
        const before = await fetch(`${url}/health`);
        expect(before.status).toBe(503);
        isReady = true;
        const after = await fetch(`${url}/health?full=1`);
        expect(after.status).toBe(200);
        expect(await after.json()).toEqual({
          status: 'ok',
          store: { engine: 'sqlite', isUp: true },
        });
      },
    );
  });

  test('has nothing else to say', async () => {
    await withHealth(
      () => true,
      async (url) => {
        expect((await fetch(url)).status).toBe(404);
        expect((await fetch(`${url}/health`, { method: 'POST' })).status).toBe(404);
      },
    );
  });

  test('tells the operator when its port is taken', async () => {
    await withHealth(
      () => true,
      async (_, { port }) => {
        const second = new HealthServer({
          ...{ port, host: '127.0.0.1', isReady: () => true },
          details: () => ({}),
        });
        await expect(second.open()).rejects.toMatchObject({
          code: 'configuration',
          message: `cannot listen on port ${port} (EADDRINUSE): set PORT to a free one`,
        });
      },
    );
  });
});
