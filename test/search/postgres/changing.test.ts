import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Passage } from '../../../src/debate/passage.ts';
import { createRetriever, type Retriever } from '../../../src/search/retriever.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { passage, source } from '../../fixtures/passages.ts';
import { postgres } from '../../store/servers.ts';
import { editionOf } from './editions.ts';
import { OwnSchema } from './kept.ts';

const { lexicon } = realCorpus;
const QUESTIONS = [
  'bulle marketing',
  'rentabilité',
  'e réputation',
  'vélocipde',
  'blogueurs',
  'crise',
];

/** Words of few families, of which a debate that changes has some at one time and others at another. */
const FAMILIES =
  'chat cycliste cyclistes cyclable rouler roulait roulement marchand marchander crise critique critiquer pistes pistard parler parlement'.split(
    ' ',
  );

/** Works of a few passages each, of the corpus and in its order. */
const WORKS = Array.from({ length: 40 }, (_, number) => {
  const work = source({ id: `work-${number}`, title: `Ouvrage ${number}` });
  const told = realCorpus.passages.slice(number * 4, number * 4 + 1 + (number % 4));
  return told.map((each, order) => ({ ...each, id: `${work.id}#${order}`, source: work, order }));
});

describe.skipIf(!postgres.isThere)('a debate on PostgreSQL that changes', () => {
  const schema = new OwnSchema();
  afterAll(() => schema.remove());

  test('answers as one built anew, whatever was added, removed, changed or moved', async () => {
    const absent = fc.uniqueArray(fc.nat(WORKS.length - 1), { maxLength: 4 });
    const edition = fc.record({ absent, edited: fc.nat(), isMoved: fc.boolean() });
    const editions = fc.array(edition, { minLength: 3, maxLength: 3 });
    let name = 0;
    let mostEditions = 0;
    await fc.assert(
      fc.asyncProperty(editions, async (all) => {
        const debate = `changing-${(name += 1)}`;
        let kept: Retriever | undefined;
        for (const { absent: left, edited, isMoved } of all) {
          const works = WORKS.filter((_, number) => !left.includes(number));
          const corpus = { passages: changed(works, edited, isMoved).flat(), lexicon };
          const next = await schema.keep(corpus, { name: debate, filled: 30 });
          // The one that was opened before sees the next edition by itself.
          kept ??= next;
          expect(await answers(kept)).toEqual(await answers(createRetriever(corpus)));
        }
        mostEditions = Math.max(mostEditions, await editionsOf(debate));
      }),
      { seed: 3, numRuns: 5 },
    );
    expect(mostEditions).toBe(3);
  });

  test('scores to the last digit as one built anew, for the same reasons, whatever words came and went', async () => {
    const text = fc
      .array(fc.constantFrom(...FAMILIES), { minLength: 1, maxLength: 12 })
      .map((words) => words.join(' '));
    const said = fc.array(text, { minLength: 1, maxLength: 4 });
    const works = fc.array(said, { minLength: 12, maxLength: 20 });
    const edits = fc.array(fc.tuple(fc.nat(11), said), { minLength: 3, maxLength: 3 });
    const questions = fc.array(text, { minLength: 8, maxLength: 8 });
    let name = 0;
    await fc.assert(
      fc.asyncProperty(works, edits, questions, async (all, changes, asked) => {
        const debate = `scored-${(name += 1)}`;
        const live = [...all];
        for (const [place, others] of [[0, all[0] ?? []] as const, ...changes]) {
          live[place] = others;
          const corpus = { passages: live.flatMap(workSaying), lexicon: [] };
          const kept = await schema.keep(corpus, { name: debate, filled: 30 });
          const memory = createRetriever(corpus);
          for (const each of asked) {
            const question = { text: each, limit: 40, isExplained: true };
            expect(await kept.search(question)).toEqual(await memory.search(question));
          }
        }
      }),
      { seed: 5, numRuns: 10, endOnFailure: true },
    );
  });

  test('names words of one family in one order, in whichever they were met', async () => {
    const debate = { name: 'families' };
    const others = Array.from({ length: 9 }, (_, number) => [`Le numéro${number} tient bon.`]);
    const corpusOf = (first: string, last: string) => {
      return { passages: [[first], ...others, [last]].flatMap(workSaying), lexicon: [] };
    };
    await schema.keep(corpusOf('Il roulait.', 'Rien.'), debate);
    const corpus = corpusOf('Rien.', 'Il aime rouler et roulait.');
    const kept = await schema.keep(corpus, debate);
    const question = { text: 'roulera', limit: 9, isExplained: true };
    const found = await kept.search(question);
    expect(found).toEqual(await createRetriever(corpus).search(question));
    expect(found.hits[0]?.explanation?.terms[0]?.matched['inflection']).toHaveLength(2);
  });

  test('suggests its themes in the order in which it first has them now', async () => {
    const debate = { name: 'themes' };
    const others = Array.from({ length: 9 }, (_, number) => [`Le numéro${number} tient bon.`]);
    const corpusOf = (first: string) => {
      const passages = [[first], ['Les pistes.'], ...others, ['Les prix.']].flatMap(workSaying);
      const topicsIn = ({ text }: Passage) =>
        ['pistes', 'prix'].filter((theme) => text?.includes(theme));
      return {
        passages: passages.map((each) => ({ ...each, topics: topicsIn(each) })),
        lexicon: [],
      };
    };
    await schema.keep(corpusOf('Les prix.'), debate);
    const corpus = corpusOf('Rien.');
    const kept = await schema.keep(corpus, debate);
    expect(await kept.suggest('', 2)).toEqual(['pistes', 'prix']);
    expect(await createRetriever(corpus).suggest('', 2)).toEqual(['pistes', 'prix']);
  });

  test('finds what stands behind as many places as it has passages', async () => {
    const debate = { name: 'behind' };
    await schema.keep({ passages: WORKS.flat(), lexicon }, debate);
    const corpus = { passages: changed(WORKS, 3, false).flat(), lexicon };
    const kept = await schema.keep(corpus, debate);
    expect(await answers(kept)).toEqual(await answers(createRetriever(corpus)));
  });

  test('keeps the buckets of the works that stay as they are, and its generation', async () => {
    const debate = { name: 'staying', filled: 30 };
    await schema.keep({ passages: WORKS.flat(), lexicon }, debate);
    const before = await statesOf('staying');
    const [first = [], ...others] = WORKS;
    const edited = first.map((each) => ({ ...each, text: 'Un vélocipède passe.' }));
    await schema.keep({ passages: [edited, ...others].flat(), lexicon }, debate);
    const after = await statesOf('staying');
    expect(after.filter((state) => !before.includes(state))).toHaveLength(1);
    expect(after).toHaveLength(before.length);
  });

  test('is asked meanwhile, and answers as one edition or as the next', async () => {
    const debate = { name: 'meanwhile', filled: 20 };
    const kept = await schema.keep(editionOf(1), debate);
    const expected = [1, 2].map((edition) => createRetriever(editionOf(edition)));
    const [before, after] = await Promise.all(expected.map(answered));
    const seen: string[] = [];
    const done = new AbortController();
    const change = schema.keep(editionOf(2), debate).finally(() => {
      done.abort();
    });
    while (!done.signal.aborted) seen.push(await answered(kept));
    await change;
    seen.push(await answered(kept));
    const changes = seen.indexOf(after ?? '');
    expect(seen).toEqual(seen.map((_, place) => (place < changes ? before : after)));
  });

  test('is built anew where its lexicon is another', async () => {
    const debate = { name: 'lexicon', filled: 30 };
    const kept = await schema.keep({ passages: WORKS.flat(), lexicon: [] }, debate);
    const search = async (text: string) => (await kept.search({ text, limit: 3 })).total;
    expect(await search('vélocipède')).toBe(0);
    await schema.keep({ passages: WORKS.flat(), lexicon: [['vélocipède', 'blogueurs']] }, debate);
    expect(await search('vélocipède')).toBeGreaterThan(0);
    expect(await generationsOf('lexicon')).toBe(1);
  });

  test('leaves nothing of a debate that has no passage any more', async () => {
    const kept = await schema.keep({ passages: WORKS.flat(), lexicon }, { name: 'emptied' });
    await schema.keep(
      { passages: [passage({ anchor: 'a', text: 'Rien.' })], lexicon },
      { name: 'emptied' },
    );
    expect((await kept.search({ text: 'blogueurs', limit: 3 })).total).toBe(0);
  });

  const ofDebate = (name: string, sql: string) =>
    schema.connection.session((query) => query(sql.replaceAll('SCHEMA', schema.schema), [name]));

  async function editionsOf(name: string): Promise<number> {
    const [row] = await ofDebate(name, 'SELECT edition FROM SCHEMA.debates WHERE debate = $1');
    return Number(row?.['edition']);
  }

  async function generationsOf(name: string): Promise<number> {
    return (await ofDebate(name, 'SELECT FROM SCHEMA.generations WHERE debate = $1')).length;
  }

  /** One text a bucket, which tells when its postings were written. */
  async function statesOf(name: string): Promise<string[]> {
    const rows = await ofDebate(
      name,
      `SELECT bucket || ' ' || max(postings.xmin::text::int) || ' ' || generation AS state
        FROM SCHEMA.postings JOIN SCHEMA.debates USING (generation)
        WHERE debates.debate = $1 GROUP BY generation, bucket`,
    );
    return rows.map(({ state }) => String(state));
  }
});

