import type { ServerResponse } from 'node:http';
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
function asking(body: unknown) {
  return askingFor((response) => {
    if (body !== null) response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

async function askingFor(write: (response: ServerResponse) => void) {
  const asked = Promise.withResolvers<string>();
  const { server } = await benchWriting((response, request) => {
    asked.resolve(request);
    write(response);
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

  test.each([
    ['of one line', 200, 'a'.repeat(65_536)],
    ['of many events', 200, 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n'.repeat(1_000)],
    ['of signs of life', 200, ': ping\n\n'.repeat(8_000)],
    ['of spaces', 200, ' '.repeat(65_536)],
    ['of a refusal', 400, '{"error":'.repeat(7_000)],
  ])('S18: that gives an answer %s and no end is cut off', async (_, status, piece) => {
    let sent = 0;
    const ended = Promise.withResolvers<undefined>();
    const { answer, lines } = await askingFor((response) => {
      const write = () => {
        while (!response.destroyed && response.write(piece)) sent += piece.length;
      };
      response.writeHead(status, { 'content-type': 'application/json' }).on('drain', write);
      response.on('close', () => {
        ended.resolve(undefined);
      });
      write();
    });
    expect(await answer.complete?.()).toBe(answer);
    expect(answer.reply).toMatchObject({ summary: { by: 'corpus' } });
    await ended.promise;
    // A mebibyte is read; the rest is what the two ends of the connection hold.
    expect(sent).toBeLessThan(16 * 1024 * 1024);
    expect(lines).toEqual([expect.stringContaining('sends much more than an answer')]);
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
