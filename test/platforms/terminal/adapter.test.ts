import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Console } from '../../../src/platforms/terminal/adapter.ts';
import { createDispatch } from '../../../src/ask/dispatch.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { Quote } from '../../../src/debate/quote.ts';
import { faultAnswer, type Answer, type Request } from '../../../src/ask/request.ts';
import type { Choose } from '../../../src/summary/model-choice.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { answerOf, quotesReply } from '../../fixtures/replies.ts';
import { TestScreen } from '../../fixtures/screen.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { simpleRetriever } from '../../fixtures/dispatch.ts';

const SAID = passage();
const CORPUS = corpusOf([SAID]);
const HONEST = answerOf(quotesReply([Quote.at(SAID)]));
/** A passage of another corpus: the gate knows nothing of it. */
const FOREIGN = answerOf(quotesReply([Quote.at(passage({ text: 'Rien de tel.' }))]));
const UNKNOWN: Answer = {
  asked: null,
  query: '',
  reply: { kind: 'notice', notice: { code: 'unknown command', command: 'x', suggestion: null } },
  audience: 'asker',
};

/** A terminal whose every question has the same answer. */
function terminalWith(answer: Answer, { json = false, screen = new TestScreen() } = {}) {
  const asked: Request[] = [];
  const faults: unknown[] = [];
  const errors = new TestScreen();
  const terminal = new Console({
    dispatch: (request) => {
      asked.push(request);
      return Promise.resolve(answer);
    },
    gate: new Gate(CORPUS),
    corpus: CORPUS,
    reportFault: (fault) => `reference-${faults.push(fault)}`,
    output: screen,
    errors,
    json,
  });
  return { terminal, asked, faults, screen, errors };
}

describe('one line', () => {
  test('is answered on the screen', async () => {
    const { terminal, asked, screen, errors } = terminalWith(HONEST);
    expect(await terminal.ask('/debat roi')).toBe(true);
    const address = { platform: 'console', workspace: null, channel: 'terminal', person: null };
    expect(asked).toMatchObject([{ address, command: 'debat', input: { text: 'roi' } }]);
    expect(screen.text).toContain(`1. «\u00A0${SAID.text}\u00A0»\n   — Camille Exemple —`);
    expect(screen.text).toMatch(/[^\n]\n$/u);
    expect(errors.text).toBe('');
  });

  test('that no command knows is told where programs look for faults', async () => {
    const { terminal, screen, errors } = terminalWith(UNKNOWN);
    expect(await terminal.ask('/x')).toBe(false);
    expect(screen.text).toBe('');
    expect(errors.text).toMatch(/^Commande inconnue\u00A0: x\./u);
    const asJson = terminalWith(UNKNOWN, { json: true });
    expect(await asJson.terminal.ask('/x')).toBe(false);
    expect(JSON.parse(asJson.screen.text)).toMatchObject({ kind: 'notice', command: null });
    expect(asJson.errors.text).toBe(errors.text);
  });

  test.each([[false], [true]])(
    'whose answer the gate refuses gets a reference, and not a word of it (json: %s)',
    async (json) => {
      const { terminal, faults, screen, errors } = terminalWith(FOREIGN, { json });
      expect(await terminal.ask('/debat roi')).toBe(true);
      expect(`${screen.text}${errors.text}`).not.toContain('Rien de tel');
      expect(screen.text).toContain('reference-1');
      expect(faults).toEqual([expect.objectContaining({ name: 'MisquotationError' })]);
    },
  );

  test('whose answer is a fault is answered on the screen', async () => {
    const { terminal, screen } = terminalWith(faultAnswer('0a1b'));
    expect(await terminal.ask('/debat roi')).toBe(true);
    expect(screen.text).toContain('0a1b');
  });

  test.each(['', '   ', '/suite', '/quitter'])(
    'is a fault of usage when it asks nothing: %j',
    async (line) => {
      const { terminal, asked } = terminalWith(HONEST);
      await expect(terminal.ask(line)).rejects.toMatchObject({ code: 'usage' });
      expect(asked).toEqual([]);
    },
  );
});

describe('lines piped in', () => {
  const lines = ['/debat roi', '', '  ', 'blogs', '/suite', '/position kabla\r'];

  test('are answered one after another, with a blank line between', async () => {
    const { terminal, asked, screen } = terminalWith(HONEST);
    await terminal.askAll(Readable.from([lines.join('\n')]));
    expect(asked.map(({ command, input }) => ({ command, ...input }))).toEqual([
      { command: 'debat', text: 'roi' },
      { command: 'debat', text: 'blogs' },
      { command: 'debat', text: 'blogs page:2' },
      { command: 'position', text: 'kabla' },
    ]);
    expect(screen.text.split('\n\n1. «')).toHaveLength(5);
    expect(screen.text).toMatch(/[^\n]\n\n$/u);
  });

  test('O12: « /suite » where nothing was asked before gets a sentence, and later another page', async () => {
    const { terminal, asked, errors } = terminalWith(HONEST);
    await terminal.askAll(Readable.from(['/suite\nroi\n/suite\n/suite']));
    expect(errors.text).toContain('Rien n’a encore été demandé');
    expect(asked.map(({ input }) => input)).toEqual(
      ['roi', 'roi page:2', 'roi page:3'].map((text) => ({ text })),
    );
  });

  test('have one document a line', async () => {
    const { terminal, screen } = terminalWith(HONEST, { json: true });
    await terminal.askAll(Readable.from([lines.join('\n')]));
    const documents = screen.text.split('\n');
    expect(documents.pop()).toBe('');
    expect(documents).toHaveLength(4);
    for (const line of documents) {
      expect(JSON.parse(line)).toMatchObject({ version: 1, kind: 'quotes' });
    }
  });
});

