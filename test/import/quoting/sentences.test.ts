import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentencesOf } from '../../../src/import/quoting/sentences.ts';

describe('sentences', () => {
  test.each([
    ['Oui. Non !', ['Oui.', 'Non !']],
    ['Des résultats ? On verra… Peut-être.', ['Des résultats ?', 'On verra…', 'Peut-être.']],
    [
      'M. Arnoux et J.-P. Morin votent. Mme Diallo aussi.',
      ['M. Arnoux et J.-P. Morin votent.', 'Mme Diallo aussi.'],
    ],
    ['Voir l’art. 12 et la p. 3. Merci.', ['Voir l’art. 12 et la p. 3.', 'Merci.']],
    ['Il a dit : « Non. Jamais. » Puis rien.', ['Il a dit : « Non. Jamais. »', 'Puis rien.']],
    ['Il pèse 3.5 kg. (Rires.) Voilà', ['Il pèse 3.5 kg. (Rires.)', 'Voilà']],
  ])('of « %s »', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test('are all of the text, to the character', () => {
    const words = fc.array(fc.stringMatching(/^[A-Zé«»“”.!?…()0-9a-z-]{1,8}$/u), { maxLength: 80 });
    fc.assert(
      fc.property(words, (all) => {
        expect(sentencesOf(all.join(' ')).join(' ')).toBe(all.join(' '));
      }),
      { seed: 14, numRuns: 500 },
    );
  });

  test('of two million characters, quotations open throughout, are found', () => {
    const text = 'Il dit : « Non. '.repeat(125_000).trim();
    expect(sentencesOf(text).join(' ')).toBe(text);
  });
});
