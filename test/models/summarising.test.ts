import { describe, expect, test } from 'vitest';
import { LONGEST_MAKING_MS } from '../../src/answer/summarise.ts';
import { bench, outcomeOf, replyOn, sentences } from '../answer/summarising.ts';
import { DRAFT, benchWith, benchWriting } from './mock-server.ts';
import type { Bench } from './mock-server.ts';

const GOOD = { content: { sentences: sentences('Un.', 'Deux.', 'Trois.') } };
const SHOWN = ['Un.', 'Deux.', 'Trois.'];
const TENANT = 'slack:T1';

/** A summariser that asks the real client, which asks a real server. */
function summariserOf({ model }: Bench, signal = new AbortController().signal) {
  return bench([], { model, signal });
}

describe('a summary that a server is asked for', () => {
  test.each([
    ['answers', [GOOD], 1],
    [
      'refuses a schema',
      [{ error: { message: 'response_format is not supported' }, status: 400 }, GOOD],
      2,
    ],
    ['cuts its JSON off', [{ content: JSON.stringify(DRAFT).slice(0, 25) }, GOOD], 2],
    ['says nothing', [{ content: '' }, GOOD], 2],
    ['is cut off', [{ content: '{"sentences"', finishReason: 'length' }, GOOD], 2],
    ['is busy for a moment', [{ error: { message: 'busy' }, status: 429, retryAfter: 2 }, GOOD], 2],
    ['fails for a moment', [{ error: { message: 'oops' }, status: 503 }, GOOD], 2],
    ['has something refused', [{ content: { sentences: sentences('Un.', 'faux') } }, GOOD], 2],
  ])('is shown where the server %s', async (_, responses, requests) => {
    const server = await benchWith(...responses);
    const { summarise } = summariserOf(server);
    expect(outcomeOf(await summarise(replyOn(), TENANT))).toEqual(SHOWN);
    expect(server.asked()).toHaveLength(requests);
  });

  test.each([
    ['refuses to write', { content: '', finishReason: 'content_filter' }, 'nothing verified'],
    ['writes prose', { content: 'Les passages parlent de pages.' }, 'nothing verified'],
    ['says nothing, twice', { content: '' }, 'nothing verified'],
    ['does not accept the key', { error: { message: 'no' }, status: 401 }, 'model unreachable'],
    ['has no such model', { error: { message: 'no' }, status: 404 }, 'model unreachable'],
    ['fails', { error: { message: 'no' }, status: 500 }, 'model unreachable'],
  ])('is withheld where the server %s', async (_, response, reason) => {
    const server = await benchWith(response);
    const { summarise } = summariserOf(server);
    expect(outcomeOf(await summarise(replyOn(), TENANT))).toBe(reason);
    expect(server.asked().length).toBeLessThanOrEqual(2);
  });

  test('is withheld where the server says nothing in time', async () => {
    const server = await benchWriting(() => {
      server.time.passDeadlines(LONGEST_MAKING_MS);
    });
    const { summarise } = summariserOf(server);
    expect(outcomeOf(await summarise(replyOn(), TENANT))).toBe('model unreachable');
  });

  test('is given up at once where the process stops, with those that wait', async () => {
    const stopping = new AbortController();
    let requests = 0;
    const server = await benchWriting(() => {
      requests += 1;
      // Two are under way at once: the third waits for its turn.
      if (requests === 2) stopping.abort();
    });
    const { summarise } = summariserOf(server, stopping.signal);
    const asked = ['pages', 'nos pages', 'un passage'].map((subject) =>
      summarise(replyOn(subject), TENANT),
    );
    expect((await Promise.all(asked)).map(outcomeOf)).toEqual(asked.map(() => 'model unreachable'));
    expect(requests).toBe(2);
  });
});
