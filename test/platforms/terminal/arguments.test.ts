import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../src/platforms/terminal/arguments.ts';
import { BotError } from '../../../src/errors.ts';

describe('what follows the program’s name', () => {
  test.each([
    [[], { line: null, json: false }],
    [['--json'], { line: null, json: true }],
    [['/debat roi'], { line: '/debat roi', json: false }],
    [['/debat', 'roi', '--json'], { line: '/debat roi', json: true }],
    [['--json', '--', '--roi'], { line: '--roi', json: true }],
    [[''], { line: '', json: false }],
    [['--explain', '/debat roi'], { line: '/debat roi', json: true, explain: true }],
    [['--watch'], { line: null, json: false, watch: true }],
  ])('%j is %o', (typed, read) => {
    expect(readArguments(typed)).toEqual(read);
  });

  test.each([[['--page', '2']], [['-x']], [['--json=oui']]])('%j is a fault of usage', (typed) => {
    expect(() => readArguments(typed)).toThrow(BotError);
    expect(() => readArguments(typed)).toThrow(/usage: npm run --silent debat -- \[--json\]/u);
  });
});
