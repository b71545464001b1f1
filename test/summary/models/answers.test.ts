import { describe, expect, test } from 'vitest';
import { CHOICE, benchOfBodies, benchWith, completionOf, request } from './mock-server.ts';

const ANSWER = JSON.stringify(CHOICE);
const CUT = '{"theses":[3,';

/** What comes of the request where the server writes this message, and how it stopped. */
async function given(message: object | null, finish = 'stop', more: object = {}) {
  const bench = await benchOfBodies({ body: completionOf(message, finish, more) });
  const outcome = await bench.model.complete(request()).then(
    ({ value }) => value,
    (failure: unknown) => (failure as { readonly kind: string }).kind,
  );
  return { ...bench, outcome };
}

describe('the answer is read', () => {
  test.each([
    ['bare', ANSWER],
    ['after a byte order mark', `\u{feff}${ANSWER}`],
    ['in a code fence', `Voici :\n\`\`\`json\n${ANSWER}\n\`\`\`\nVoilà.`],
    ['among words', `Je choisis ${ANSWER}, sans {hésiter} [beaucoup].`],
    ['written as a string', JSON.stringify(ANSWER)],
    ['written as a string of a string', JSON.stringify(JSON.stringify(`Voici ${ANSWER}`))],
    ['within another value', JSON.stringify({ answer: [CHOICE], note: 'x' })],
    ['as a string within another value', JSON.stringify({ arguments: ANSWER })],
    ['after reasoning without a beginning', `{ [1] {"theses":[9]} "ah</think>\n${ANSWER}`],
    ['after reasoning', `<think>{"theses":[9]}</think>${ANSWER}`],
    ['after thinking', `<thinking>["a</thinking>${ANSWER}`],
    ['after Magistral’s reasoning', `[THINK]{"theses":[9]}[/THINK]${ANSWER}`],
    ['after Kimi’s reasoning', `◁think▷{"◁/think▷${ANSWER}`],
    [
      'after the channels of gpt-oss',
      `<|channel|>analysis<|message|>{"theses":[9]}<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}<|return|>`,
    ],
  ])('%s', async (_, content) => {
    const { outcome, log } = await given({ role: 'assistant', content });
    expect(outcome).toEqual(CHOICE.theses);
    expect(log).toEqual([]);
  });

  test.each([
    [
      'parts of text',
      {
        content: [
          { type: 'text', text: '{"theses":' },
          { type: 'text', text: '[3,1]}' },
        ],
      },
    ],
    [
      'parts, after those of its reasoning',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: '{"theses":[9]}' }] },
          { type: 'text', text: ANSWER },
        ],
      },
    ],
    ['parts of output', { content: [{ type: 'output_text', text: ANSWER, annotations: [] }] }],
    ['an object', { content: CHOICE }],
    [
      'a function call',
      { content: null, tool_calls: [{ id: 'x', function: { name: 'choix', arguments: ANSWER } }] },
    ],
    [
      'a function call’s object',
      { content: 'Voici.', tool_calls: [{ function: { arguments: CHOICE } }] },
    ],
    [
      'a function call of old',
      { content: null, function_call: { name: 'choix', arguments: ANSWER } },
    ],
    ['reasoning content', { content: null, reasoning_content: `Alors… ${ANSWER}` }],
    ['reasoning', { content: '', reasoning: ANSWER }],
    ['thinking', { content: ' \n', thinking: ANSWER }],
    ['details of reasoning', { reasoning_details: [{ type: 'reasoning.text', text: ANSWER }] }],
    ['parts of reasoning alone', { content: [{ type: 'reasoning', text: ANSWER }] }],
  ])('from %s', async (_, message) => {
    const { outcome, sent } = await given(message);
    expect(outcome).toEqual(CHOICE.theses);
    expect(sent).toHaveLength(1);
  });

  test.each(['stop', 'eos', 'eos_token', 'end_turn', 'tool_calls', 'COMPLETE', '', null, 7])(
    'where it ended with %j',
    async (finish) => {
      const { outcome } = await given({ content: ANSWER }, finish as string);
      expect(outcome).toEqual(CHOICE.theses);
    },
  );

  test.each([
    `${ANSWER}  \n\n `,
    `${ANSWER}\n\nJ’ai choisi [9] parce que`,
    `\`\`\`json\n${ANSWER}\n`,
  ])('where it was cut behind its end: %j', async (content) => {
    expect((await given({ content }, 'length')).outcome).toEqual(CHOICE.theses);
  });

  test.each([undefined, null, 'beaucoup', {}, { prompt_tokens: -1 }, { prompt_tokens: null }])(
    'where the tokens used are %j',
    async (usage) => {
      expect((await given({ content: ANSWER }, 'stop', { usage })).outcome).toEqual(CHOICE.theses);
    },
  );

  test('and not what stood in the reasoning, where the answer is something else', async () => {
    const message = { content: 'Je ne sais pas.', reasoning: 'Peut-être {"theses":[9]} ?' };
    expect((await given(message)).outcome).toBe('unreadable');
  });
});

