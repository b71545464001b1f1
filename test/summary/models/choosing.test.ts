import { describe, expect, onTestFinished, test } from 'vitest';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDispatch } from '../../../src/ask/dispatch.ts';
import type { Answer } from '../../../src/ask/request.ts';
import { createRetriever } from '../../../src/search/retriever.ts';
import { openChoosing } from '../../../src/running/model.ts';
import { LONGEST_CHOOSING_MS } from '../../../src/summary/model-choice.ts';
import { veloCorpus } from '../../fixtures/corpora.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { statementOf } from '../../../src/debate/quote.ts';

const ADDRESS = { platform: 'test', workspace: 'T1', channel: 'C1', person: 'U1' };
const LIE = 'M. Marchand veut supprimer toutes les pistes.';

/** The whole way from a question to a server that writes this for a completion, and back. */
async function asking(write: string | null) {
  const bodies: string[] = [];
  const asked = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    request.on('data', (piece: Buffer) => bodies.push(piece.toString()));
    request.on('end', () => {
      asked.resolve(undefined);
      if (write !== null) response.setHeader('Content-Type', 'application/json').end(write);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const lines: string[] = [];
  const tell = (_: object, event: string) => lines.push(event);
  const time = new TestTime();
  const choose = await openChoosing(
    {
      server: { apiKey: null, baseUrl: `http://127.0.0.1:${port}/v1`, model: 'petit' },
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
  const today = () => '2026-11-27';
  const knowledge = { corpus: veloCorpus, retriever: createRetriever(veloCorpus), today, choose };
  const input = { text: 'piste resume' };
  const dispatch = createDispatch(knowledge, () => 'ref');
  const answer = await dispatch({ address: ADDRESS, command: 'debat', input });
  return { answer, lines, bodies, time, asked: asked.promise };
}

function told({ reply }: Answer): readonly string[] {
  if (!('summary' in reply) || reply.summary == null) throw new Error('there is no summary');
  return reply.summary.points.map(({ sentence }) => sentence);
}

/** A chat completion with this content. */
function saying(content: unknown, more: object = {}): string {
  const message = { role: 'assistant', content, ...more };
  return JSON.stringify({ choices: [{ index: 0, finish_reason: 'stop', message }] });
}

describe('a model’s server', () => {
  test('that chooses by number is followed, and was told nothing but theses and voices', async () => {
    const { answer, bodies } = await asking(saying('{"groups":[[2,1],[3]]}'));
    const whole = await answer.complete?.();
    expect(whole?.reply).toMatchObject({ kind: 'quotes', summary: { by: 'model' } });
    expect(whole && told(whole)).toHaveLength(2);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain('Sujet : piste');
    expect(bodies[0]).not.toMatch(/T1|C1|U1/u);
  });

  test.each([
    ['a sentence beside the numbers', saying(JSON.stringify({ groups: [[1]], resume: LIE }))],
    ['sentences for numbers', saying(JSON.stringify({ groups: [[LIE]] }))],
    ['numbers that were not given', saying('{"groups":[[99]]}')],
    ['a lie in every field', saying(LIE, { refusal: LIE, reasoning_content: LIE, name: LIE })],
    ['a lie for a completion', JSON.stringify({ choices: LIE, error: LIE, model: LIE })],
    ['HTML', `<p>${LIE}</p>`],
  ])('that answers %s is not followed, and the operator has a line', async (_, body) => {
    const { answer, lines } = await asking(body);
    expect(await answer.complete?.()).toBe(answer);
    const statements = new Set(veloCorpus.passages.map(statementOf));
    expect(told(answer).every((each) => statements.has(each))).toBe(true);
    expect(lines).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('Marchand');
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
