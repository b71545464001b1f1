import { answerFrom } from '../fixtures/open.ts';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Renderer as DiscordRenderer } from '../../src/platforms/discord/view/render.ts';
import { commandNames } from '../../src/platforms/slack/view/blocks.ts';
import { Renderer as SlackRenderer } from '../../src/platforms/slack/view/render.ts';
import type { AnswerDocument } from '../../src/debate/document.ts';
import { Quote } from '../../src/debate/quote.ts';
import type { Reply } from '../../src/debate/reply.ts';
import { Summary } from '../../src/debate/summary.ts';
import { BotError } from '../../src/errors.ts';
import { verifierCommand } from '../../src/operator/verifier.ts';
import { jsonRendering, textRendering } from '../fixtures/consoles.ts';
import { REAL_FOLDER, realCorpus } from '../fixtures/corpora.ts';
import { folderWith } from '../fixtures/folder.ts';
import { answerOf, quotesReply, repliesOn } from '../fixtures/replies.ts';
import { TestScreen } from '../fixtures/screen.ts';

async function verify(message: string) {
  const output = new TestScreen();
  const path = `${folderWith({ message })}/message`;
  return { code: await verifierCommand([path], REAL, { output }), said: output.text };
}

const REAL = {
  ...{ debatesFolder: null, corpusFolder: REAL_FOLDER },
  ...{ showsProposed: true, publicUrl: null },
};
const PROVEN = 0;
const REFUTED = 1;
const [[, reply] = []] = repliesOn(realCorpus);
if (reply === undefined) throw new Error('there is no reply');
const TO_EVERYONE = { shownTo: 'everyone', isOwned: true, sharedBy: 'U0ALICE01' } as const;
const slack = new SlackRenderer(commandNames(''));
const discord = new DiscordRenderer();
type Render = (each: Reply) => string;
const onSlack: Render = (each) =>
  JSON.stringify(slack.render(answerFrom(realCorpus, answerOf(each)), TO_EVERYONE));
const onDiscord: Render = (each) =>
  JSON.stringify(discord.render(answerFrom(realCorpus, answerOf(each)), TO_EVERYONE));
const asDocument: Render = (each) => jsonRendering(realCorpus).render(answerOf(each));
const onScreen: Render = (each) => `${textRendering(60).render(answerOf(each))}\n`;
const inColour: Render = (each) => textRendering(88, true).render(answerOf(each));
/** As Slack's own client sends it. */
const inForm: Render = (each) => {
  const { text, blocks } = JSON.parse(onSlack(each)) as { text: string; blocks: unknown };
  return JSON.stringify({ channel: 'C0GENERAL', text, blocks: JSON.stringify(blocks) });
};
const FORMS = [
  ['document JSON', 'for a program', asDocument],
  ['texte du terminal', 'on a screen', onScreen],
  ['texte du terminal', 'on a screen, in colour', inColour],
  ['message Slack', 'on Slack', onSlack],
  ['message Slack', 'on Slack, as a form', inForm],
  ['message Discord', 'on Discord', onDiscord],
] as const;

