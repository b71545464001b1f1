import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutTogether, cutTo as cut } from '../../../src/debate/cutting.ts';
import { Quote, shownWords, textOf } from '../../../src/debate/quote.ts';
import { passage } from '../../fixtures/passages.ts';

const cutTo = (quote: Quote, limit: number) => cut(quote, limit, (words) => words.length);
const quoteOf = (text: string) => Quote.at(passage({ text }));

describe('a quotation cut to a limit', () => {
  test('that it fits is left whole', () => {
    const quote = quoteOf('Quatre mots sans plus.');
    expect(cutTo(quote, shownWords(quote).length)).toBe(quote);
  });

  test.each([
    [
      'at the end of a sentence',
      'Une première phrase. Une seconde, plus longue.',
      40,
      'Une première phrase.',
    ],
    [
      'never after an initial',
      'Ce jour-là parla M. Guizot, et longtemps.',
      36,
      'Ce jour-là parla M. Guizot,',
    ],
    [
      'never after the initials of a forename',
      'Ce jour-là parla J.-Ph. Roux, et longtemps.',
      38,
      'Ce jour-là parla J.-Ph. Roux,',
    ],
    [
      'at the end of a word where its sentence is the longer half',
      'Oui. Mais une phrase bien plus longue suit.',
      36,
      'Oui. Mais une phrase bien',
    ],
    ['within a word that has no end', 'x'.repeat(100), 30, 'x'.repeat(22)],
    ['between characters, never within one', '💸'.repeat(50), 29, '💸'.repeat(10)],
  ])('ends %s', (_, text, limit, expected) => {
    const shorter = cutTo(quoteOf(text), limit);
    expect(shorter === null ? null : textOf(shorter)).toBe(expected);
  });

  test('for which not one character has room is none', () => {
    expect(cutTo(quoteOf('Rien du tout.'), 5)).toBeNull();
  });

  test('holds to the limit, begins as the passage and is as long as words allow', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '. ', '💸', '«'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 300 }), (text, limit) => {
        const whole = text.trim();
        fc.pre(whole !== '');
        const shorter = cutTo(quoteOf(whole), limit);
        if (shorter === null) return;
        expect(shownWords(shorter).length).toBeLessThanOrEqual(limit);
        expect(whole.startsWith(textOf(shorter) ?? '-')).toBe(true);
      }),
    );
  });
});

describe('quotations that are cut together', () => {
  const ROOM = { measure: (words: string) => words.length, shortest: 20 };
  const lengthsOf = (quotes: readonly { readonly quote: Quote }[]) =>
    quotes.map(({ quote }) => shownWords(quote).length);
  const sum = (lengths: readonly number[]) => lengths.reduce((all, length) => all + length, 0);
  /** Words of one letter, so that a cut loses two characters at most beside what it must. */
  const said = (length: number) => ({ quote: quoteOf('x '.repeat(length / 2).trim()) });
  const within = (limit: number, quotes: readonly { readonly quote: Quote }[]) =>
    cutTogether(quotes, ROOM, (each) => sum(lengthsOf(each)) <= limit);

  test('stay whole where they fit, and else the longest give first', () => {
    const quotes = [100, 500, 900].map(said);
    const whole = lengthsOf(quotes);
    expect(within(sum(whole), quotes)).toBe(quotes);
    const [short = 0, middle = 0, long = 0] = lengthsOf(within(1_200, quotes) ?? []);
    expect([short, middle]).toEqual(whole.slice(0, 2));
    expect(long).toBeGreaterThan(middle);
    const [least = 0, ...others] = lengthsOf(within(900, quotes) ?? []);
    expect(least).toBe(whole[0]);
    expect(Math.abs((others[0] ?? 0) - (others[1] ?? 0))).toBeLessThanOrEqual(2);
  });

  test('are none where even the shortest that say something do not fit', () => {
    expect(within(50, [100, 500, 900].map(said))).toBeNull();
  });

  test('take all the room but for a word each', () => {
    const lengths = fc.array(fc.integer({ min: 30, max: 900 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(lengths, fc.double({ min: 0.1, max: 1, noNaN: true }), (each, share) => {
        const quotes = each.map((length) => said(length));
        const limit = Math.floor(sum(lengthsOf(quotes)) * share);
        const kept = within(limit, quotes);
        fc.pre(kept !== null && kept !== quotes);
        const taken = sum(lengthsOf(kept));
        expect(taken).toBeLessThanOrEqual(limit);
        expect(taken).toBeGreaterThan(limit - 12 * each.length);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
