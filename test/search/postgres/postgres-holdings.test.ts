import { afterAll, describe } from 'vitest';
import { readCatalogue } from '../../../src/search/postgres/catalogue-reading.ts';
import { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import { PostgresHoldings } from '../../../src/search/postgres/postgres-holdings.ts';
import { holdingsContract } from '../../contracts/holdings.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

describe.skipIf(!postgres.isThere)('on PostgreSQL', () => {
  const schema = new OwnSchema();
  let debates = 0;
  afterAll(() => schema.remove());

  describe.each([
    ['of the edition that is live', (live: string) => live, () => true],
    ['of another edition of the same works', () => 'another', () => true],
    ['of another edition, of which some works are others', () => 'another', isEven],
    ['of works that are all others', () => 'another', () => false],
  ])('by digests %s', (_, editionFrom, isSame) => {
    holdingsContract('the server', async (corpus) => {
      const debate = `held-${(debates += 1)}`;
      await schema.keep(corpus, { name: debate, filled: 50 });
      const place = { schema: schema.schema, debate };
      const read = await readCatalogue(schema.connection, place, { site: null });
      // A selection may be of works of the corpus: passages are to point to these.
      const sources = new Map(corpus.sources.map((source) => [source.id, source]));
      const works = read.works.map((work, place) => ({
        ...work,
        hash: isSame(place) ? work.hash : 'another',
        source: sources.get(work.source.id) ?? work.source,
      }));
      return new PostgresHoldings(schema.connection, {
        ...place,
        retriever: new PostgresRetriever(schema.connection, { ...place, sources }),
        catalogue: { ...read, works, edition: editionFrom(read.edition) },
      });
    });
  });
});

function isEven(place: number): boolean {
  return place % 2 === 0;
}
