import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { endOfPrefix, keyText, kind, writtenParts } from '../../src/store/store.ts';

const MOST_PARTS = 5;
const LONGEST_KIND = 28;

const unit = fc.oneof(
  fc.constantFrom(':', ';', '%', '#', '*', '_', '1', '10', '003A', '\uD83D', '\uDC4D', '\0'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const long = fc.string({ minLength: 40, maxLength: 300 });
const part = fc.oneof(fc.string({ unit, maxLength: 6 }), long);
const parts = fc.array(part, { minLength: 1, maxLength: MOST_PARTS });

describe('a key', () => {
  test('tells any two lists of parts apart', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const areSame =
          one.length === other.length && one.every((each, index) => each === other[index]);
        expect(keyText(one) === keyText(other)).toBe(areSame);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  test('lies in the range of its first parts, and in no other', () => {
    fc.assert(
      fc.property(parts, parts, fc.nat(MOST_PARTS), (one, other, count) => {
        const first = other.slice(0, count + 1);
        const [key, prefix] = [keyText(one), keyText(first)];
        const begins = first.every((each, index) => each === one[index]);
        expect(key >= prefix && key < endOfPrefix(prefix)).toBe(begins);
      }),
      { seed: 2, numRuns: 2_000 },
    );
  });

  test('is short, and in letters that every engine orders alike', () => {
    const name = 'k'.repeat(LONGEST_KIND);
    fc.assert(
      fc.property(parts, (written) => {
        const key = keyText([name, ...written]);
        expect(key).toMatch(/^[\w%#:.-]{1,255}$/u);
        expect(writtenParts(key)).toHaveLength(written.length + 1);
      }),
      { seed: 3, numRuns: 500 },
    );
    const longest = Array.from({ length: MOST_PARTS }, () => 'x'.repeat(1_000));
    expect(keyText([name, ...longest]).length).toBeLessThanOrEqual(255);
  });

  test('is refused where it could be too long', () => {
    const { at } = kind('text', v.string());
    expect(() => at('a', 'b', 'c', 'd', 'e', 'f')).toThrow('at most 5 parts');
    for (const name of ['claim', '', 'a:b', 'A', 'k'.repeat(LONGEST_KIND + 1)]) {
      expect(() => kind(name, v.string())).toThrow('no kind can be named');
    }
  });
});
