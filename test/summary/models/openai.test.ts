import { describe, expect, test } from 'vitest';
import {
  CHOICE,
  KEY,
  MODEL,
  SECRET_QUESTION,
  WITHIN_MS,
  benchWith,
  benchWriting,
  clientOf,
  request,
} from './mock-server.ts';

const ANSWER = JSON.stringify(CHOICE);
const refusing = (status: number, message = 'no', code = 'x', retryAfter?: number) => ({
  error: { message, code },
  status,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

describe('a model behind a server', () => {
  test('gives what it wrote and what that took', async () => {
    const usage = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };
    const { model, asked } = await benchWith({ content: ANSWER, usage });
    await expect(model.complete(request())).resolves.toEqual({
      value: [3, 1],
      tokens: { input: 120, output: 30 },
    });
    expect(asked()[0]?.body).toMatchObject({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Choisissez.' },
        { role: 'user', content: SECRET_QUESTION },
      ],
      temperature: 0.2,
      max_tokens: 60,
      response_format: { type: 'json_schema', json_schema: { name: 'choix', strict: true } },
    });
  });

  test('is told nothing of the machine or the program beside its key', async () => {
    const { model, asked } = await benchWith({ content: ANSWER });
    await model.complete(request());
    const { headers = {} } = asked()[0] ?? {};
    const told = Object.entries(headers).filter(([name]) => /^x-stainless|user-agent/u.test(name));
    expect(Object.fromEntries(told)).toMatchObject({ 'user-agent': 'debat-bot' });
    expect(JSON.stringify(told)).not.toMatch(/linux|x64|arm64|v\d+\.\d+\.\d+/iu);
  });

  test('is asked without a key where none is set, as Ollama wants', async () => {
    const { server, asked } = await benchWith({ content: ANSWER });
    await clientOf(`${server.url}/v1`, null).model.complete(request());
    expect(asked()[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('a server that refuses', () => {
  test.each([
    [401, 'unauthorised', 'OPENAI_API_KEY'],
    [403, 'unauthorised', 'OPENAI_API_KEY'],
    [404, 'unknown model', 'OPENAI_MODEL and OPENAI_BASE_URL'],
  ])('with %i is told to the operator once, with the remedy', async (status, kind, remedy) => {
    const echo = `Incorrect API key provided: ${KEY}. You asked: ${SECRET_QUESTION}`;
    const { model, asked, log } = await benchWith(refusing(status, echo, 'invalid_api_key'));
    for (let time = 0; time < 2; time += 1) {
      const message = expect.stringMatching(/^the model/u) as string;
      await expect(model.complete(request())).rejects.toMatchObject({ kind, message });
    }
    expect(asked()).toHaveLength(2);
    expect(log).toMatchObject([
      { level: 'error', fields: { kind, status, code: 'invalid_api_key', model: MODEL } },
    ]);
    expect(log[0]?.event).toContain(remedy);
    expect(JSON.stringify(log)).not.toContain(KEY);
    expect(JSON.stringify(log)).not.toContain(SECRET_QUESTION);
  });

  test('with 429 is asked once more after the pause it names', async () => {
    const busy = refusing(429, 'busy', 'rate_limit_exceeded', 7);
    const { model, time, asked } = await benchWith(busy, { content: ANSWER });
    await expect(model.complete(request())).resolves.toMatchObject({ value: [3, 1] });
    expect(time.pauses).toEqual([7_000]);
    expect(asked()).toHaveLength(2);
  });

  test.each([
    ['the pause is longer than the time left', refusing(429, 'busy', 'rate_limit_exceeded', 20)],
    ['the account is empty', refusing(429, 'no credit', 'insufficient_quota', 1)],
  ])('with 429 is not asked again where %s', async (_, refusal) => {
    const { model, time, asked } = await benchWith(refusal);
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'rate limited' });
    expect(time.pauses).toEqual([]);
    expect(asked()).toHaveLength(1);
  });

  test.each([500, 503])('with %i is asked once more, and no third time', async (status) => {
    const { model, time, asked, log } = await benchWith(refusing(status));
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'server fault' });
    expect(time.pauses).toEqual([500]);
    expect(asked()).toHaveLength(2);
    expect(log).toMatchObject([{ fields: { kind: 'server fault', status } }]);
  });
});

describe('a server that cannot be heard', () => {
  test('is asked once more where it cuts the connection', async () => {
    let cuts = 0;
    const { model } = await benchWriting((response) => {
      cuts += 1;
      response.destroy();
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unreachable' });
    expect(cuts).toBe(2);
  });

  test('is unreachable where it cuts the connection within an answer', async () => {
    const { model } = await benchWriting((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"choices": [{"message": {"con', () => response.destroy());
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('is unreachable where nothing listens, which the operator is told', async () => {
    const { model, log } = clientOf('http://127.0.0.1:1/v1');
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unreachable' });
    expect(log).toMatchObject([{ level: 'error', fields: { kind: 'unreachable' } }]);
    expect(log[0]?.event).toContain('OPENAI_BASE_URL');
  });

  test.each(['', '{"choices": ['])(
    'is given up after the time there is, where it has written %j',
    async (written) => {
      const { model, time } = await benchWriting((response) => {
        const pass = () => {
          time.passDeadlines(WITHIN_MS);
        };
        if (written === '') pass();
        else response.writeHead(200, { 'content-type': 'application/json' }).write(written, pass);
      });
      await expect(model.complete(request())).rejects.toMatchObject({ kind: 'late' });
    },
  );

  test('is given up at once where the process stops', async () => {
    const stopping = new AbortController();
    const { model } = await benchWriting(() => {
      stopping.abort();
    });
    const asked = model.complete(request({ signal: stopping.signal }));
    await expect(asked).rejects.toMatchObject({ kind: 'stopped' });
  });

  test('is not asked at all where the process has stopped', async () => {
    const { model, asked } = await benchWith({ content: ANSWER });
    const stopped = model.complete(request({ signal: AbortSignal.abort() }));
    await expect(stopped).rejects.toMatchObject({ kind: 'stopped' });
    expect(asked()).toHaveLength(0);
  });
});
