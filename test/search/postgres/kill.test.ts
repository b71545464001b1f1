import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keepDebate } from '../../../src/search/postgres/keeping.ts';
import { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import { bucketOf } from '../../../src/search/postgres/tables.ts';
import { createRetriever, type Retriever } from '../../../src/search/retriever.ts';
import { passage, source } from '../../fixtures/passages.ts';
import { postgres } from '../../store/servers.ts';
import { editionOf } from './editions.ts';
import { debatedBy, OwnSchema } from './kept.ts';

const BUILDER = join(import.meta.dirname, 'builder.ts');
const QUESTIONS = ['marché', 'crise des agences', 'vélocipède1', 'vélocipède2', 'réputatoin'];

describe.skipIf(!postgres.isThere)('a builder that is killed', () => {
  const schema = new OwnSchema();
  afterAll(() => schema.remove());

  const signalOf = async (debate: string, edition: number, tells: number) => {
    const words = [BUILDER, schema.schema, debate, String(edition), String(tells)];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal;
  };
  const generationOf = (debate: string) =>
    schema.connection.session(async (query) => {
      const sql = `SELECT max(generation) AS last FROM ${schema.schema}.generations WHERE debate = $1`;
      const [row] = await query(sql, [debate]);
      return Number(row?.['last']);
    });

  test.each([1, 4, 8, 12])(
    'at its step %i leaves no half of a debate, and what it read to the next one',
    async (tells) => {
      const debate = `built-${tells}`;
      expect(await signalOf(debate, 1, tells)).toBe('SIGKILL');
      const unbuilt = new PostgresRetriever(schema.connection, { schema: schema.schema, debate });
      await expect(unbuilt.search({ text: 'marché', limit: 3 })).rejects.toMatchObject({
        code: 'search',
        retryable: true,
      });
      const begun = await generationOf(debate);
      const kept = await schema.keep(editionOf(1), { name: debate, filled: 20 });
      expect(await generationOf(debate)).toBe(begun);
      await expectEdition(1, kept);
      await expectEdition(1, unbuilt);
    },
  );

  test('while it lays out leaves what it laid out to the next one, but for works that came since', async () => {
    const [place, filled] = [{ schema: schema.schema, debate: 'laid' }, 7];
    const buckets = Math.ceil(editionOf(1).passages.length / filled);
    // Of the twenty-six buckets, sixteen are laid out together.
    const tell = (share: number) => {
      if (share > 0.95) throw new RangeError('ended');
    };
    const begun = keepDebate(schema.connection, place, debatedBy(editionOf(1), filled), { tell });
    await expect(begun).rejects.toThrow('ended');
    const isAmongThem = (id: string) => bucketOf(id, buckets) < 16;
    const id = Array.from({ length: 99 }, (_, number) => `work-new-${number}`).find(isAmongThem);
    const added = passage({ source: source({ id: id ?? expect.fail() }), text: 'Un vélocipède1.' });
    const debated = { lexicon: [], passages: [...editionOf(1).passages, added] };
    const generation = await generationOf(place.debate);
    const kept = await schema.keep(debated, { name: place.debate, filled });
    expect(await generationOf(place.debate)).toBe(generation);
    await expectSame(createRetriever(debated), kept);
  });

  test.each([1, 2, 5])(
    'at its step %i of a change leaves the edition before whole, and does it when asked again',
    async (tells) => {
      const debate = `changed-${tells}`;
      const kept = await schema.keep(editionOf(1), { name: debate, filled: 20 });
      await expectEdition(1, kept);
      expect(await signalOf(debate, 2, tells)).toBe('SIGKILL');
      await expectEdition(1, kept);
      await schema.keep(editionOf(2), { name: debate, filled: 20 });
      await expectEdition(2, kept);
    },
  );

  test('is not waited for by another, who says so', async () => {
    const place = { schema: schema.schema, debate: 'shared' };
    await schema.keep(editionOf(1), { name: 'shared' });
    await schema.connection.session(async (query) => {
      const name = `${place.schema} ${place.debate}`;
      await query('SELECT pg_advisory_lock(hashtext($1))', [name]);
      await expect(schema.keep(editionOf(2), { name: 'shared', waitMs: 50 })).rejects.toThrow(
        /another process is building the debate shared/u,
      );
      await query('SELECT pg_advisory_unlock_all()');
    });
  });
});

function expectEdition(edition: number, kept: Retriever): Promise<void> {
  return expectSame(createRetriever(editionOf(edition)), kept);
}

async function expectSame(memory: Retriever, kept: Retriever): Promise<void> {
  for (const text of QUESTIONS) {
    const [one, other] = [memory, kept].map((each) => each.search({ text, limit: 200 }));
    const seen = ({ total, hits }: Awaited<ReturnType<Retriever['search']>>) => {
      return [text, total, hits.map(({ passage, score }) => [passage.text, score.toFixed(5)])];
    };
    if (one === undefined || other === undefined) throw new RangeError('two retrievers answer');
    expect(seen(await other)).toEqual(seen(await one));
  }
}
