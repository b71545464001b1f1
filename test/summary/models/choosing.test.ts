import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../../src/search/retriever.ts';
import { openChoosing } from '../../../src/running/model.ts';
import { LONGEST_CHOOSING_MS } from '../../../src/summary/model-choice.ts';
import { veloCorpus } from '../../fixtures/corpora.ts';
import { askerOf } from '../../fixtures/dispatch.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { benchWriting, completionOf } from './mock-server.ts';

const LIE = 'M. Marchand veut supprimer toutes les pistes.';

/** The whole way from a question to a server that writes this for a completion, and back. */
async function asking(body: unknown) {
  const asked = Promise.withResolvers<string>();
  const { server } = await benchWriting((response, request) => {
    asked.resolve(request);
    if (body !== null) response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const lines: string[] = [];
  const tell = (_: object, event: string) => lines.push(event);
  const time = new TestTime();
  const choose = await openChoosing(
    {
      server: { apiKey: null, baseUrl: `${server.url}/v1`, model: 'petit' },
      tokensPerDay: 1_000_000,
      concurrency: 4,
    },
    {
      today: () => '2026-11-27',
      time,
      signal: new AbortController().signal,
      log: { info: () => undefined, warn: tell, error: tell },
    },
  );
  const { ask } = askerOf(veloCorpus, createRetriever(veloCorpus), choose);
  const answer = await ask('/debat piste resume');
  return { answer, lines, time, asked: asked.promise };
}

describe('a model’s server', () => {
  test('that chooses by number is followed', async () => {
    const { answer, asked } = await asking(completionOf({ content: '{"groups":[[2,1],[3]]}' }));
    const whole = await answer.complete?.();
    expect(whole?.reply).toMatchObject({ summary: { by: 'model', points: { length: 2 } } });
    expect(await asked).toContain('Sujet : piste');
  });

  test.each([
    ['sentences for numbers', completionOf({ content: JSON.stringify({ groups: [[LIE]] }) })],
    ['a lie in every field', completionOf({ content: LIE, refusal: LIE, reasoning: LIE })],
    ['a lie for a completion', { choices: LIE, error: LIE, model: LIE }],
    ['HTML', `<p>${LIE}</p>`],
  ])('that answers %s is not followed, and the operator has a line', async (_, body) => {
    const { answer, lines } = await asking(body);
    expect(await answer.complete?.()).toBe(answer);
    expect(answer.reply).toMatchObject({ summary: { by: 'corpus' } });
    expect(lines).toEqual([expect.not.stringContaining('Marchand')]);
  });

  test('that is silent for eight seconds is not followed, and the operator has a line', async () => {
    const { answer, lines, time, asked } = await asking(null);
    const completing = answer.complete?.();
    await asked;
    time.passDeadlines(LONGEST_CHOOSING_MS);
    expect(await completing).toBe(answer);
    expect(lines).toHaveLength(1);
  });
});
