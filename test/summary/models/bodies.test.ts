import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ModelFailure, type LanguageModel } from '../../../src/summary/language-model.ts';
import {
  CHOICE,
  KEY,
  SECRET_QUESTION,
  benchOfBodies,
  benchWriting,
  completionOf,
  eventOf,
  good,
  readChoice,
  request,
} from './mock-server.ts';

const expectAnswered = async (model: LanguageModel) => {
  await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
};

describe('a success that is none', () => {
  test.each([
    ['an error', { error: { message: 'overloaded' } }],
    ['an error in a word', { error: 'overloaded' }],
    ['an error with its status', { error: { code: 502, message: 'Bad gateway' } }],
    ['an error beside no choice', { error: { message: 'overloaded' }, choices: [] }],
    ['no choice', { choices: [] }],
    ['null for choices', { choices: null }],
    ['null for a choice', { choices: [null] }],
    ['another object', { object: 'error', message: 'overloaded' }],
    ['a failed choice', completionOf({ content: '' }, 'error')],
    ['HTML', '<h1>It works!</h1>'],
    ['nothing', ''],
    ['half of it', '{"choices": [{"message":'],
    ['an event of an error', 'event: error\ndata: {"error":{"message":"overloaded"}}\n\n'],
    ['broken events', 'data: {"choices":\n\n'],
    ['the answer of another protocol', { message: { content: JSON.stringify(CHOICE) } }],
  ])('is repeated once, then told to the operator: %s', async (_, body) => {
    const { model, time, sent, log } = await benchOfBodies({ body });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'server fault' });
    expect(time.pauses).toEqual([500]);
    expect(sent).toHaveLength(2);
    expect(log).toMatchObject([{ level: 'error', fields: { kind: 'server fault' } }]);
    await expectAnswered((await benchOfBodies({ body }, good)).model);
  });

  test.each([
    [{ error: { code: 401, message: `Invalid key ${KEY}` } }, 'unauthorised', 1],
    [{ error: { code: '429', message: 'slow down' } }, 'rate limited', 2],
    [{ error: { status: 404, message: 'no such model' } }, 'unknown model', 1],
  ])('is what the status in it says: %j', async (body, kind, requests) => {
    const { model, sent, log } = await benchOfBodies({ body });
    await expect(model.complete(request())).rejects.toMatchObject({ kind });
    expect(sent).toHaveLength(requests);
    expect(JSON.stringify(log)).not.toContain(KEY);
  });

  test.each(['text/plain', 'text/html', 'application/octet-stream', 'application/problem+json'])(
    'is one all the same where JSON is served as %s',
    async (type) => {
      await expectAnswered((await benchOfBodies({ ...good, type })).model);
    },
  );
});

test('a byte order mark before an answer is passed over', async () => {
  const body = `\u{feff}${JSON.stringify(good.body)}`;
  await expectAnswered((await benchOfBodies({ body })).model);
});

describe('a refusal', () => {
  const refusal = (message: string, code: string | null = null) => ({ error: { message, code } });
  test.each([
    [400, refusal('API key not valid. Please pass a valid API key.'), 'unauthorised'],
    [400, refusal('Invalid model: petit', '1500'), 'unknown model'],
    [400, refusal('The model is gone', 'model_decommissioned'), 'unknown model'],
    [410, { detail: 'gone' }, 'unknown model'],
    [405, '', 'unknown model'],
    [400, refusal('filtered', 'content_filter'), 'refused'],
    [402, refusal('Insufficient Balance'), 'unauthorised'],
    [413, 'too large', 'bad request'],
    [400, [{ error: { code: 400, message: 'API key not valid.' } }], 'unauthorised'],
    [304, '', 'unknown model'],
  ])('with %i is understood: %j is « %s »', async (status, body, kind) => {
    const { model, log } = await benchOfBodies({ status, body });
    await expect(model.complete(request())).rejects.toMatchObject({ kind });
    expect(log).toMatchObject([{ fields: { kind, status } }]);
  });

  test('tells neither the key nor a word of the request, wherever the server repeats them', async () => {
    const echo = `${KEY} ${SECRET_QUESTION} Choisissez.`;
    for (const body of [{ detail: echo }, echo, { error: echo }, refusal(echo, echo)]) {
      const { model, log } = await benchOfBodies({ status: 400, body });
      const failure: unknown = await model.complete(request()).catch((fault: unknown) => fault);
      const told = JSON.stringify([log, failure, String((failure as Error).stack)]);
      expect(told).not.toContain(KEY);
      expect(told).not.toContain(SECRET_QUESTION);
      expect(log).toHaveLength(1);
    }
  });
});

