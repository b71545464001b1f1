import { afterAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/debate/digest.ts';
import { spread } from '../../../src/debate/key-terms.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { readCatalogue } from '../../../src/search/postgres/catalogue-reading.ts';
import { editions, listing } from '../../../src/search/postgres/debates.ts';
import { keepDebate, retire } from '../../../src/search/postgres/keeping.ts';
import { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import { realCorpus, townCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';
import { postgres, uniqueNamespace } from '../../store/servers.ts';
import { editionOf } from './editions.ts';
import { debatedBy, OwnSchema, worksOf } from './kept.ts';

const SITE = 'https://debat.example.org/';

/** A debate whose passages are more than are read for its terms, some of them related, across works and to nothing. */
function long(): Corpus {
  const passages = Array.from({ length: 40 }, (_, number) => {
    const work = source({ id: `long-${number}`, title: `Long ${number}` });
    return Array.from({ length: 1 + (number % 7) }, (__, order) => {
      const refs = order === 0 ? [`long-${39 - number}#p0`, 'nowhere#p0'] : [];
      const relations = refs.map((ref) => ({ kind: 'answers' as const, ref }));
      const text = `Passage ${number} ${order} : ${'le marché tient bon. '.repeat(80)}`.trim();
      const topics = [`thème ${(number + order) % 3}`, ...(number === 30 ? ['rare'] : [])];
      return passage({ ...{ anchor: `p${order}`, order, text, source: work }, relations, topics });
    });
  });
  return corpusOf(passages.flat());
}

describe.skipIf(!postgres.isThere)('the catalogue of a debate on PostgreSQL', () => {
  const own = new OwnSchema();
  const { connection, schema } = own;
  afterAll(() => own.remove());
  const placeOf = (debate: string) => ({ schema, debate });
  const aboutOf = ({ hash, debate, voices, lexicon }: Corpus) => ({
    ...{ hash, debate, voices, lexicon },
  });
  const keep = (debate: string, corpus: Corpus, filled = 50) =>
    keepDebate(connection, placeOf(debate), debatedBy(corpus, filled));

  test.each([
    ['with themes', townCorpus],
    ['without themes', veloCorpus],
    ['that is the founding one', realCorpus],
    ['that is long', long()],
  ])('tells of a debate %s what its passages tell', async (name, corpus) => {
    await keep(name, corpus);
    const read = await readCatalogue(connection, placeOf(name), { site: null });
    const { passages } = corpus;
    expect(read.about).toEqual(JSON.parse(JSON.stringify(aboutOf(corpus))));
    expect(read.works).toEqual(
      worksOf(passages).map((work) => ({
        ...{ source: work.source, passages: work.passages.length },
        ...digestOf(work.passages),
        themes: themesIn(work),
        hash: expect.any(String) as string,
        bucket: expect.any(Number) as number,
        first: expect.any(Number) as number,
      })),
    );
    expect(read.sample).toEqual(spread(passages));
    expect([...read.themes]).toEqual(themesIn(corpus));
    expect([...read.places]).toEqual(placesIn(corpus));
  });

  test('has one Source a work, which the passages that are found and sampled point to', async () => {
    const debate = 'sharing';
    await keep(debate, long());
    const read = await readCatalogue(connection, placeOf(debate), { site: SITE });
    const sources = new Map(read.works.map(({ source }) => [source.id, source]));
    expect(read.works[0]?.source.site).toBe(SITE);
    for (const { source } of read.sample) expect(source).toBe(sources.get(source.id));
    const retriever = new PostgresRetriever(connection, { ...placeOf(debate), sources });
    const { hits } = await retriever.search({ text: 'marché', limit: 10 });
    expect(hits).toHaveLength(10);
    for (const { passage } of hits) expect(passage.source).toBe(sources.get(passage.source.id));
  });

  test('has no pages where the debate is for some alone', async () => {
    const corpus = long();
    const tenants = ['slack:T0123'];
    await keep('secret', { ...corpus, debate: { ...corpus.debate, tenants } });
    const { works } = await readCatalogue(connection, placeOf('secret'), { site: SITE });
    expect(works.map(({ source }) => source.site)).toEqual(works.map(() => null));
  });

  test('after a change has the works that stay as they were, and those that changed anew', async () => {
    const debate = 'changing';
    await own.keep(editionOf(1), { name: debate, filled: 20 });
    const before = await readCatalogue(connection, placeOf(debate), { site: null });
    const retriever = new PostgresRetriever(connection, placeOf(debate));
    const foundBy = async (asked: PostgresRetriever) =>
      (await asked.search({ text: 'vélocipède2', limit: 1 })).hits.map(
        ({ passage: { text } }) => text,
      );
    expect(await foundBy(retriever)).not.toEqual([expect.stringMatching('vélocipède2')]);
    const first = editionOf(2).passages.slice(0, 3);
    const { passages, lexicon } = editionOf(1);
    const changed = { passages: [...first, ...passages.slice(3)], lexicon };
    await own.keep(changed, { name: debate, filled: 20 });
    const known = before.works;
    const after = await readCatalogue(connection, placeOf(debate), { site: null, known });
    expect(after.edition).not.toBe(before.edition);
    const isSame = after.works.map(({ source }, place) => source === known[place]?.source);
    expect(isSame).toEqual([false, ...Array<boolean>(59).fill(true)]);
    const whole = await readCatalogue(connection, placeOf(debate), { site: null });
    expect(after).toEqual(whole);
    const next = new PostgresRetriever(connection, placeOf(debate), retriever);
    for (const asked of [next, retriever]) {
      expect(await foundBy(asked)).toEqual([expect.stringMatching('vélocipède2')]);
    }
  });

  test('of a debate that is not there is a fault that says what to do', async () => {
    const reading = readCatalogue(connection, placeOf('nowhere'), { site: null });
    await expect(reading).rejects.toMatchObject({
      ...{ code: 'search', retryable: true },
      message: expect.stringContaining('npm run corpus -- index') as string,
    });
  });
});

describe.skipIf(!postgres.isThere)('the debates of a schema', () => {
  const own = new OwnSchema();
  const { connection, schema } = own;
  afterAll(() => own.remove());

  test('are none where there is no schema', async () => {
    const none = uniqueNamespace();
    expect(await listing(connection, none)).toEqual([]);
    expect(await editions(connection, none)).toEqual(new Map());
  });

  test('are told by key, with another edition whenever one changes', async () => {
    const seen: (string | undefined)[] = [];
    const look = async () => seen.push((await editions(connection, schema)).get('b'));
    await own.keep(editionOf(1), { name: 'b', filled: 20 });
    await own.keep(editionOf(1), { name: 'a', filled: 20 });
    await look();
    await own.keep(editionOf(2), { name: 'b', filled: 20 });
    await look();
    const debated = debatedBy(editionOf(2), 20);
    const about = { ...debated.about, debate: { ...debated.about.debate, title: 'Le vélo' } };
    const place = { schema, debate: 'b' };
    const { changes } = await keepDebate(connection, place, { ...debated, about });
    expect(changes).toEqual({ added: 0, changed: 0, removed: 0 });
    await look();
    await keepDebate(connection, place, { ...debated, about, version: 'another' });
    await look();
    expect(new Set(seen).size).toBe(seen.length);
    await keepDebate(connection, place, { ...debated, about, version: 'another' });
    expect((await editions(connection, schema)).get('b')).toBe(seen.at(-1));
    const listed = await listing(connection, schema);
    expect(listed.map(({ debate }) => debate)).toEqual(['a', 'b']);
    expect(listed[1]?.about).toEqual(about);
    expect(seen.at(-1)).toMatch(new RegExp(`^\\d+\\.${listed[1]?.edition}$`, 'u'));
  });

  test('are forgotten whole where they are retired, and others stay', async () => {
    expect(await retire(connection, { schema, debate: 'b' })).toBe(true);
    expect(await retire(connection, { schema, debate: 'b' })).toBe(false);
    expect((await listing(connection, schema)).map(({ debate }) => debate)).toEqual(['a']);
    const tables = ['works', 'passages', 'postings', 'buckets', 'forms', 'lexes', 'generations'];
    const left = await connection.session(async (query) => {
      const counts = tables.map(
        (name) => `SELECT count(DISTINCT generation)::int AS count FROM ${schema}.${name}`,
      );
      return (await query(counts.join(' UNION ALL '))).map(({ count }) => count);
    });
    expect(left).toEqual(tables.map(() => 1));
  });

  test('are built anew where the tables are of another layout, under numbers that were never told', async () => {
    const before = (await editions(connection, schema)).get('a');
    await connection.session((query) => query(`COMMENT ON SCHEMA ${schema} IS 'layout 1'`));
    expect(await listing(connection, schema)).toEqual([]);
    expect(await editions(connection, schema)).toEqual(new Map());
    const place = { schema, debate: 'a' };
    const brought = await keepDebate(connection, place, debatedBy(editionOf(1), 20));
    expect(brought).toEqual({ edition: 1, changes: null, isLaidOutAnew: true });
    const after = (await editions(connection, schema)).get('a');
    expect(Number(after)).toBeGreaterThan(Number(before));
    const again = await keepDebate(connection, place, debatedBy(editionOf(1), 20));
    expect(again.isLaidOutAnew).toBe(false);
  });
});

function themesIn({ passages }: Pick<Corpus, 'passages'>): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const theme of passages.flatMap(({ topics }) => [...new Set(topics)])) {
    counts.set(theme, (counts.get(theme) ?? 0) + 1);
  }
  return [...counts];
}

function placesIn({ passages }: Corpus): readonly (readonly [string, number])[] {
  const related = new Set(
    passages.flatMap(({ id, relations }) => {
      const refs = relations.map(({ ref }) => ref).filter((ref) => ref !== id);
      return refs.length === 0 ? [] : [id, ...refs];
    }),
  );
  return passages.flatMap(({ id }, place) => (related.has(id) ? [[id, place] as const] : []));
}