/** One of the works says something else, and the last comes first where they move. */
function changed(works: readonly (readonly Passage[])[], place: number, isMoved: boolean) {
  const edited = works.map((work, number) => {
    const isEdited = number === place % works.length;
    const added = 'Blogueurs à vélocipède.';
    return isEdited ? work.map((each) => ({ ...each, text: `${each.text} ${added}` })) : work;
  });
  return isMoved ? [...edited.slice(-1), ...edited.slice(0, -1)] : edited;
}

function workSaying(texts: readonly string[], number: number): readonly Passage[] {
  const work = source({ id: `saying-${number}`, title: `Dits ${number}` });
  return texts.map((text, order) =>
    passage({ anchor: `p${order}`, order, text, source: work, thesis: null }),
  );
}

/** One question that each edition answers in its own way. */
async function answered(retriever: Retriever): Promise<string> {
  const { hits } = await retriever.search({ text: 'marché vélocipède', limit: 100 });
  return hits.map(({ passage: { text } }) => text).join('\n');
}

async function answers(retriever: Retriever) {
  const all = [];
  for (const text of QUESTIONS) {
    const { total, isLoose, hits } = await retriever.search({ text, limit: 20 });
    const found = hits.map(({ passage: { id }, score }) => [id, score.toFixed(5)]);
    all.push({ total, isLoose, found });
  }
  return [all, await retriever.suggest('blogueur', 5)];
}
