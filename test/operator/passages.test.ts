import { expect, test } from 'vitest';
import { passagesCommand } from '../../src/operator/keeping.ts';
import { hostileCorpus } from '../fixtures/corpora.ts';
import { TestScreen } from '../fixtures/screen.ts';

test('every passage is a JSON document on a line of its own', () => {
  const output = new TestScreen();
  expect(passagesCommand(['--json'], hostileCorpus, { output })).toBe(0);
  const lines = output.text.trimEnd().split('\n');
  const documents = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(documents.map(({ ref }) => ref)).toEqual(hostileCorpus.passages.map(({ id }) => id));
  expect(documents.find(({ ref }) => ref === 'anonyme-2012#commentaire-sans-mots')).toMatchObject({
    text: null,
    place: { from: 'Et pourtant', to: 'tourne' },
    certainty: 'deduced',
    answers: [
      { relation: 'answers', ref: 'anonyme-2012#commentaire' },
      { relation: 'answers', ref: 'anonyme-2012#sans-nom' },
    ],
  });
  expect(documents.find(({ ref }) => ref === 'anonyme-2012#sans-nom')).toMatchObject({
    certainty: 'stated',
    answers: [],
  });
});

test('an option that nobody knows is a fault of usage', () => {
  const run = () => passagesCommand(['--csv'], hostileCorpus, { output: new TestScreen() });
  expect(run).toThrow('passages --json');
});
