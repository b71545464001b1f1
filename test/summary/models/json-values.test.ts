import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastRead } from '../../../src/summary/models/json-values.ts';

const MEGABYTE = 1_048_576;
const isMarked = (json: unknown) => (Object(json) as { readonly mark?: unknown }).mark === true;
const read = (json: unknown) => (isMarked(json) ? (json as object) : undefined);
const nothing = (): object | undefined => undefined;

describe('the last value that is accepted', () => {
  test('is found behind words that are no JSON, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (words, fields) => {
        const marked = { ...(JSON.parse(JSON.stringify(fields)) as object), mark: true };
        // A quotation mark before it may make a string of it, as it does for people.
        const text = `${words.replaceAll('"', '')}\n${JSON.stringify(marked)}`;
        expect(lastRead(text, read)).toEqual(marked);
      }),
    );
  });

  test('is the last of several, and the outer of two', () => {
    const text = 'a {"mark":true,"n":1} b [{"mark":true,"n":{"mark":true}}] c [3]';
    expect(lastRead(text, read)).toEqual({ mark: true, n: { mark: true } });
  });

  test('is none where the last object is not accepted: what stands before it was a draft', () => {
    expect(lastRead('{"mark":true} or rather {"mark":false}', read)).toBeUndefined();
  });

  test.each([
    ['an apostrophe that is escaped', '{"mark":true} {"why":"l\\\'idée"}'],
    ['a bracket that is not closed', '{"mark":true} [ {"a":'],
    ['a string that is not closed', 'I write {"x, then {"mark":true}'],
    ['a comma at the beginning', '{,"a":{"mark":true}}'],
    ['a comma too many', '{"mark":true} [1,]'],
    ['a value that was not accepted', '[{"mark":true}, {"mark":1}]'],
  ])('is found beside %s', (_, text) => {
    expect(lastRead(text, read)).toEqual({ mark: true });
  });

  test.each(['', '{', '"{', '3', 'null', '"', '[1, {"mark":true', '"{\\"mark\\":"', '\u{feff}'])(
    'is not there in %j',
    (text) => {
      expect(lastRead(text, read)).toBeUndefined();
    },
  );
});

test.each([
  ...['{', '[', '{"a":', '{"a":[1,', '{"', '["x [', '{ ', '"\\', '[\\"', '[]', '{"a":1}'],
  ...['"a ', '[1,', '[{', ' '],
])('a megabyte of %j is read in time', (piece) => {
  const text = piece.repeat(MEGABYTE / piece.length);
  for (const whole of [text, JSON.stringify(text), `${text}${'}'.repeat(MEGABYTE / 4)}`]) {
    expect(lastRead(whole, nothing)).toBeUndefined();
  }
});

test('values within one another by the hundred thousand are read in time', () => {
  const deep = `${'['.repeat(MEGABYTE / 2)}${']'.repeat(MEGABYTE / 2)}`;
  expect(lastRead(deep, nothing)).toBeUndefined();
  expect(lastRead(`x ${deep}`, nothing)).toBeUndefined();
});
