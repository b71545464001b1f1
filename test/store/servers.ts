import { createClient } from '@keyv/redis';
import { Pool } from 'pg';

/** A database of the machine the tests run on, and how what a test left there is taken away. */
export interface Server {
  readonly name: string;
  readonly url: string;
  readonly isThere: boolean;
  readonly clear: (namespace: string) => Promise<void>;
}

const REDIS_URL = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const POSTGRES_URL = process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const REACHED_WITHIN_MS = 2_000;

export const redis: Server = await reached('Redis', REDIS_URL, async (namespace) => {
  const client = createClient({
    url: REDIS_URL,
    socket: { connectTimeout: REACHED_WITHIN_MS, reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  await client.connect();
  for await (const keys of client.scanIterator({ MATCH: `${namespace}*`, COUNT: 1_000 })) {
    if (keys.length > 0) await client.unlink(keys);
  }
  await client.close();
});

export const postgres: Server = await reached('PostgreSQL', POSTGRES_URL, async (namespace) => {
  const pool = new Pool({
    connectionString: POSTGRES_URL,
    connectionTimeoutMillis: REACHED_WITHIN_MS,
  });
  await pool.query(`DROP TABLE IF EXISTS ${namespace}`).finally(() => pool.end());
});

/** A name that no other run has. */
export function uniqueNamespace(): string {
  return `test_${crypto.randomUUID().replaceAll('-', '')}`;
}

async function reached(
  name: string,
  url: string,
  clear: (namespace: string) => Promise<void>,
): Promise<Server> {
  const isThere = await clear(uniqueNamespace()).then(
    () => true,
    () => false,
  );
  return { name, url, isThere, clear };
}
