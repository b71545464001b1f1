import { expect, test } from 'vitest';
import { createDispatch } from '../fixtures/making.ts';
import type { Retriever } from '../../src/search/retriever.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { simpleRetriever } from '../fixtures/dispatch.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const VECTOR = Float32Array.of(1);

/** What is searched while a line is answered: the text, with an asterisk where its vector comes along. */
async function searchedFor(text: string, vector: Float32Array | null = VECTOR) {
  const [searched, asked]: string[][] = [[], []];
  const simple = simpleRetriever(realCorpus);
  const search: Retriever['search'] = (question) => {
    searched?.push(`${question.text}${question.vector === undefined ? '' : '*'}`);
    return simple.search(question);
  };
  const vectorOf = (subject: string) => {
    asked?.push(subject);
    return Promise.resolve(vector);
  };
  const known = {
    ...{ corpus: realCorpus, retriever: { ...simple, search }, today: () => '2026-11-22' },
    ...{ choose: null, vectorOf },
  };
  const dispatch = createDispatch(known, (fault) => {
    throw fault;
  });
  await dispatch({ address: ADDRESS, command: 'debat', input: { text } });
  return { searched: [...new Set(searched)], asked };
}

test('a subject is searched with its vector', async () => {
  expect(await searchedFor('fans')).toEqual({ searched: ['fans*'], asked: ['fans'] });
});

test('what is proposed instead is searched without it', async () => {
  const { searched, asked } = await searchedFor('zzz');
  expect(asked).toEqual(['zzz']);
  expect(searched).toContain('zzz*');
  expect(searched).toContain('blogs');
});

test('a subject whose vector does not come is searched without it', async () => {
  expect((await searchedFor('fans', null)).searched).toEqual(['fans']);
});

test('no vector is asked for where there is no subject', async () => {
  expect((await searchedFor('')).asked).toEqual([]);
});
