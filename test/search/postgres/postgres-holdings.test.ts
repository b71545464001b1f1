import { afterAll, describe } from 'vitest';
import { PostgresHoldings } from '../../../src/search/postgres/postgres-holdings.ts';
import { holdingsContract } from '../../contracts/holdings.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

describe.skipIf(!postgres.isThere)('on PostgreSQL', () => {
  const schema = new OwnSchema();
  let debates = 0;
  afterAll(() => schema.remove());

  holdingsContract('the server', async (corpus) => {
    const debate = `held-${(debates += 1)}`;
    await schema.keep(corpus, { name: debate, filled: 50 });
    const sources = new Map(corpus.sources.map((source) => [source.id, source]));
    return new PostgresHoldings(schema.connection, { schema: schema.schema, debate, sources });
  });
});
