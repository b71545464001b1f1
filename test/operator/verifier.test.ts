import { describe, expect, test } from 'vitest';
import { BotError } from '../../src/errors.ts';
import { verifierCommand } from '../../src/operator/verifier.ts';
import { jsonRendering, textRendering } from '../fixtures/consoles.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { folderWith } from '../fixtures/folder.ts';
import { answerOf, repliesOn } from '../fixtures/replies.ts';
import { TestScreen } from '../fixtures/screen.ts';

function verify(message: string) {
  const output = new TestScreen();
  const path = `${folderWith({ message })}/message`;
  return { code: verifierCommand([path], realCorpus, { output }), said: output.text };
}

const PROVEN = 0;
const REFUTED = 1;
const [[, reply] = []] = repliesOn(realCorpus);
if (reply === undefined) throw new Error('there is no reply');
const document = jsonRendering(realCorpus).render(answerOf(reply));
const screen = textRendering(88, true).render(answerOf(reply));

describe('the verifier', () => {
  test('proves every document the terminal prints', () => {
    for (const [, each] of repliesOn(realCorpus)) {
      const { code, said } = verify(jsonRendering(realCorpus).render(answerOf(each)));
      expect([code, said]).toEqual([
        PROVEN,
        expect.stringMatching(/prouvé\u00A0: |rien à prouver/u),
      ]);
    }
  });

  test('proves every screen the terminal prints', () => {
    for (const [, each] of repliesOn(realCorpus)) {
      const { code } = verify(`${textRendering(60).render(answerOf(each))}\n`);
      expect(code).toBe(PROVEN);
    }
  });

  test('counts what it proved, and names the corpus it proved it against', () => {
    const { said } = verify(document);
    expect(said).toContain('forme\u00A0: document JSON');
    expect(said).toContain(`corpus\u00A0: ${realCorpus.hash}`);
    expect(said).toContain('10\u00A0citations ou titres conformes');
  });

  test.each([
    ['a document', document],
    ['a screen', screen],
  ])('refutes %s with one word changed, and shows it', (_, message) => {
    const [word = ''] = /\p{L}{8,}/u.exec(realCorpus.passages[0]?.text ?? '') ?? [];
    const { code, said } = verify(message.replace(word, 'autrement'));
    expect(code).toBe(REFUTED);
    expect(said).toMatch(/^réfuté \((?:words|document)\)\u00A0: [^]*autrement/mu);
    expect(said).toContain('1\u00A0écart avec le corpus');
  });

  test('warns when the message comes from another state of the corpus', () => {
    const { code, said } = verify(document.replace(realCorpus.hash, 'f'.repeat(64)));
    expect(code).toBe(PROVEN);
    expect(said).toContain(
      `attention\u00A0: le message vient d’un autre état du corpus (${'f'.repeat(64)})`,
    );
  });

  test.each([
    ['{}'],
    ['[]'],
    ['{"blocks":[]}'],
    ['{"version":1,"quotes":[]}'],
    ['{"version":1,"quotes":null}'],
    ['{"version":1,"quotes":[null],"message":null}'],
    ['{"version":1,"quotes":[],"message":12}'],
    ['{"version":1,"quotes":[],"message":null,"works":[null]}'],
    ['{"version":1,"quotes":[],"message":null,"sides":[{}]}'],
    ['{"version":1,"quotes":[],"message":null,"summary":{"points":[{}]}}'],
  ])('calls %s a fault of usage, or refutes it', (message) => {
    let code: number | string;
    try {
      ({ code } = verify(message));
    } catch (fault) {
      code = fault instanceof BotError ? fault.code : String(fault);
    }
    expect(['usage', REFUTED]).toContain(code);
  });

  test.each([[[]], [['a', 'b']], [['--json']], [['/nowhere/message.json']]])(
    'calls %j a fault of usage',
    (typed) => {
      const output = new TestScreen();
      expect(() => verifierCommand(typed, realCorpus, { output })).toThrow(
        expect.objectContaining({ name: 'BotError', code: 'usage' }),
      );
    },
  );
});
