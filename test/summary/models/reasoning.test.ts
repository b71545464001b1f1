import { describe, expect, test } from 'vitest';
import { completionIn } from '../../../src/summary/models/completion.ts';
import { withoutReasoning } from '../../../src/summary/models/reasoning.ts';
import { benchWriting, completionOf, readChoice, request } from './mock-server.ts';
import { answerIn } from '../../../src/summary/models/chat-answer.ts';

const DRAFT = '{"theses":[9]}';
const ANSWER = '{"theses":[3,1]}';

describe('what a model wrote, without what it reasoned', () => {
  test.each([
    ['between marks', `<think>Essai ${DRAFT}</think>${ANSWER}`],
    ['before a closing mark alone', `Essai ${DRAFT} [1]</think>\n${ANSWER}`],
    ['after its answer', `${ANSWER}\n<think>vérifions ${DRAFT}</think>`],
    ['twice', `<think>${DRAFT}</think>puis<think>${DRAFT}</think>${ANSWER}`],
    ['within itself', `<think>a<think>${DRAFT}</think>${DRAFT}</think>${ANSWER}`],
    ['in capitals, with attributes', `<THINK lang="fr">${DRAFT}</THINK>${ANSWER}`],
    ['as Magistral marks it', `[THINK]${DRAFT}[/THINK]${ANSWER}`],
    ['as Kimi marks it', `◁think▷${DRAFT}◁/think▷${ANSWER}`],
    ['as Cohere marks it', `<|START_THINKING|>${DRAFT}<|END_THINKING|>${ANSWER}`],
    [
      'in a channel',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}<|return|>`,
    ],
    [
      'in a channel that names a format',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|channel|>final <|constrain|>json<|message|>${ANSWER}`,
    ],
  ])('%s', (_, written) => {
    expect(withoutReasoning(written)).toMatch(/^(?:puis)?\{"theses":\[3,1\]\}$/u);
  });

  test.each([
    ['is all there is', `<think>Essai ${DRAFT}</think>`],
    ['never ends', `<think>donc ${DRAFT}`],
    ['has no final channel', `<|channel|>analysis<|message|>${DRAFT}<|end|>`],
  ])('is nothing where the reasoning %s', (_, written) => {
    expect(withoutReasoning(written)).toBe('');
  });

  test('is all of it where nothing is marked', () => {
    expect(withoutReasoning(` Voici <b> ${ANSWER} `)).toBe(`Voici <b> ${ANSWER}`);
  });
});

describe('a draft is no answer', () => {
  const outcomeOf = (message: object) => {
    const completion = completionIn(JSON.stringify(completionOf(message)));
    try {
      return answerIn(completion, readChoice).value;
    } catch (failure) {
      return (failure as { kind: string }).kind;
    }
  };

  test.each([
    ['before an answer that cannot be read', { content: `<think>${DRAFT}</think>{"theses":"x"}` }],
    ['before an answer that is cut', { content: `<think>${DRAFT}</think>{"theses":[3,1` }],
    ['before prose', { content: `<think>${DRAFT}</think>Je ne peux pas choisir.` }],
    [
      'as an example before another answer',
      { content: `Modèle : ${DRAFT}. Réponse : {"theses":1}` },
    ],
    [
      'in reasoning that goes on',
      { content: null, reasoning: `Sur le modèle de ${DRAFT}. Voyons` },
    ],
    ['beside content without one', { content: 'Non.', reasoning_content: DRAFT }],
  ])('%s', (_, message) => {
    expect(outcomeOf(message)).toBe('unreadable');
  });

  test('in reasoning that ends in it is the answer, where nothing else is said', () => {
    expect(outcomeOf({ content: null, reasoning_content: `Donc : ${ANSWER}` })).toEqual([3, 1]);
  });
});

describe('a stream', () => {
  const piece = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

  test('is read though lines of it are no JSON, and nothing is printed of them', async () => {
    const lines = ['data: {"broken\n\n', 'data:\n\n', ': bonjour\n\n', 'data: <html>\n\n'];
    const body = [...lines, piece({ content: ANSWER }), ...lines, 'data: [done]\n\n'].join('');
    const { model } = await benchWriting((response) => response.end(body));
    await expect(model.complete(request())).resolves.toMatchObject({ value: [3, 1] });
  });

  test('is whole once the model has stopped, though the connection stays open', async () => {
    const { model } = await benchWriting((response) => {
      response.write(piece({ content: ANSWER }));
      response.write(piece({}, 'stop'));
    });
    await expect(model.complete(request())).resolves.toMatchObject({ value: [3, 1] });
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
