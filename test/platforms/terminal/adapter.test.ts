import { answerFrom, oneDebate, openOn } from '../../fixtures/open.ts';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Console } from '../../../src/platforms/terminal/adapter.ts';
import { createDispatch } from '../../fixtures/making.ts';
import { Quote } from '../../../src/debate/quote.ts';
import { faultAnswer, told, type Answer, type Request } from '../../../src/ask/request.ts';
import type { Choose } from '../../../src/summary/model-choice.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { answerOf, quotesReply } from '../../fixtures/replies.ts';
import { TestScreen } from '../../fixtures/screen.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { MemoryNotes } from '../../../src/store/ports.ts';
import { botParts } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { simpleRetriever } from '../../fixtures/dispatch.ts';

const TIME = new TestTime();
const MEMORY = { time: TIME, notes: new MemoryNotes(TIME.now) };
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
      return Promise.resolve(answerFrom(CORPUS, answer));
    },
    debates: oneDebate(openOn(CORPUS)),
    reportFault: (fault) => `reference-${faults.push(fault)}`,
    output: screen,
    errors,
    json,
    ...MEMORY,
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

  test('that cannot be asked now is answered on the screen, and was no mistake', async () => {
    const { terminal, screen, errors } = terminalWith(told({ code: 'search down' }));
    expect(await terminal.ask('/debat roi')).toBe(true);
    expect([screen.text.includes('ne répond pas'), errors.text]).toEqual([true, '']);
  });

  test.each(['', '   ', '/quitter'])(
    'is a fault of usage when it asks nothing: %j',
    async (line) => {
      const { terminal, asked } = terminalWith(HONEST);
      await expect(terminal.ask(line)).rejects.toMatchObject({ code: 'usage' });
      expect(asked).toEqual([]);
    },
  );
});

describe('lines piped in', () => {
  const lines = ['/debat roi', '', '  ', 'blogs', '/position kabla\r'];

  test('are answered one after another, with a blank line between', async () => {
    const { terminal, asked, screen } = terminalWith(HONEST);
    expect(await terminal.askAll(Readable.from([lines.join('\n')]))).toBe(5);
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
    expect(documents).toHaveLength(3);
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

describe('one line after another', () => {
  /** A terminal on the true corpus, which tells what each line is answered. */
  function speaking({ json = false } = {}) {
    const time = new TestTime();
    const output = new TestScreen();
    const { parts, observed } = botParts(time);
    const notes = new MemoryNotes(time.now);
    const terminal = new Console({ ...parts, notes, output, errors: output, json });
    const say = async (line: string) => {
      const before = output.text.length;
      await terminal.askAll(Readable.from([line]));
      return output.text.slice(before);
    };
    return { time, terminal, say, faults: observed.faults };
  }

  test('H15: changes the last question, as in a direct conversation', async () => {
    const { say, faults } = speaking();
    for (const [line, answered] of [
      ['blogs', 'passages\u00A0: blogs'],
      ['la suite', 'Page 2 sur'],
      ['/suite', 'Page 3 sur'],
      ['page 2', 'Page 2 sur'],
      ['plus de détails', 'Page 3 sur'],
      ['et gourvennec ?', 'de Yann Gourvennec\u00A0: blogs'],
      ['en 2014 ?', 'de Yann Gourvennec en 2014\u00A0: blogs'],
      ['le contexte', 'Autour de ce passage'],
      ['et sur facebook ?', ': facebook'],
      ['/debat et kabla ?', ': et kabla'],
      ['/citation', 'La citation du jour'],
      ['/suite', 'Une citation du débat'],
    ] as const)
      expect(await say(line), line).toContain(answered);
    expect(faults).toEqual([]);
  });

  test.each([
    ['merci\u202F!', 'Je vous en prie. Écrivez un sujet du débat'],
    ['bonjour', 'Bonjour. Écrivez'],
    ['ok', 'Bien noté. Écrivez'],
    ['aide', 'Ce que vous pouvez demander'],
  ])('H13: hears a courtesy, and searches for none of it: %s', async (line, answered) => {
    const { terminal, say } = speaking();
    expect(await say(line)).toMatch(new RegExp(`^(?:Le débat\n[^]*)?${answered}`, 'u'));
    expect(await terminal.ask(line)).toBe(true);
  });

  test('says in its help how a question is gone on with, and what is kept', async () => {
    const { say } = speaking();
    const help = await say('/aide-debat');
    expect(help).toMatch(/question se poursuit\s: la suite, page 2/u);
    expect(help).toContain('la dernière question est retenue 30 minutes');
  });

  test('O12, H15: is told where there is nothing to go on from, or it is half an hour old', async () => {
    const { time, say } = speaking();
    const nothing = 'Il n’y a pas ici de question à poursuivre';
    expect(await say('/suite')).toContain(nothing);
    await say('blogs');
    time.advance(30 * 60_000 + 1);
    expect(await say('la suite')).toContain(nothing);
  });

  test('asks what a notice proposes by its number, with the rest of the question, once', async () => {
    const { say } = speaking();
    expect(await say('/position kabal ; blogs')).toMatch(
      /Vouliez-vous dire Hervé Kabla\s\?\n\nPour poser cette question, tapez son numéro\s:\n1\. Position d’Hervé Kabla\s: blogs\n\n$/u,
    );
    expect(await say('1')).toMatch(/^Ce que dit Hervé Kabla, en 7\spassages\s: blogs\n/u);
    expect(await say('la suite')).toContain('Page 2 sur');
    expect(await say('1')).toContain('Ce sujet est trop court');
    const nothing = await say('xylophone');
    const offered = [...nothing.matchAll(/^\d\. (.*)$/gmu)].map(([, label = '']) => label);
    expect(offered).toHaveLength(3);
    expect(await say('3')).toContain(`passages\u00A0: ${offered[2] ?? expect.fail()}\n`);
    expect(await say('/postion kabla')).toContain('1. Position de kabla\n');
    expect(await say('1.')).toMatch(/^Ce que dit Hervé Kabla, en/u);
  });

  test('shows no number where none can be typed: after one line, and in documents', async () => {
    const output = new TestScreen();
    const time = new TestTime();
    const { parts } = botParts(time);
    const notes = new MemoryNotes(time.now);
    const once = new Console({ ...parts, time, notes, output, errors: output, json: false });
    await once.ask('xylophone');
    expect(output.text).toMatch(/^Nos extraits [^\n]*\n$/u);
    const { say } = speaking({ json: true });
    expect(JSON.parse(await say('xylophone'))).toMatchObject({ kind: 'notice' });
    expect(JSON.parse(await say('1'))).toMatchObject({ kind: 'notice', query: '1' });
    expect(JSON.parse(await say('blogs'))).toMatchObject({ kind: 'quotes', query: 'blogs' });
    expect(JSON.parse(await say('et kabla ?'))).toMatchObject({ query: 'blogs', total: 7 });
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
      debates: oneDebate(openOn(corpus)),
      ...{ reportFault, output: screen, errors: screen, json },
      ...MEMORY,
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
