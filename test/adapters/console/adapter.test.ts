import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Console } from '../../../src/adapters/console/adapter.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { Quote } from '../../../src/debate/quote.ts';
import { faultAnswer } from '../../../src/request.ts';
import type { Answer, Request } from '../../../src/request.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { answerOf, quotesReply } from '../../fixtures/replies.ts';
import { TestScreen } from '../../fixtures/screen.ts';
import { summarised, thesisCheck } from '../../fixtures/summaries.ts';

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
    expect(asked).toEqual([
      {
        address: { platform: 'console', workspace: null, channel: 'terminal', person: null },
        command: 'debat',
        input: { text: 'roi' },
        mayManage: expect.any(Function) as unknown,
      },
    ]);
    expect(screen.text).toContain(`1. «\u00A0${SAID.text}\u00A0»\n   — Camille Exemple —`);
    expect(screen.text).toMatch(/[^\n]\n$/u);
    expect(errors.text).toBe('');
  });

  test('that no command knows is told where programs look for faults', async () => {
    const { terminal, screen, errors } = terminalWith(UNKNOWN);
    expect(await terminal.ask('/x')).toBe(false);
    expect(screen.text).toBe('');
    expect(errors.text).toMatch(/^Commande inconnue\u00A0: x\./u);
  });

  test('that no command knows has its document too', async () => {
    const { terminal, screen, errors } = terminalWith(UNKNOWN, { json: true });
    expect(await terminal.ask('/x')).toBe(false);
    expect(JSON.parse(screen.text)).toMatchObject({ kind: 'notice', command: null });
    expect(errors.text).toMatch(/^Commande inconnue/u);
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
      { command: 'position', text: 'kabla' },
    ]);
    expect(screen.text.split('\n\n1. «')).toHaveLength(4);
    expect(screen.text).toMatch(/[^\n]\n\n$/u);
  });

  test('have one document a line', async () => {
    const { terminal, screen } = terminalWith(HONEST, { json: true });
    await terminal.askAll(Readable.from([lines.join('\n')]));
    const documents = screen.text.split('\n');
    expect(documents.pop()).toBe('');
    expect(documents.map((line) => JSON.parse(line) as unknown)).toEqual(
      Array.from({ length: 3 }, (): unknown =>
        expect.objectContaining({ version: 1, kind: 'quotes' }),
      ),
    );
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
    expect(asked.map(({ input }) => input)).toEqual([
      { text: 'roi' },
      { text: 'roi page:2' },
      { text: 'roi page:3' },
    ]);
  });

  test('is as wide as the screen, in colour on a terminal only', async () => {
    const narrow = await converse('/debat roi\n');
    // eslint-disable-next-line no-control-regex
    const lines = narrow.screen.text.replace(/\u001B\[[\d;]*[A-Za-z]/gu, '').split(/\r?\n/u);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(narrow.screen.text).toContain('\u001B[1m');
    const piped = terminalWith(HONEST);
    await piped.terminal.ask('/debat roi');
    expect(piped.screen.text).not.toContain('\u001B');
  });
});

describe('an answer that a summary completes', () => {
  const quotes = ['un', 'deux'].map((anchor) =>
    Quote.at(passage({ anchor, thesis: `Thèse ${anchor}.` })),
  );
  const corpus = corpusOf(quotes.map((quote) => quote.passage));
  const complete = summarised(quotesReply(quotes));
  const first = answerOf({ ...complete, summary: { kind: 'awaited' } });

  function summarisingTerminal(completed: () => Promise<Answer>, json = false) {
    const screen = new TestScreen();
    const shownBefore: string[] = [];
    const terminal = new Console({
      dispatch: () =>
        Promise.resolve({
          ...first,
          complete: () => {
            shownBefore.push(screen.text);
            return completed();
          },
        }),
      gate: new Gate(corpus, thesisCheck),
      corpus,
      reportFault: () => '0a1b2c3d',
      output: screen,
      errors: screen,
      json,
    });
    return { terminal, screen, shownBefore };
  }

  test('is shown at once, and the summary below it', async () => {
    const { terminal, screen, shownBefore } = summarisingTerminal(() =>
      Promise.resolve(answerOf(complete)),
    );
    await terminal.ask('/debat roi resume');
    expect(shownBefore[0]).toContain(SAID.text);
    expect(screen.text.startsWith(shownBefore[0] ?? '?')).toBe(true);
    expect(screen.text.slice(shownBefore[0]?.length)).toMatch(
      /^\n\nRésumé automatique de 2\u00A0passages sur 2\u202F; .*\n {3}• Thèse un\. \[1\] \[2\]\n {3}• Thèse deux\. \[2\]\n$/su,
    );
  });

  test('is one document for programs', async () => {
    const { terminal, screen } = summarisingTerminal(
      () => Promise.resolve(answerOf(complete)),
      true,
    );
    await terminal.ask('/debat roi resume');
    expect(JSON.parse(screen.text)).toMatchObject({
      kind: 'summary',
      summary: {
        by: 'model',
        points: [
          { sentence: 'Thèse un.', refs: ['exemple-2013#un', 'exemple-2013#deux'] },
          { sentence: 'Thèse deux.', refs: ['exemple-2013#deux'] },
        ],
      },
    });
  });

  test('keeps its passages when the gate refuses the summary', async () => {
    const foreign = summarised(
      quotesReply(
        quotes.map(({ passage: { id } }) =>
          Quote.at(passage({ anchor: id.slice(-2), thesis: 'Thèse d’ailleurs.' })),
        ),
      ),
    );
    const { terminal, screen, shownBefore } = summarisingTerminal(() =>
      Promise.resolve(answerOf({ ...complete, summary: foreign.summary ?? { kind: 'awaited' } })),
    );
    await terminal.ask('/debat roi resume');
    expect(screen.text.slice(shownBefore[0]?.length)).toMatch(/^\n\nLa réponse .* 0a1b2c3d\.\n$/su);
  });
});
