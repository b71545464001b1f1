import { describe, expect, test } from 'vitest';
import {
  CHOICE,
  SECRET_QUESTION,
  WITHIN_MS,
  benchOfBodies,
  benchWriting,
  completionOf,
  eventOf,
  good,
  request,
} from './mock-server.ts';
import type { Written } from './mock-server.ts';

const ALL = ['max_tokens', 'messages', 'model', 'response_format', 'temperature'];
interface Format {
  readonly type?: string;
}
const refused = (message: unknown, status = 400) => ({ status, body: { error: { message } } });

/** What the server was sent for two requests: the first learns, the second knows. */
async function learnt(...bodies: readonly Written[]) {
  const { model, sent, log } = await benchOfBodies(...bodies);
  await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
  const requests = sent.length;
  await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
  expect(sent).toHaveLength(requests + 1);
  expect(log).toEqual([]);
  return { first: sent[0], last: sent[requests - 1], known: sent[requests], requests };
}

describe('a server without a place for a system message', () => {
  test.each([
    refused('System role not supported'),
    refused('Conversation roles must alternate user/assistant/user/assistant/…'),
    refused('Only user and assistant roles are supported!'),
    refused("Unsupported value: 'messages[0].role' does not support 'developer' with this model."),
    refused('Developer instruction is not enabled for models/gemma-3-27b-it'),
    refused('Jinja Exception: System role not supported', 500),
    { body: { error: 'System messages are not supported' } },
    { status: 422, body: { detail: [{ loc: ['messages', 0, 'role'], msg: 'should be user' }] } },
  ])('is given the instructions with the user’s words: %j', async (refusal) => {
    const { known, requests } = await learnt(refusal, good);
    expect(requests).toBe(2);
    const content = `Choisissez.\n\n${SECRET_QUESTION}`;
    expect(known).toMatchObject({ messages: [{ role: 'user', content }] });
  });
});

describe('a server that does not know a field', () => {
  const forbidden = (field: string, input: unknown) => {
    const detail = { type: 'extra_forbidden', loc: ['body', field], msg: 'Extra inputs', input };
    return { status: 422, body: { detail: [detail] } };
  };
  const guided = { status: 400, body: { object: 'error', message: 'guided_json failed' } };
  test.each([
    [forbidden('response_format', { temperature: 1 }), 'response_format', { type: 'json_object' }],
    [forbidden('temperature', 0.2), 'temperature', undefined],
    [forbidden('max_tokens', 60), 'max_completion_tokens', 60],
    [refused("Unsupported parameter: 'max_tokens'"), 'max_tokens', undefined],
    [guided, 'response_format', { type: 'json_object' }],
  ])('is asked without it, and so from then on: %j', async (refusal, field, value) => {
    const { known, requests } = await learnt(refusal, good);
    expect(requests).toBe(2);
    expect(known?.[field]).toEqual(value);
  });

  test('is told the schema in words where it takes none, and is asked for any JSON or for none', async () => {
    const { model, sent } = await benchOfBodies(guided, refused('no json_object', 422), good);
    await model.complete(request());
    const formats = sent.map(({ response_format: format }) => (Object(format) as Format).type);
    expect(formats).toEqual(['json_schema', 'json_object', undefined]);
    const inWords = sent.map((body) => JSON.stringify(body['messages']).includes('JSON schema:'));
    expect(inWords).toEqual([false, true, true]);
  });

  test('is not asked otherwise where it refuses something else', async () => {
    const { model, sent } = await benchOfBodies(refused('The prompt is too long.'));
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'bad request' });
    expect(sent).toHaveLength(1);
  });

  test('is repeated, and not asked otherwise, where what stands before it fails', async () => {
    const { model, sent } = await benchOfBodies(refused('upstream connect error', 500), good);
    await model.complete(request());
    expect(sent[1]).toEqual(sent[0]);
  });

  test('is asked without a limit where it knows neither name for it', async () => {
    const [one, other] = ['max_tokens', 'max_completion_tokens'].map((each) => forbidden(each, 60));
    const { known } = await learnt(one ?? good, other ?? good, good);
    expect(Object.keys(known ?? {}).join()).not.toContain('max');
  });

  test.each([
    refused('参数错误'),
    { status: 400, body: '' },
    { status: 422, body: { detail: 'Unprocessable' } },
  ])('and does not say which is asked with what every server has: %j', async (refusal) => {
    const { known } = await learnt(refusal, good);
    expect(Object.keys(known ?? {}).sort()).toEqual(['max_tokens', 'messages', 'model']);
  });

  test.each([
    'Unknown field response_format. Supported fields: model, messages, temperature, max_tokens, stream',
    'Json mode response is not supported when enable_thinking is true',
  ])('is asked without it in the end, whatever else it names: %s', async (complaint) => {
    const { model, sent } = await benchOfBodies(refused(complaint));
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'bad request' });
    expect(sent.at(-1)).not.toHaveProperty('response_format');
  });

  test('is asked in no more than six other ways', async () => {
    const all = 'chat_template reasoning temperature stream max_tokens role response_format';
    const { model, sent, log } = await benchOfBodies(refused(all));
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'bad request' });
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(log).toHaveLength(1);
  });
});

