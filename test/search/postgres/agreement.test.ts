import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import * as v from 'valibot';
import type { Passage } from '../../../src/debate/passage.ts';
import type { Question } from '../../../src/search/question.ts';
import { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import { createRetriever, type Retriever } from '../../../src/search/retriever.ts';
import { realCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { passage, source } from '../../fixtures/passages.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../ranking/${name}`, import.meta.url), 'utf8'));
const subjects = v.parse(v.array(v.object({ subject: v.string() })), read('subjects.yaml'));
const SUBJECTS = subjects.map(({ subject }) => subject);
const FOREIGN = v.parse(v.array(v.string()), read('foreign.yaml'));
/** Two letters of a longer word change places. */
const MISTYPED = SUBJECTS.map((subject) =>
  subject.replace(/(\p{L}{3})(\p{L})(\p{L})(?=\p{L}{2})/u, '$1$3$2'),
);

describe.skipIf(!postgres.isThere)('PostgreSQL and memory', () => {
  const schema = new OwnSchema();
  const memory = createRetriever(realCorpus);
  const place = { schema: schema.schema, debate: 'real' };
  let kept: Retriever;
  beforeAll(async () => {
    kept = await schema.keep(realCorpus, { name: place.debate, filled: 40 });
  });
  afterAll(() => schema.remove());

  const expectSame = async (question: Question) => {
    const [one, other] = [await memory.search(question), await kept.search(question)];
    expect(seen(other), question.text).toEqual(seen(one));
  };

  test.each([
    ['the subjects of the debate', SUBJECTS],
    ['mistyped ones', MISTYPED],
    ['foreign ones', FOREIGN],
  ])('give the same passages for the same reasons for %s', async (_, texts) => {
    for (const text of texts) await expectSame({ text, limit: 20, isExplained: true });
  });

  test.each([
    ['a phrase', '« médias sociaux »'],
    ['a phrase of stop words', '« ce n’est pas »'],
    ['a question of stop words', 'ce n’est pas'],
    ['words of the works', 'blog'],
  ])('give the same passages and total for %s, whatever is kept of them', async (_, text) => {
    await expectSame({ text, limit: 500 });
    await expectSame({ text, limit: 0 });
    const isEven = ({ order }: Passage) => order % 2 === 0;
    await expectSame({ text, limit: 7, accepts: isEven });
  });

  test.each(['works', 'ids'] as const)(
    'give the same passages where those that may be meant are known by their %s, and fewer are read',
    async (by) => {
      const [{ source: { id } } = passage()] = realCorpus.passages.slice(-1);
      const own = realCorpus.passages.filter(({ source }) => source.id === id);
      const ids = own.map((passage) => passage.id);
      const among = () => (by === 'works' ? { works: [id] } : { ids });
      const accepts = ({ source, order }: Passage) => source.id === id && order % 2 === 0;
      const readFor = async (question: Omit<Question, 'text'>) => {
        const other = new PostgresRetriever(schema.connection, place);
        const ask = vi.spyOn(schema.connection, 'ask');
        for (const text of SUBJECTS) {
          const one = await memory.search({ ...question, text });
          expect(seen(await other.search({ ...question, text })), text).toEqual(seen(one));
        }
        const calls = ask.mock.calls.filter(([name]) => name.endsWith(' passages'));
        ask.mockRestore();
        return calls.reduce((sum, [, , [, , buckets]]) => sum + (buckets as unknown[]).length, 0);
      };
      const [some, all] = [
        await readFor({ limit: 20, accepts, among }),
        await readFor({ limit: 20, accepts }),
      ];
      expect(some).toBeLessThan(all / 2);
    },
  );

  test('suggest the same subjects, and know the same words', async () => {
    for (const text of ['', ...MISTYPED.slice(0, 20)]) {
      expect(await kept.suggest(text, 5)).toEqual(await memory.suggest(text, 5));
      expect(await kept.raritiesIn(text)).toEqual(await memory.raritiesIn(text));
    }
  });

  test('hold the same passages, word for word', async () => {
    const { hits } = await kept.search({ text: 'blog marque client entreprise', limit: 1_000 });
    expect(hits.length).toBeGreaterThan(50);
    const byId = new Map(realCorpus.passages.map((passage) => [passage.id, passage]));
    for (const { passage } of hits) expect(passage).toEqual(byId.get(passage.id));
  });

  test('give the same passages of stop words that thousands hold, or that stand as bytes in their rows', async () => {
    const words = Array.from({ length: 1_000 }, (_, number) => `numero${number}`);
    const many = words.filter((_, number) => number % 100 === 0).join(' ');
    const works = Array.from({ length: 300 }, (_, number) => {
      const work = source({ id: `many-${number}`, title: `Ouvrage ${number}` });
      return Array.from({ length: 10 }, (__, order) => {
        const isLast = number === 299 && order === 9;
        const rare = number === 0 || isLast ? 'Malgré' : '';
        const said = `${rare} ${order === 0 && number === 0 ? words.join(' ') : many}`;
        const text = `Ce n’est pas ${said}.`;
        return passage({ source: work, anchor: `a${order}`, order, thesis: null, text });
      });
    });
    const corpus = { passages: works.flat(), lexicon: [] };
    const [one, other] = [createRetriever(corpus), await schema.keep(corpus, { filled: 200 })];
    const isOfLast = ({ source: { id } }: Passage) => id === 'many-299';
    for (const text of ['« ce n’est pas »', '« malgré »']) {
      const among = () => ({ works: ['many-299'] });
      for (const meant of [{}, { accepts: isOfLast }, { accepts: isOfLast, among }]) {
        const question = { text, limit: 20, ...meant };
        const expected = await one.search(question);
        expect(expected.hits.length).toBeGreaterThan(0);
        expect(seen(await other.search(question))).toEqual(seen(expected));
      }
    }
  });

  test('give the same passages of another debate beside it', async () => {
    const [one, other] = [createRetriever(veloCorpus), await schema.keep(veloCorpus)];
    for (const text of [
      'pistes cyclables',
      'stationnement',
      'médias sociaux',
      'le vélo en ville',
    ]) {
      const question = { text, limit: 20 };
      expect(seen(await other.search(question))).toEqual(seen(await one.search(question)));
    }
  });
});

function seen({ total, isLoose, hits }: Awaited<ReturnType<Retriever['search']>>) {
  const told = hits.map(({ passage: { id }, score, explanation }) => {
    return { id, score, terms: explanation?.terms };
  });
  return { total, isLoose, told };
}