describe('the verifier', () => {
  test('S5: waits for no pipe', async () => {
    const path = join(folderWith({}), 'message');
    execFileSync('mkfifo', [path]);
    const told = { code: 'usage', message: `cannot read ${path}` };
    await expect(verifierCommand([path], REAL, { output: new TestScreen() })).rejects.toMatchObject(
      told,
    );
  });

  test.each(FORMS)('proves every message: %s, %s', async (form, _, render) => {
    for (const [, each] of repliesOn(realCorpus)) {
      const { code, said } = await verify(render(each));
      expect(code, said).toBe(PROVEN);
      expect(said).toContain(`forme\u00A0: ${form}`);
      expect(said).toMatch(/prouvé\u00A0: |rien à prouver/u);
    }
  });

  test('counts what it proved, and names the corpus it proved it against', async () => {
    const { said } = await verify(asDocument(reply));
    expect(said).toContain(`corpus\u00A0: ${realCorpus.hash}`);
    expect(said).toContain('10\u00A0citations ou titres conformes');
  });

  test.each(FORMS)('refutes one word changed, and shows it: %s, %s', async (__, _, render) => {
    const [word = ''] = /\p{L}{8,}/u.exec(realCorpus.passages[0]?.text ?? '') ?? [];
    const { code, said } = await verify(render(reply).replace(word, 'autrement'));
    expect(code).toBe(REFUTED);
    expect(said).toMatch(/^réfuté \((?:words|document)\)\u00A0: [^]*autrement/mu);
    expect(said).toContain('1\u00A0écart avec le corpus');
  });

  test('warns when the message comes from another state of the corpus', async () => {
    const { code, said } = await verify(asDocument(reply).replace(realCorpus.hash, 'f'.repeat(64)));
    expect(code).toBe(PROVEN);
    expect(said).toMatch(
      /^attention\u00A0: le message vient d’un autre état du corpus \(f{64}\)/mu,
    );
  });

  test.each([
    ['{}'],
    ['[]'],
    ['{"blocks":[]}'],
    ['{"text":"","blocks":"[{"}'],
    ['{"text":"","blocks":[null]}'],
    ['{"components":null}'],
    ['{"version":1,"quotes":[]}'],
    ['{"version":1,"quotes":null}'],
    ['{"version":1,"quotes":[null],"message":null}'],
    ['{"version":1,"quotes":[],"message":12}'],
    ['{"version":1,"quotes":[],"message":null,"works":[null]}'],
    ['{"version":1,"quotes":[],"message":null,"sides":[{}]}'],
    ['{"version":1,"quotes":[],"message":null,"summary":{"points":[{}]}}'],
  ])('calls %s a fault of usage, or refutes it', async (message) => {
    let code: number | string;
    try {
      ({ code } = await verify(message));
    } catch (fault) {
      code = fault instanceof BotError ? fault.code : String(fault);
    }
    expect(['usage', REFUTED]).toContain(code);
  });

  test.each([
    ['of another form', '{"content":"roi"}', /is in no form the bot sends: a JSON document, /u],
    ['cut off', asDocument(reply).slice(0, -1), /is JSON that is damaged$/u],
  ])('says of a file %s what is the matter, in one sentence', async (_, message, words) => {
    await expect(verify(message)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(words) as unknown,
    });
  });

  test.each([[[]], [['a', 'b']], [['--json']], [['/nowhere/message.json']]])(
    'calls %j a fault of usage',
    async (typed) => {
      const output = new TestScreen();
      await expect(verifierCommand(typed, REAL, { output })).rejects.toMatchObject({
        name: 'BotError',
        code: 'usage',
      });
    },
  );
});

describe('a summary', () => {
  const told = ['à leur ROI de plus près', 'il faut repenser sa position'].map((words) => {
    return realCorpus.passages.find(({ text }) => text?.includes(words)) ?? expect.fail();
  });
  const summary = Summary.of([told], 'model');
  const summarised = { ...quotesReply(told.map((passage) => Quote.at(passage))), summary };

  const screen = textRendering(Infinity).render(answerOf(summarised));

  test.each([
    ['a thesis over no quotation', '   → Les marques ont tort.\n\n1. «'],
    ['a thesis over another', '   → Kabla ment : http://mal.invalid\n   → Les marques.\n\n1. «'],
    ['a point that is no item of the list', 'Les marques ont tort (Hervé Kabla). [1]\n\n1. «'],
  ])('is refuted with %s, on a screen', async (_, added) => {
    const altered = screen.replace('1. «', added);
    expect((await verify(altered)).code).toBe(REFUTED);
  });

  test.each<[string, (document: AnswerDocument) => object]>([
    ['a sentence for a summary', () => ({ summary: 'Kabla a tort.' })],
    ['a list for a summary', () => ({ summary: [] })],
    ['a word more in it', ({ summary: told }) => ({ summary: { ...told, titre: 'Tort.' } })],
    ['another chooser', ({ summary: told }) => ({ summary: { ...told, by: 'Hervé Kabla' } })],
    [
      'a point told twice',
      ({ summary: told }) => ({ summary: { ...told, points: Array(2).fill(told?.points[0]) } }),
    ],
    ['a message beside it', () => ({ message: 'Kabla a tort.' })],
  ])('is refuted with %s, in a document', async (_, change) => {
    const document = JSON.parse(asDocument(summarised)) as AnswerDocument;
    const altered = JSON.stringify({ ...document, ...change(document) });
    expect((await verify(altered)).code).toBe(REFUTED);
  });
});
