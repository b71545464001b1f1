import { describe, expect, test } from 'vitest';
import { ModelFailure } from '../../../src/summary/language-model.ts';
import { answerIn, completionIn } from '../../../src/summary/models/answer.ts';
import {
  CHOICE,
  benchOfBodies,
  benchWriting,
  completionOf,
  eventOf,
  good,
  readChoice,
  request,
} from './mock-server.ts';

const ANSWER = JSON.stringify(CHOICE);
const DRAFT = '{"theses":[9]}';
const CUT = '{"theses":[3,';

/** What is read in a completion: the value, or the kind of the failure. */
function read(message: object | null, finish = 'stop', more: object = {}) {
  try {
    return answerIn(completionIn(JSON.stringify(completionOf(message, finish, more))), readChoice)
      .value;
  } catch (failure) {
    return (failure as ModelFailure).kind;
  }
}

describe('the answer is read', () => {
  test.each([
    ['bare', ANSWER],
    ['after a byte order mark', `\u{feff}${ANSWER}`],
    ['in a code fence', `Voici :\n\`\`\`json\n${ANSWER}\n\`\`\`\nVoilà.`],
    ['among words', `Je choisis ${ANSWER}, sans {hésiter} [beaucoup].`],
    ['behind a mark that means nothing', `Voici <b> ${ANSWER}`],
    ['written as a string', JSON.stringify(ANSWER)],
    ['written as a string of a string', JSON.stringify(JSON.stringify(`Voici ${ANSWER}`))],
    ['within another value', JSON.stringify({ answer: [CHOICE], note: 'x' })],
    ['as a string within another value', JSON.stringify({ arguments: ANSWER })],
    ['after reasoning', `<think>Essai ${DRAFT}</think>${ANSWER}`],
    ['after thinking', `<thinking>["a</thinking>${ANSWER}`],
    ['after reasoning without a beginning', `{ [1] ${DRAFT} "ah</think>\n${ANSWER}`],
    ['before reasoning', `${ANSWER}\n<think>vérifions ${DRAFT}</think>`],
    ['between two reasonings', `<think>${DRAFT}</think>puis<think>${DRAFT}</think>${ANSWER}`],
    ['after nested reasoning', `<think>a<think>${DRAFT}</think>${DRAFT}</think>${ANSWER}`],
    ['after marks in capitals, with attributes', `<THINK lang="fr">${DRAFT}</THINK>${ANSWER}`],
    ['after Magistral’s reasoning', `[THINK]${DRAFT}[/THINK]${ANSWER}`],
    ['after Kimi’s reasoning', `◁think▷{"◁/think▷${ANSWER}`],
    ['after Cohere’s reasoning', `<|START_THINKING|>${DRAFT}<|END_THINKING|>${ANSWER}`],
    [
      'after the channels of gpt-oss',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}<|return|>`,
    ],
    [
      'in a channel that names a format',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|channel|>final <|constrain|>json<|message|>${ANSWER}`,
    ],
  ])('%s', (_, content) => {
    expect(read({ role: 'assistant', content })).toEqual(CHOICE.theses);
  });

  const text = (written: string) => ({ type: 'text', text: written });
  test.each([
    ['parts of text', { content: [text('{"theses":'), text('[3,1]}')] }],
    ['parts, after reasoning', { content: [{ type: 'x', thinking: [text(DRAFT)] }, text(ANSWER)] }],
    ['parts of output', { content: [{ type: 'output_text', text: ANSWER, annotations: [] }] }],
    ['an object', { content: CHOICE }],
    ['a function call', { content: null, tool_calls: [{ function: { arguments: ANSWER } }] }],
    ['its object', { content: 'Voici.', tool_calls: [{ function: { arguments: CHOICE } }] }],
    ['one of old', { content: null, function_call: { name: 'choix', arguments: ANSWER } }],
    ['reasoning content', { content: null, reasoning_content: `Alors… ${ANSWER}` }],
    ['reasoning', { content: '', reasoning: ANSWER }],
    ['thinking', { content: ' \n', thinking: ANSWER }],
    ['details of reasoning', { reasoning_details: [{ type: 'reasoning.text', text: ANSWER }] }],
    ['parts of reasoning alone', { content: [{ type: 'reasoning', text: ANSWER }] }],
  ])('from %s', (_, message) => {
    expect(read(message)).toEqual(CHOICE.theses);
  });

  test.each(['stop', 'eos', 'eos_token', 'end_turn', 'tool_calls', 'COMPLETE', '', null, 7])(
    'where it ended with %j',
    (finish) => {
      expect(read({ content: ANSWER }, finish as string)).toEqual(CHOICE.theses);
    },
  );

  test.each([
    `${ANSWER}  \n\n `,
    `${ANSWER}\n\nJ’ai choisi [9] parce que`,
    `\`\`\`json\n${ANSWER}\n`,
  ])('where it was cut behind its end: %j', (content) => {
    expect(read({ content }, 'length')).toEqual(CHOICE.theses);
  });

  test.each([undefined, null, 'beaucoup', {}, { prompt_tokens: -1 }, { prompt_tokens: null }])(
    'where the tokens used are %j',
    (usage) => {
      expect(read({ content: ANSWER }, 'stop', { usage })).toEqual(CHOICE.theses);
    },
  );
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
    ['unreadable', { content: `<think>Essai ${DRAFT}</think>` }, 'stop'],
    ['unreadable', { content: `<think>donc ${DRAFT}` }, 'stop'],
    ['unreadable', { content: `<|channel|>analysis<|message|>${DRAFT}<|end|>` }, 'stop'],
    ['unreadable', { content: `<think>${DRAFT}</think>{"theses":"x"}` }, 'stop'],
    ['unreadable', { content: `<think>${DRAFT}</think>{"theses":[3,1` }, 'stop'],
    ['unreadable', { content: `<think>${DRAFT}</think>Je ne peux pas choisir.` }, 'stop'],
    ['unreadable', { content: `Modèle : ${DRAFT}. Réponse : {"theses":1}` }, 'stop'],
    ['unreadable', { content: null, reasoning: `Sur le modèle de ${DRAFT}. Voyons` }, 'stop'],
    ['unreadable', { content: 'Non.', reasoning_content: DRAFT }, 'stop'],
    ['unreadable', { content: 'Je ne sais pas.', reasoning: `Peut-être ${DRAFT} ?` }, 'stop'],
    ['refused', { content: ANSWER }, 'content_filter'],
    ['refused', { content: '' }, 'SAFETY'],
    ['refused', { content: '' }, 'RECITATION'],
    ['refused', { content: null, refusal }, 'stop'],
  ])('is the failure « %s »: %o, %s', (kind, message, finish) => {
    expect(read(message, finish)).toBe(kind);
  });

  test('is told to the operator once, and no word of it', async () => {
    const { model, sent, log } = await benchOfBodies({ body: completionOf({ refusal }) });
    for (const requests of [1, 2]) {
      await expect(model.complete(request())).rejects.toMatchObject({ kind: 'refused' });
      expect(sent).toHaveLength(requests);
    }
    expect(log).toMatchObject([{ level: 'error', fields: { kind: 'refused' } }]);
    expect(JSON.stringify(log)).not.toContain(refusal);
  });

  test('is told again after the model has answered well in between', async () => {
    const bad = { body: completionOf({ content: '' }) };
    const { model, log } = await benchOfBodies(bad, good, bad);
    await expect(model.complete(request())).rejects.toThrow(ModelFailure);
    await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
    await expect(model.complete(request())).rejects.toThrow(ModelFailure);
    expect(log).toHaveLength(2);
  });
});

describe('a stream', () => {
  test('is read though lines of it are no JSON', async () => {
    const lines = ['data: {"broken\n\n', 'data:\n\n', ': bonjour\n\n', 'data: <html>\n\n'];
    const body = [...lines, eventOf({ content: ANSWER }), ...lines, 'data: [done]\n\n'].join('');
    const { model } = await benchWriting((response) => response.end(body));
    await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
  });

  test('is whole once the model has stopped, though the connection stays open', async () => {
    const { model } = await benchWriting((response) => {
      response.write(eventOf({ content: ANSWER }));
      response.write(eventOf({}, 'stop'));
    });
    await expect(model.complete(request())).resolves.toMatchObject({ value: CHOICE.theses });
  });

  test.each([
    [{ error: { message: 'no', code: 401 } }, 'unauthorised'],
    [{ object: 'error', message: 'no', code: 404 }, 'unknown model'],
  ])('that is a refusal is one: %j', async (fault, kind) => {
    const { model, log } = await benchWriting((response) => {
      response.end(`data: ${JSON.stringify(fault)}\n\ndata: [DONE]\n\n`);
    });
    await expect(model.complete(request())).rejects.toMatchObject({ kind });
    expect(log).toHaveLength(1);
  });
});
