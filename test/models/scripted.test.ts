import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCheck } from '../../src/answer/check.ts';
import { datum } from '../../src/answer/data.ts';
import { readDraft } from '../../src/answer/draft.ts';
import { ScriptedModel, readScript } from '../../src/models/scripted.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { request } from './mock-server.ts';

const DEMONSTRATION = new URL('../../prompts/demonstration.yaml', import.meta.url);
const user = [
  datum('sujet', 'roi pages'),
  datum('passage 1', 'Les pages ne rapportent rien.'),
  datum('passage 2', 'Les fans non plus.'),
].join('\n');

async function draftOf(lines: readonly object[], prompt = 'debat') {
  const script = readScript('essai.yaml', JSON.stringify({ sentences: lines }));
  const { text } = await new ScriptedModel(script).complete(request({ prompt, user }));
  return readDraft(text);
}

describe('a model that reads a script', () => {
  test('says what it has for the passages shown, in their order, by their numbers', async () => {
    const lines = [
      { sentence: 'Deux.', words: ['fans non plus'] },
      { sentence: 'Absente.', words: ['autre chose'] },
      { sentence: 'Les deux.', words: ['ne rapportent', 'fans non plus'] },
    ];
    expect(await draftOf(lines)).toEqual([
      { sentence: 'Les deux.', passages: [1, 2] },
      { sentence: 'Deux.', passages: [2] },
    ]);
  });

  test('says what is about a subject on this subject only', async () => {
    const words = ['fans non plus'];
    const lines = [
      { sentence: 'Du ROI.', words, about: 'roi' },
      { sentence: 'Des blogs.', words, about: 'blogs' },
    ];
    expect(await draftOf(lines)).toEqual([{ sentence: 'Du ROI.', passages: [2] }]);
  });

  test('does not repeat in its correction what it says once', async () => {
    const lines = [{ sentence: 'Une fois.', words: ['fans non plus'], once: true }];
    expect(await draftOf(lines)).toHaveLength(1);
    expect(await draftOf(lines, 'reprise')).toEqual([]);
  });

  test('proposes five sentences at most', async () => {
    const lines = Array.from({ length: 9 }, () => ({ sentence: 'Une.', words: ['fans'] }));
    expect(await draftOf(lines)).toHaveLength(5);
  });

  test('rejects nothing as a judge, and stops with the process', async () => {
    const model = new ScriptedModel([]);
    const { text } = await model.complete(request({ prompt: 'juge', user }));
    expect(JSON.parse(text)).toEqual({ verdicts: [] });
    const stopped = model.complete(request({ signal: AbortSignal.abort() }));
    await expect(stopped).rejects.toMatchObject({ kind: 'stopped' });
  });

  test.each([
    ['a: [', 'essai.yaml: '],
    ['sentences: [{sentence: x}]', 'essai.yaml: sentences.0.words: '],
    ['sentences: [{sentence: x, words: [], passage: 1}]', 'essai.yaml: sentences.0.passage: '],
  ])('is refused with its fault where its script is no script: %s', (text, told) => {
    expect(() => readScript('essai.yaml', text)).toThrow(told);
  });
});

describe('the demonstration', () => {
  const lines = readScript('demonstration', readFileSync(DEMONSTRATION, 'utf8'));
  const check = createCheck(realCorpus);

  test.each(lines)('says what stands, of passages that exist: $sentence', ({ sentence, words }) => {
    const cited = words.map((each) =>
      realCorpus.passages.filter(({ text }) => text.includes(each)),
    );
    expect(cited.map(({ length }) => length)).toEqual(words.map(() => 1));
    expect(check(sentence, cited.flat())).toEqual([]);
  });
});
