import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../../src/doors/judging.ts';
import type { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import { realCorpus, townCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { isQuoted } from '../../fixtures/passages.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

describe.skipIf(!postgres.isThere).each([
  ['the founding debate', realCorpus],
  ['the town', townCorpus],
  ['the cyclists', veloCorpus],
])('words quoted from %s', (_, corpus) => {
  const schema = new OwnSchema();
  const quoted = corpus.passages.filter(isQuoted);
  let retriever: PostgresRetriever;

  beforeAll(async () => {
    retriever = await schema.keep(corpus, { filled: 50 });
  });
  afterAll(() => schema.remove());

  const judgements = async (words: string) => {
    const { sources, passages } = corpus;
    const among = await retriever.mayHold(words);
    const idsOf = ({ verdict, passages: those }: ReturnType<typeof judge>) => [
      words,
      verdict,
      those.map(({ id }) => id),
    ];
    expect(idsOf(judge(words, among, sources))).toEqual(idsOf(judge(words, passages, sources)));
  };

  test('are judged among those that may hold them as among all', async () => {
    for (const [place, { text }] of quoted.entries()) {
      const words = text.split(' ');
      const from = place % Math.max(1, words.length - 7);
      await judgements(text);
      await judgements(words.slice(from, from + 7).join(' '));
      await judgements(
        words
          .slice(from, from + 3)
          .join(' ')
          .toUpperCase(),
      );
      await judgements(words[from]?.replace(/^[^\p{L}\p{N}]+$/u, 'le') ?? '');
      await judgements(`${words.slice(0, 3).join(' ')} […] ${words.slice(5, 9).join(' ')}`);
    }
  });

  test('are judged as unknown where nothing holds them', async () => {
    for (const words of ['zyxwv', 'zyxwv de la', 'qsdfgh le marché', '12345678']) {
      await judgements(words);
    }
  });

  test('are looked for in few passages', async () => {
    const text = quoted.map((each) => each.text).find(({ length }) => length > 150) ?? '';
    const found = await retriever.mayHold(text);
    expect(found.length).toBeLessThan(corpus.passages.length / 2);
  });
});
