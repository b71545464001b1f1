import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Connection } from '../../../src/search/postgres/connection.ts';
import { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import { Proxy } from '../../store/proxy.ts';
import { postgres } from '../../store/servers.ts';
import { editionOf } from './editions.ts';
import { OwnSchema } from './kept.ts';

const QUESTION = { text: 'marché', limit: 3 };
const DOWN = { code: 'search', retryable: true };

describe.skipIf(!postgres.isThere)('a search server that goes away', () => {
  const schema = new OwnSchema();
  let proxy: Proxy;
  let connection: Connection;
  let retriever: PostgresRetriever;

  beforeAll(() => schema.keep(editionOf(1), { name: 'debate' }));
  afterAll(() => schema.remove());
  beforeEach(async () => {
    proxy = new Proxy(postgres.url);
    await proxy.restore();
    connection = new Connection(proxy.urlOf(postgres.url), () => undefined, 300);
    retriever = new PostgresRetriever(connection, { schema: schema.schema, debate: 'debate' });
  });
  afterEach(async () => {
    await connection.close();
    await proxy.cut();
  });

  test('is a fault that may pass, whatever is asked, and it is asked again when it is back', async () => {
    const before = await retriever.search(QUESTION);
    expect(before.total).toBeGreaterThan(0);
    for (const round of ['cut', 'cut again']) {
      await proxy.cut();
      // What is in memory is no answer either: nobody knows whether it still stands.
      await expect(retriever.search(QUESTION), round).rejects.toMatchObject(DOWN);
      await expect(retriever.search({ text: 'crise des forums', limit: 3 })).rejects.toMatchObject(
        DOWN,
      );
      await expect(retriever.suggest('', 3)).rejects.toMatchObject(DOWN);
      await expect(retriever.raritiesIn('marché')).rejects.toMatchObject(DOWN);
      await proxy.restore();
      expect(await retriever.search(QUESTION)).toEqual(before);
    }
  });

  test('is waited for no longer than an answer takes when it says nothing', async () => {
    await retriever.search(QUESTION);
    proxy.silence();
    const place = { schema: schema.schema, debate: 'debate' };
    const unopened = new PostgresRetriever(connection, place);
    const asked = [retriever, unopened].map((each) => each.search(QUESTION));
    const reasons = (await Promise.allSettled(asked)).map((each): unknown => {
      return each.status === 'rejected' ? each.reason : null;
    });
    expect(reasons).toMatchObject([DOWN, DOWN]);
    await proxy.restore();
    expect((await retriever.search(QUESTION)).total).toBeGreaterThan(0);
  });

  test('is waited for at the start', async () => {
    await proxy.cut();
    await expect(retriever.search(QUESTION)).rejects.toMatchObject(DOWN);
    await proxy.restore();
    expect((await retriever.search(QUESTION)).total).toBeGreaterThan(0);
  });

  test('between two statements of one session fails the second, and nothing beside it', async () => {
    const unheard: unknown[] = [];
    const hear = (fault: unknown) => unheard.push(fault);
    process.on('uncaughtExceptionMonitor', hear);
    const session = connection.session(async (query) => {
      await query('SELECT 1');
      await proxy.cut();
      await query('SELECT 2');
    });
    await expect(session).rejects.toMatchObject(DOWN);
    await proxy.restore();
    await connection.session((query) => query('SELECT 3'));
    process.off('uncaughtExceptionMonitor', hear);
    expect(unheard).toEqual([]);
  });

  test('that is cut in the middle of many questions answers each or fails each', async () => {
    const words = ['marché', 'blogueur', 'crise', 'réputation', 'agence', 'forum', 'client'];
    const asked = words.map((text) => retriever.search({ text, limit: 3 }));
    const cut = proxy.cut();
    const settled = await Promise.allSettled(asked);
    await cut;
    for (const each of settled) {
      if (each.status === 'fulfilled') expect(each.value.total).toBeGreaterThan(0);
      else expect(each.reason).toMatchObject(DOWN);
    }
    await proxy.restore();
    for (const text of words) {
      expect((await retriever.search({ text, limit: 3 })).total).toBeGreaterThan(0);
    }
  });
});
