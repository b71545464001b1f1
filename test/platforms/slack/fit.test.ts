import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutTo as cut } from '../../../src/conversation/cutting.ts';
import { sharesOf } from '../../../src/platforms/slack/view/fitting.ts';
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

describe('shares', () => {
  test('let the longest give first', () => {
    expect(sharesOf([100, 500, 900], 0)).toEqual([100, 500, 900]);
    expect(sharesOf([100, 500, 900], 300)).toEqual([100, 500, 600]);
    expect(sharesOf([100, 500, 900], 600)).toEqual([100, 400, 400]);
    expect(sharesOf([100, 500, 900], 1_290)).toEqual([70, 70, 70]);
  });

  test('lose the excess, and no more than a character each beside it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000), { minLength: 1, maxLength: 9 }),
        fc.nat(),
        (lengths, some) => {
          const total = lengths.reduce((sum, length) => sum + length, 0);
          const excess = total === 0 ? 0 : some % total;
          const kept = sharesOf(lengths, excess).reduce((sum, share) => sum + share, 0);
          expect(kept).toBeLessThanOrEqual(total - excess);
          expect(kept).toBeGreaterThanOrEqual(total - excess - lengths.length);
        },
      ),
    );
  });
});