describe('a server that only streams', () => {
  const events = (...deltas: readonly object[]) =>
    [...deltas.map((delta) => eventOf(delta)), 'data: [DONE]\n\n'].join('');
  const type = 'text/event-stream';

  test.each([
    refused('This model only supports stream mode, please enable the stream parameter'),
    refused('Stream must be set to true'),
    { status: 400, body: { detail: 'stream must be true' } },
  ])('is streamed, and so from then on: %j', async (refusal) => {
    const stream = events(...['', '{"theses":', '[3,1]}'].map((content) => ({ content })));
    const { first, known } = await learnt(refusal, { body: `: keep-alive\n\n${stream}`, type });
    expect(first?.['stream']).toBeUndefined();
    expect(known?.['stream']).toBe(true);
  });

  const thought = ['{"theses"', ':[9]}'].map((piece) => ({ reasoning_content: piece }));
  const called = ['{"theses":', '[3,1]}'].map((piece) => ({
    tool_calls: [{ index: 0, function: { arguments: piece } }],
  }));

  test.each([
    ['an answer behind its reasoning', events(...thought, { content: '{"theses":[3,1]}' })],
    ['a function call in pieces', events(...called)],
    ['one whole completion', JSON.stringify(good.body)],
    ['lines without an end', `data: ${JSON.stringify(good.body)}\r\n\r\n`],
  ])('is understood where it sends %s', async (_, body) => {
    await learnt({ body, type });
  });
});

describe('a model that reasons where it should answer', () => {
  const usage = { prompt_tokens: 10, completion_tokens: 60 };
  const hidden = { ...usage, completion_tokens_details: { reasoning_tokens: 60 } };
  const cut = (message: object, used: object = usage) => ({
    body: completionOf(message, 'length', { usage: used }),
  });
  const reasoned = [
    cut({ content: '' }, hidden),
    cut({ content: null, reasoning: 'Voyons {"theses":[9]}' }),
    cut({ content: '<think>Voyons {"theses":[9]}' }),
    { body: completionOf({ content: '', reasoning_content: 'Voyons.' }) },
    refused('Could not finish the message because max_tokens or model output limit was reached.'),
  ] as const;

  test.each(reasoned)('is asked without reasoning, and so from then on: %j', async (body) => {
    const { first, known, requests } = await learnt(body, good);
    expect(requests).toBe(2);
    expect(first).not.toHaveProperty('reasoning_effort');
    const template = { enable_thinking: false };
    expect(known).toMatchObject({ reasoning_effort: 'none', chat_template_kwargs: template });
  });

  test('costs what both answers cost', async () => {
    const paid = { body: completionOf({ content: '{"theses":[2]}' }, 'stop', { usage }) };
    const { model } = await benchOfBodies(reasoned[0], paid);
    const tokens = { input: 20, output: 120 };
    await expect(model.complete(request())).resolves.toEqual({ value: [2], tokens });
  });

  test('is asked for what the server knows of that', async () => {
    const noTemplate = refused('Unrecognized request argument supplied: chat_template_kwargs');
    const noNone = refused(
      "'reasoning_effort' does not support 'none'. Supported values are: 'minimal', 'low' and 'high'.",
    );
    const { known } = await learnt(reasoned[0], noTemplate, noNone, good);
    expect(known).toMatchObject({ reasoning_effort: 'minimal' });
    expect(known).not.toHaveProperty('chat_template_kwargs');
  });

  test.each([
    [refused('Unknown field: chat_template_kwargs'), refused('Unknown field: reasoning_effort')],
    [refused('think value "none" is not supported'), refused('enable_thinking is not supported')],
    [{ status: 400, body: '' }],
  ])('is asked as before where the server knows nothing of it: %j, %j', async (...refusals) => {
    const { known } = await learnt(reasoned[0], ...refusals, good);
    expect(Object.keys(known ?? {}).sort()).toEqual(ALL);
  });

  test('is asked no otherwise after the server failed for a moment', async () => {
    const { model, sent } = await benchOfBodies(reasoned[0], good, refused('oops', 500), good);
    await model.complete(request());
    await model.complete(request());
    expect(sent).toHaveLength(4);
    expect(sent[3]).toMatchObject({ reasoning_effort: 'none' });
  });

  test('is told to the operator where it goes on, and not asked twice again', async () => {
    const { model, sent, log } = await benchOfBodies(reasoned[1]);
    const tokens = { output: 120 };
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'cut', tokens });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'cut' });
    expect(sent).toHaveLength(3);
    expect(log).toHaveLength(1);
    expect(log[0]?.event).toContain('turn its reasoning off');
  });

  test('is asked without reasoning the next time where there was no time left for that', async () => {
    const sent: string[] = [];
    const { model, time } = await benchWriting((response, body) => {
      sent.push(body);
      if (sent.length === 2) {
        time.passDeadlines(WITHIN_MS);
        response.destroy();
      } else response.end(JSON.stringify(sent.length === 1 ? reasoned[0].body : good.body));
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind: 'late' });
    await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
    expect(sent.map((body) => body.includes('reasoning_effort'))).toEqual([false, true, true]);
  });
});
