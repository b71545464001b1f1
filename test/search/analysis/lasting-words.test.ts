import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, wordsIn } from '../../../src/french/words.ts';
import { lastingWords, mayBeCut, OFTEN_LOST } from '../../../src/search/analysis/lasting-words.ts';

const WORDS =
  'réputation aujourd’hui jusqu trois quatrième médias² étudiant rices lille France VIe employé quelqu blog 100 000 œuvre S N C F porte-parole commu nautés presqu île Ångström été ROI 2.0 vingt ix';
const SIGNS =
  ' |  |\u00A0|, |. |.|- |-|’|\'|·|(|)|(e)|/|_|…| […] |´|`|^|¸|¬|\u00AD|\u200B|\u0301|😀| 🇫🇷 |™|+|: |" |« | »|:|&| ;';

test.each([
  // « Marque » may be the ending of an inclusive form.
  ['L’e-réputation d’une marque', ['reputation']],
  ['jusqu’ici, trois médias² en 2012', []],
  ['étudiant·rices de Lille (France)', ['etudiant']],
])('the words of « %s » that are found whatever stands around them', (text, words) => {
  expect(lastingWords(text)).toEqual(words);
});

test('they are in a form of every text that holds them, but where words are often lost', () => {
  const pieces = fc.tuple(
    fc.constantFrom(...WORDS.split(' ')),
    fc.constantFrom(...SIGNS.split('|')),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (all) => {
      const text = all
        .map(([word, sign, isLoud]) => (isLoud ? word.toUpperCase() : word) + sign)
        .join('');
      fc.pre(!new RegExp(OFTEN_LOST, 'u').test(text));
      const forms = wordsIn(text).map(({ form }) => form);
      const mayHold = (word: string) => (form: string) =>
        form.includes(word) || mayBeCut(form.length);
      const missing = lastingWords(text).filter((word) => !forms.some(mayHold(word)));
      expect(missing, `${text} → ${foldText(text)}`).toEqual([]);
    }),
    { seed: 18, numRuns: 100_000 },
  );
});
