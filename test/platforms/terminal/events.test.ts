import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPageOf, readLine } from '../../../src/platforms/terminal/events.ts';
import { LONGEST_INPUT } from '../../../src/platforms/terminal/limits.ts';

function requestOf(line: string) {
  const typed = readLine(line);
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
    ['/suite', 'next page'],
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

describe('the next page of a line', () => {
  test.each([
    ['/debat roi', '/debat roi page:2'],
    ['/debat roi page:2', '/debat roi page:3'],
    ['/debat roi page: 9 prive', '/debat roi prive page:10'],
    ['roi', 'roi page:2'],
  ])('%j is %j', (line, next) => {
    expect(nextPageOf(line)).toBe(next);
  });
});
