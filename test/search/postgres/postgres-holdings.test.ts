import { afterAll, describe } from 'vitest';
import { readCatalogue } from '../../../src/search/postgres/catalogue-reading.ts';
import { PostgresHoldings } from '../../../src/search/postgres/postgres-holdings.ts';
import { holdingsContract } from '../../contracts/holdings.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

describe.skipIf(!postgres.isThere)('on PostgreSQL', () => {
  const schema = new OwnSchema();
  let debates = 0;
  afterAll(() => schema.remove());

  describe.each([
    ['of the edition that is live', true],
    ['of another edition than is live', false],
  ])('by digests %s', (_, isOfLive) => {
    holdingsContract('the server', async (corpus) => {
      const debate = `held-${(debates += 1)}`;
      await schema.keep(corpus, { name: debate, filled: 50 });
      const place = { schema: schema.schema, debate };
      const read = await readCatalogue(schema.connection, place, { site: null });
      // A selection may be of works of the corpus: passages are to point to these.
      const sources = new Map(corpus.sources.map((source) => [source.id, source]));
      const works = read.works.map((work) => ({
        ...work,
        source: sources.get(work.source.id) ?? work.source,
      }));
      return new PostgresHoldings(schema.connection, {
        ...place,
        catalogue: { ...read, works, edition: isOfLive ? read.edition : 'another' },
      });
    });
  });
});