describe('a conversation', () => {
  const converse = async (typed: string, terminal = { isTTY: true, columns: 60 }) => {
    const parts = terminalWith(HONEST, { screen: new TestScreen(terminal) });
    const input = new PassThrough();
    input.end(typed);
    await parts.terminal.converse(input);
    return parts;
  };

  test('begins with what the corpus holds and ends when the person leaves', async () => {
    const { asked, screen } = await converse('/quitter\n/debat roi\n');
    expect(screen.text).toContain('Le débat tient en 1\u00A0texte et 1\u00A0passage.');
    expect(asked).toEqual([]);
  });

  test('asks for page after page of the last question', async () => {
    const { asked } = await converse('/suite\n/debat roi\n/suite\n\n/suite\n');
    const inputs = ['roi', 'roi page:2', 'roi page:3'].map((text) => ({ text }));
    expect(asked.map(({ input }) => input)).toEqual(inputs);
  });

  test('is as wide as the screen, in colour on a terminal only', async () => {
    const narrow = await converse('/debat roi\n');
    // eslint-disable-next-line no-control-regex
    const plain = narrow.screen.text.replace(/\u001B\[[\d;]*[A-Za-z]/gu, '');
    // An address that is broken cannot be followed.
    const lines = plain.split(/\r?\n/u).filter((line) => !line.includes('://'));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(narrow.screen.text).toContain('\u001B[1m');
    const piped = terminalWith(HONEST);
    await piped.terminal.ask('/debat roi');
    expect(piped.screen.text).not.toContain('\u001B');
  });
});

describe('a summary', () => {
  const OWN = /\n\nEn bref\u00A0: \d\u00A0thèses?, parmi 3\u00A0passages trouvés\. /u;
  const passages = ['un', 'deux', 'trois'].map((anchor, order) =>
    passage({ anchor, thesis: `Thèse ${anchor}.`, topics: ['roi'], order }),
  );
  const corpus = corpusOf(passages);

  function summarisingTerminal(choose: Choose | null, json = false) {
    const screen = new TestScreen();
    const faults: unknown[] = [];
    const reportFault = (fault: unknown) => `reference-${faults.push(fault)}`;
    const retriever = simpleRetriever(corpus);
    const terminal = new Console({
      dispatch: createDispatch(
        { corpus, retriever, today: () => '2026-11-22', choose },
        reportFault,
      ),
      ...{ gate: new Gate(corpus), corpus, reportFault, output: screen, errors: screen, json },
    });
    return { terminal, screen, faults };
  }

  test.each<[string, Choose | null]>([
    ['without a model', null],
    ['with one, which is not asked', () => Promise.reject(new Error('asked'))],
  ])('is the corpus’s own at once, as a screen cannot be amended: %s', async (_, choose) => {
    const { terminal, screen } = summarisingTerminal(choose);
    await terminal.ask('/debat roi resume');
    expect(screen.text).toMatch(OWN);
    expect(screen.text).toMatch(/\n {3}• Thèse un \(Camille Exemple\)\. \[1\]\n/u);
  });

  test.each<[string, Choose]>([
    ['chooses nothing', () => Promise.resolve(null)],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('is the corpus’s own in the document where a model %s', async (_, choose) => {
    const { terminal, screen } = summarisingTerminal(choose, true);
    await terminal.ask('/debat roi resume');
    expect(JSON.parse(screen.text)).toMatchObject({ summary: { by: 'corpus' } });
  });

  test('is in one document for programs', async () => {
    const { terminal, screen } = summarisingTerminal(lastFirst, true);
    await terminal.ask('/debat roi resume');
    const points = [
      { refs: ['exemple-2013#trois', 'exemple-2013#deux'] },
      { sentence: 'Thèse un (Camille Exemple).', refs: ['exemple-2013#un'] },
    ];
    const summary = { by: 'model', points };
    expect(JSON.parse(screen.text)).toMatchObject({ kind: 'summary', summary });
  });

  test('of another corpus is refused by the gate, and a notice stands in its place', async () => {
    const foreign: Choose = () =>
      Promise.resolve([[passage({ anchor: 'un', thesis: 'Thèse d’ailleurs.', topics: ['roi'] })]]);
    const { terminal, screen, faults } = summarisingTerminal(foreign, true);
    await terminal.ask('/debat roi resume');
    expect(screen.text).toMatch(/"message":"La réponse [^"]* reference-1\."/u);
    expect(faults).toMatchObject([{ name: 'MisquotationError' }]);
  });
});
