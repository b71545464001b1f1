import keyvTestSuite from '@keyv/test-suite';
import { Keyv } from 'keyv';
import { Pool } from 'pg';
import * as vitest from 'vitest';
import { Postgres, PostgresAdapter } from '../../src/store/postgres.ts';
import { serverTests } from './server-tests.ts';
import { postgres, uniqueNamespace } from './servers.ts';

const { afterAll, beforeAll, describe, expect, test } = vitest;

serverTests(postgres);

describe.skipIf(!postgres.isThere)('PostgreSQL passes the tests of Keyv', () => {
  const table = uniqueNamespace();
  const pool = new Pool({ connectionString: postgres.url });
  beforeAll(async () => {
    const engine = new Postgres(postgres.url, table, () => undefined);
    await engine.reopen();
    await engine.close();
  });
  afterAll(async () => {
    await pool.end();
    await postgres.clear(table);
  });
  keyvTestSuite(vitest, Keyv, () => new PostgresAdapter(pool, table));
});

describe.skipIf(!postgres.isThere)('the table in PostgreSQL', () => {
  test('is made once by processes that start together, and swept of what has ended', async () => {
    const table = uniqueNamespace();
    const engines = Array.from(
      { length: 8 },
      () => new Postgres(postgres.url, table, () => undefined),
    );
    await Promise.all(engines.map((engine) => engine.reopen()));
    const [engine] = engines as [Postgres];
    await engine.claim('claim:a:', 1);
    await engine.adapter.set('b:', 'lasts');
    await vitest.vi.waitFor(async () => {
      await engine.sweep();
      expect(await engine.adapter.query(`SELECT key FROM ${table}`)).toEqual([{ key: 'b:' }]);
    });
    await Promise.all(engines.map((each) => each.close()));
    await postgres.clear(table);
  });
});
