import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { Quote, shownWords, textOf } from '../../src/debate/quote.ts';
import { passage } from '../fixtures/passages.ts';

const RUNS = { seed: 1, numRuns: 300 };
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const offset = fc.oneof(
  fc.integer({ min: -3, max: 50 }),
  fc.constantFrom(0.5, NaN, Infinity, -Infinity, -0),
);

describe('a quotation is a place in a passage', () => {
  test('whose words are those of the passage there', () => {
    const quote = Quote.at(passage({ text: 'La fin des médias' }), 3, 6);
    expect(textOf(quote)).toBe('fin');
    expect([quote.start, quote.end, quote.passage.text]).toEqual([3, 6, 'La fin des médias']);
  });

  test('and the whole of it by default', () => {
    expect(textOf(Quote.at(passage({ text: 'La fin' })))).toBe('La fin');
  });

  test('that exists and halves no character, else there is none', () => {
    fc.assert(
      fc.property(text, offset, offset, (words, start, end) => {
        const quoted = passage({ text: words });
        if (isPlace(words, start, end)) {
          expect(textOf(Quote.at(quoted, start, end))).toBe(words.slice(start, end));
        } else expect(() => Quote.at(quoted, start, end)).toThrow(RangeError);
      }),
      RUNS,
    );
  });

  test('and cannot be written down any other way (refused by tsc)', () => {
    const quoted = passage();
    // @ts-expect-error the constructor is private: only `at` checks a place
    expect(new Quote(quoted, 0, 1)).not.toEqual({ passage: quoted, start: 0, end: 1 });
    expectTypeOf<Pick<Quote, keyof Quote>>().not.toExtend<Quote>();
  });

  test('and cannot be moved', () => {
    const quote: { start: number } = Quote.at(passage());
    expect(() => {
      quote.start = 4;
    }).toThrow(TypeError);
  });
});

describe('a quotation is shown', () => {
  const fin = passage({ text: 'La fin des médias' });

  test.each([
    ['whole', Quote.at(fin), '«\u00A0La fin des médias\u00A0»'],
    ['cut before', Quote.at(fin, 3), '«\u00A0[…] fin des médias\u00A0»'],
    ['cut after', Quote.at(fin, 0, 6), '«\u00A0La fin […]\u00A0»'],
    ['cut on both sides', Quote.at(fin, 3, 6), '«\u00A0[…] fin […]\u00A0»'],
  ])('%s', (_, quote, shown) => {
    expect(shownWords(quote)).toBe(shown);
  });

  test.each([
    ['« Fin. »', '« Fin. »'],
    ['« Fin », dit-il', '« Fin », dit-il\u00A0»'],
    ['Il dit « fin »', '«\u00A0Il dit « fin »\u00A0»'],
  ])('once between guillemets when it brings its own: %s', (words, shown) => {
    expect(shownWords(Quote.at(passage({ text: words })))).toBe(shown);
  });
});

function isPlace(words: string, start: number, end: number): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
  if (start < 0 || start >= end || end > words.length) return false;
  // Cutting at whole characters leaves no lone surrogate that was not there.
  const pieces = [words.slice(0, start), words.slice(start, end), words.slice(end)];
  return pieces.every((piece) => piece.isWellFormed()) || !words.isWellFormed();
}
