import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldText, sourceRange } from '../../src/french/fold.ts';

/** Any sequence of UTF-16 units, lone surrogates, marks and letters that fold to several included. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('e', 'É', 'œ', 'Æ', 'ß', 'ﬁ', '½', '\u0301', '\u202E', '’', '\u00A0', 'Σ', 'İ'),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  ),
});

describe('folding', () => {
  test.each([
    ['ÉTÉ À NOËL', 'ete a noel'],
    ['e\u0301te\u0301', 'ete'],
    ['L’Œuvre, l‘œil, lʼæon', "l'oeuvre, l'oeil, l'aeon"],
    ['Straße', 'strasse'],
    ['ﬁn', 'fin'],
    ['Ǽ', 'ae'],
    ['100\u202F000\u00A0€', '100 000 €'],
    ['e\u2011mail', 'e-mail'],
    ['co\u00ADmité \u202Emanager\u202C', 'comite manager'],
  ])('writes %j as %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('gives the same text with the places and without', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(text).text).toBe(foldText(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('leaves nothing more to fold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('maps every folded range to source characters that fold to it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (source, one, other) => {
        const folded = fold(source);
        const places = folded.text.length + 1;
        const [start = 0, end = 0] = [one % places, other % places].sort((a, b) => a - b);
        const [from, to] = sourceRange(folded, start, end);
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(source.length);
        expect(foldText(source.slice(from, to))).toContain(folded.text.slice(start, end));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('maps whole characters, with the marks that follow them', () => {
    const folded = fold('cœur e\u0301mu');
    const range = (start: number, end: number) =>
      'cœur e\u0301mu'.slice(...sourceRange(folded, start, end));
    expect(folded.text).toBe('coeur emu');
    expect(range(0, 5)).toBe('cœur');
    expect(range(1, 2)).toBe('œ');
    expect(range(6, 7)).toBe('e\u0301');
    expect(range(9, 9)).toBe('');
  });

  test('forgets two hundred marks piled on one letter', () => {
    const piled = `a${'\u0301\u0327'.repeat(100)}b`;
    expect(foldText(piled)).toBe('ab');
    expect(sourceRange(fold(piled), 0, 1)).toEqual([0, 201]);
  });

  test('keeps a lone surrogate where it is', () => {
    expect(foldText('a\uD83Db')).toBe('a\uD83Db');
  });
});
