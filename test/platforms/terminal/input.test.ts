import { catalogueOf } from '../../../src/debate/catalogue.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BotError } from '../../../src/errors.ts';
import {
  createCompleter,
  LONGEST_INPUT,
  NOTHING_BEFORE,
  readArguments,
  readLine,
} from '../../../src/platforms/terminal/input.ts';
import type { Asked } from '../../../src/ask/request.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';

describe('what follows the program’s name', () => {
  test.each([
    [[], { line: null, json: false }],
    [['--json'], { line: null, json: true }],
    [['/debat roi'], { line: '/debat roi', json: false }],
    [['/debat', 'roi', '--json'], { line: '/debat roi', json: true }],
    [['--json', '--', '--roi'], { line: '--roi', json: true }],
    [[''], { line: '', json: false }],
    [['--explain', '/debat roi'], { line: '/debat roi', json: true, explain: true }],
    // O12: what can be asked is a command’s own help.
    [['--help'], { line: '/aide-debat', json: false }],
    [['-h', '--json', 'roi'], { line: '/aide-debat', json: true }],
    [['--watch'], { line: null, json: false, watch: true }],
  ])('%j is %o', (typed, read) => {
    expect(readArguments(typed)).toEqual({ explain: false, watch: false, ...read });
  });

  test.each([[['--page', '2']], [['-x']], [['--json=oui']]])('%j is a fault of usage', (typed) => {
    expect(() => readArguments(typed)).toThrow(BotError);
    expect(() => readArguments(typed)).toThrow(/usage: npm run --silent debat -- \[--json\]/u);
  });
});

function requestOf(line: string, before = NOTHING_BEFORE) {
  const typed = readLine(line, before);
  return typed.kind === 'request'
    ? { command: typed.request.command, ...typed.request.input }
    : typed.kind;
}

describe('a typed line is', () => {
  test.each([
    ['/debat roi', 'debat', 'roi'],
    ['  /debat   roi ; blogs  ', 'debat', 'roi ; blogs'],
    ['/position', 'position', ''],
    ['/inconnue x', 'inconnue', 'x'],
    ['/debat "a b" /c', 'debat', '"a b" /c'],
    ['roi et blogs', 'debat', 'roi et blogs'],
    ['roi/roe', 'debat', 'roi/roe'],
    ['/', 'debat', ''],
  ])('%j: the command %s with %j', (line, command, text) => {
    expect(requestOf(line)).toEqual({ command, text });
  });

  test.each([
    ['', 'nothing'],
    ['  \t ', 'nothing'],
    ['/quitter', 'quit'],
    ['/quit', 'quit'],
    ['/exit ', 'quit'],
  ])('%j: %s', (line, kind) => {
    expect(requestOf(line)).toBe(kind);
  });

  test('read without a fault, whatever it is, and no longer than it may be', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('/', '// ', '/\n', '\uD800', `/debat ${'« '.repeat(LONGEST_INPUT)}`),
    );
    fc.assert(
      fc.property(line, (typed) => {
        const read = requestOf(typed);
        if (typeof read !== 'string' && 'text' in read) {
          expect(read.text.length).toBeLessThanOrEqual(LONGEST_INPUT);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('after a question and proposals', () => {
  const after: Asked = { command: 'debat', options: { sujet: 'blogs' } };
  const offered: Asked[] = [
    { command: 'debat', options: { sujet: 'roi' } },
    { command: 'position', options: { auteur: 'Hervé Kabla' } },
  ];
  const read = (line: string) => {
    const typed = readLine(line, { after, offered });
    return typed.kind === 'request' ? typed.request : expect.fail();
  };

  test.each([['2'], [' 2. '], ['2)']])('the number %j asks the proposal that has it', (line) => {
    expect(read(line)).toMatchObject({
      command: 'position',
      input: { options: { auteur: 'Hervé Kabla' } },
    });
  });

  test.each([['0'], ['3'], ['2012'], ['/debat 2'], ['2 blogs'], ['n° 2']])(
    '%j is none of these numbers',
    (line) => {
      expect(read(line).input).toHaveProperty('text');
    },
  );

  test('plain words may go on from it, « /suite » as « la suite »; a command asks anew', () => {
    expect(read('et Kabla ?')).toMatchObject({ command: 'debat', spoken: { after } });
    expect(read('/suite')).toEqual(read('la suite'));
    expect(read('/debat la suite').spoken).toBeUndefined();
  });
});

const unsigned = source({ id: 'tract', author: null, publisher: 'Kiosque' });
const complete = createCompleter(
  catalogueOf(
    corpusOf([
      passage({ anchor: 'a', voice: 'Hervé Kabla' }),
      passage({ anchor: 'b', voice: 'Hervé Kabla' }),
      passage({ anchor: 'c', voice: 'Fred Cavazza' }),
      passage({ voice: 'auteur non identifié', source: unsigned }),
    ]),
  ),
);
const UNNAMED = 'l’auteur non identifié de Kiosque';

describe('a line is completed', () => {
  test.each([
    ['/c', ['/comparer', '/carte', '/citation'], '/c'],
    ['/s', ['/sources', '/suite'], '/s'],
    ['/quit', ['/quitter'], '/quit'],
    ['/position ', ['Hervé Kabla', 'Fred Cavazza', UNNAMED], ''],
    ['/position k', ['Hervé Kabla', UNNAMED], 'k'],
    ['/position HERVE', ['Hervé Kabla'], 'HERVE'],
    ['/sources cav', ['Fred Cavazza'], 'cav'],
    ['/comparer Hervé Kabla ; f', ['Fred Cavazza'], 'f'],
    ['/debat roi auteur:ka', ['Hervé Kabla'], 'ka'],
    ['/debat roi auteur: ka', ['Hervé Kabla'], 'ka'],
    ['/debat ka', [], '/debat ka'],
    ['bonjour', [], 'bonjour'],
  ])('%j with %j', (line, candidates, replaced) => {
    const [found, over] = complete(line);
    const wanted = found.filter((name) => name !== UNNAMED || candidates.includes(UNNAMED));
    expect([wanted, over]).toEqual([candidates, replaced]);
  });

  test('with every command, from nothing', () => {
    expect(complete('')[0].join(' ')).toBe(
      '/debat /position /comparer /carte /qui-repond /citation /sources /abonnement /proposer /debats /aide-debat /suite /quitter',
    );
  });
});
