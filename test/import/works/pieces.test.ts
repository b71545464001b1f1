import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf } from '../../../src/import/works/pieces.ts';

const UNBROKEN = { isUnbroken: true };
const paragraph = (text: string, seconds: number | null = null) => ({ text, seconds });
const textsOf = (...texts: string[]) =>
  piecesOf({ paragraphs: texts.map((text) => paragraph(text)) }, UNBROKEN).map(({ text }) => text);

describe('the pieces of a turn', () => {
  test('are together all that was said, whatever was said', () => {
    const word = fc.stringMatching(/^[A-Za-zé.,;!?…«»0-9]{1,30}$/u);
    const words = fc.array(word, { minLength: 1, maxLength: 400 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (said) => {
        expect(textsOf(...said).join(' ')).toBe(said.join(' '));
      }),
      { seed: 14, numRuns: 200 },
    );
  });

  test('have 600 characters at most, but for one sentence that has no end within it', () => {
    const sentence = 'Nous ouvrons la piscine le dimanche matin. ';
    const pieces = textsOf(sentence.repeat(60).trim(), 'mot '.repeat(400).trim());
    expect(pieces.slice(0, -1).every(({ length }) => length <= 600 && length > 300)).toBe(true);
    expect(pieces.at(-1)).toHaveLength(1_599);
    expect(textsOf('mot '.repeat(3_000).trim()).every(({ length }) => length <= 5_000)).toBe(true);
  });

  test('are short enough for a corpus where one word of rare characters is not', () => {
    const pieces = textsOf('𬥴'.repeat(9_000));
    expect(pieces.every(({ length }) => length <= 5_000)).toBe(true);
    expect(pieces.join('')).toBe('𬥴'.repeat(9_000));
  });

  test('join what is too short to be read alone with what follows it', () => {
    expect(textsOf('Oui.', 'Nous ouvrons le dimanche.')).toEqual([
      'Oui. Nous ouvrons le dimanche.',
    ]);
  });

  test('are never of two paragraphs between which something stands', () => {
    const paragraphs = [paragraph('Oui.'), paragraph('Non.')];
    expect(piecesOf({ paragraphs }, { isUnbroken: false })).toEqual(paragraphs);
  });

  test('begin when their first words are said', () => {
    const paragraphs = [
      paragraph('Oui.', 12),
      paragraph('Nous ouvrons.', 15),
      paragraph('a'.repeat(130), 20),
    ];
    expect(piecesOf({ paragraphs }, UNBROKEN).map(({ seconds }) => seconds)).toEqual([12]);
  });
});