describe('a redirect', () => {
  test.each([307, 308])('with %i is followed within the server', async (status) => {
    let requests = 0;
    const { model } = await benchWriting((response) => {
      requests += 1;
      if (requests === 1) response.writeHead(status, { location: '/v1/elsewhere' }).end();
      else response.end(JSON.stringify(good.body));
    });
    await expectAnswered(model);
  });

  test('that comes back to itself is told to the operator', async () => {
    const { model, log } = await benchWriting((response) => {
      response.writeHead(307, { location: '/v1/chat/completions' }).end();
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unknown model' });
    expect(log).toHaveLength(1);
  });

  test('to another server is not followed', async () => {
    const elsewhere = await benchWriting((response) => response.end(JSON.stringify(good.body)));
    const { model, log } = await benchWriting((response) => {
      response.writeHead(307, { location: `${elsewhere.server.url}/v1/chat/completions` }).end();
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unknown model' });
    expect(log).toHaveLength(1);
    expect(elsewhere.asked()).toEqual([]);
  });
});

describe('a body that does not end', () => {
  const word = eventOf({ content: 'mot ' });
  test.each([
    ['of JSON', 200, 'application/json', '[[[[[[[['],
    ['of events', 200, 'text/event-stream', word],
    ['of one event', 200, 'text/event-stream', 'data: aaaaaaaa'],
    ['of a refusal', 400, 'text/plain', 'non non non '],
  ])('%s is read so far, which the operator is told', async (_, status, type, piece) => {
    let served = 0;
    const block = piece.repeat(Math.ceil(65_536 / piece.length));
    const { model, log } = await benchWriting((response) => {
      response.writeHead(status, { 'content-type': type });
      const more = () => {
        if (response.destroyed) return;
        served += block.length;
        response.write(block, more);
      };
      more();
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'unreadable' });
    expect(served).toBeLessThan(8_388_608);
    expect(log).toMatchObject([
      { event: expect.stringContaining('not read to its end') as string },
    ]);
  });

  test('is read to the event that says it is done', async () => {
    const { model } = await benchWriting((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(good.body)}\n\nda`);
      setImmediate(() => response.write('ta: [DONE]\n\n'));
    });
    await expectAnswered(model);
  });
});

test('whatever a server writes comes to what was asked for or to a ModelFailure', async () => {
  const content = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue(),
    fc.array(fc.record({ type: fc.constantFrom('text', 'thinking', 'x'), text: fc.json() })),
    fc.constant(JSON.stringify(CHOICE)),
  );
  const message = fc.record(
    { content, reasoning: fc.jsonValue(), tool_calls: fc.jsonValue(), refusal: fc.jsonValue() },
    { requiredKeys: [] },
  );
  const finish = fc.constantFrom('stop', 'length', 'content_filter', 'error', 'x');
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.tuple(message, finish).map(([said, end]) => JSON.stringify(completionOf(said, end))),
    fc
      .array(message, { maxLength: 4 })
      .map((deltas) => deltas.map((delta) => eventOf(delta)).join('')),
    fc.jsonValue().map((error) => JSON.stringify({ error })),
  );
  const answer = { status: fc.constantFrom(200, 200, 200, 201, 400, 404, 422, 429, 500), body };
  let written: { readonly status: number; readonly body: string } = { status: 200, body: '' };
  const { model, log } = await benchWriting((response) => {
    response.writeHead(written.status).end(written.body);
  });
  const accepted = new Set<unknown>();
  const read = (json: unknown) => {
    const choice = readChoice(json);
    if (choice !== undefined) accepted.add(choice);
    return choice;
  };
  await fc.assert(
    fc.asyncProperty(fc.record(answer), async (given) => {
      written = given;
      const outcome: unknown = await model.complete(request({ read })).then(
        ({ value }) => value,
        (fault: unknown) => fault,
      );
      expect(outcome instanceof ModelFailure || accepted.has(outcome)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(JSON.stringify(log)).not.toContain(SECRET_QUESTION);
});
