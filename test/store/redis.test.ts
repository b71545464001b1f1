import keyvTestSuite from '@keyv/test-suite';
import { Keyv } from 'keyv';
import * as vitest from 'vitest';
import { Redis } from '../../src/store/redis.ts';
import { serverTests } from './server-tests.ts';
import { redis, uniqueNamespace } from './servers.ts';

const { afterAll, describe } = vitest;

serverTests(redis);

describe.skipIf(!redis.isThere)('Redis passes the tests of Keyv', () => {
  const run = uniqueNamespace();
  const engines: Redis[] = [];
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    await redis.clear(`*${run}`);
  });
  keyvTestSuite(vitest, Keyv, () => {
    const engine = new Redis(redis.url, run, () => undefined);
    // The tests name the namespaces; what stands after them is what tells runs apart.
    engine.adapter.keyPrefixSeparator = `:${run}:`;
    engines.push(engine);
    return engine.adapter;
  });
});
