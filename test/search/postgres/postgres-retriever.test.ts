import { afterAll, describe } from 'vitest';
import { withBalance } from '../../../src/search/balance.ts';
import { retrieverContract } from '../../contracts/retriever.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

describe.skipIf(!postgres.isThere)('on PostgreSQL', () => {
  const schema = new OwnSchema();
  const cut = new OwnSchema();
  afterAll(async () => {
    await schema.remove();
    await cut.remove();
  });

  retrieverContract('the engine', (corpus) => schema.keep(corpus));
  retrieverContract('the engine in partitions', (corpus) => cut.keep(corpus, { partitions: 3 }));
  retrieverContract('the engine with balanced pages', async (corpus) =>
    withBalance(await schema.keep(corpus), 3),
  );
});