describe('an answer that is of no use', () => {
  const refusal = 'Je ne peux pas.';
  test.each([
    ['cut', { content: CUT }, 'length'],
    ['cut', { content: CUT }, 'max_tokens'],
    ['cut', { content: CUT }, 'MAX_TOKENS'],
    ['cut', { content: CUT }, 'model_length'],
    ['empty', { content: '' }, 'stop'],
    ['empty', { content: ' \n ' }, 'stop'],
    ['empty', { content: null }, 'stop'],
    ['empty', { content: [] }, 'stop'],
    ['empty', { content: [], tool_calls: [] }, 'stop'],
    ['empty', {}, 'stop'],
    ['empty', null, 'stop'],
    ['unreadable', { content: 'Les passages parlent de pages.' }, 'stop'],
    ['unreadable', { content: CUT }, 'stop'],
    ['unreadable', { content: '{"theses":["trois"]}' }, 'stop'],
    ['unreadable', { content: '{'.repeat(100_000) }, 'stop'],
    ['refused', { content: ANSWER }, 'content_filter'],
    ['refused', { content: '' }, 'SAFETY'],
    ['refused', { content: '' }, 'RECITATION'],
    ['refused', { content: null, refusal }, 'stop'],
  ])(
    'is the failure « %s », which the operator is told once: %o, %s',
    async (kind, message, finish) => {
      const { outcome, sent, log, model } = await given(message, finish);
      expect(outcome).toBe(kind);
      expect(sent).toHaveLength(1);
      await expect(model.complete(request())).rejects.toMatchObject({ kind });
      expect(log).toMatchObject([{ level: 'error', fields: { kind } }]);
      expect(JSON.stringify(log)).not.toContain(refusal);
    },
  );

  test('counts its tokens all the same', async () => {
    const usage = { prompt_tokens: 120, completion_tokens: 60, total_tokens: 180 };
    const { model } = await benchWith({ content: CUT, finishReason: 'length', usage });
    const tokens = { input: 120, output: 60 };
    await expect(model.complete(request())).rejects.toMatchObject({ tokens });
  });

  test('is told again after the model has answered well in between', async () => {
    const bad = { body: completionOf({ content: '' }) };
    const { model, log } = await benchOfBodies(
      bad,
      { body: completionOf({ content: ANSWER }) },
      bad,
    );
    const outcomes = await [1, 2, 3].reduce<Promise<readonly boolean[]>>(async (before) => {
      const known = await before;
      return [
        ...known,
        await model.complete(request()).then(
          () => true,
          () => false,
        ),
      ];
    }, Promise.resolve([]));
    expect(outcomes).toEqual([false, true, false]);
    expect(log).toHaveLength(2);
  });
});
