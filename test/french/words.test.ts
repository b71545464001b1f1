import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, wordsOf } from '../../src/french/words.ts';

const formsOf = (text: string) => wordsOf(foldText(text)).map(({ form }) => form);

describe('the words of a text', () => {
  test.each([
    ['L’écoute d’un client qu’on n’a pas', 'ecoute un client on a pas'],
    ["lorsqu'il jusqu’ici puisqu’elle quoiqu’on", 'il ici elle on'],
    ['aujourd’hui, quelqu’un, rock’n’roll', 'aujourdhui quelquun rocknroll'],
    ['com’ et R&D', 'com et rd'],
    ['une année de J.O., U.S.A.', 'une annee de jo usa'],
    ['100 000 fans, 16.000 employés, 2\u202F000\u00A0000 €', '100000 fans 16000 employes 2000000'],
    ['en 2011 326 millions', 'en 2011 326 millions'],
    ['14 % ou 14,2 % ; Web 2.0.', '14 ou 14,2 web 2,0'],
    ['la 3ème phase, la troisième, 3e, trois, 1er', 'la 3 phase la 3 3 3 1'],
    ['B2B, #marque @fred', 'b2b marque fred'],
    ['… !? «  »', ''],
  ])('of %j are %j', (text, forms) => {
    expect(formsOf(text).join(' ')).toBe(forms);
  });

  test('are the parts of a compound, then its joined form', () => {
    expect(wordsOf("l'e-reputation")).toEqual([
      { form: 'e', start: 2, end: 3, joined: false },
      { form: 'reputation', start: 4, end: 14, joined: false },
      { form: 'ereputation', start: 2, end: 14, joined: true },
    ]);
    expect(formsOf('bouche-à-oreille')).toEqual(['bouche', 'a', 'oreille', 'boucheaoreille']);
  });

  test('are not joined in an inversion', () => {
    const forms = formsOf('Est-ce que cela va-t-il ? celui-ci');
    expect(forms.join(' ')).toBe('est ce que cela va t il celui ci');
  });

  test('stand where they say', () => {
    const folded = foldText('J’ai 100 000 amis, c’est l’e-mail de M. Œil');
    for (const { form, start, end, joined } of wordsOf(folded)) {
      const bare = folded.slice(start, end).replaceAll(/[ '-]/gu, '');
      expect(bare).toBe(form);
      expect(joined).toBe(folded.slice(start, end).includes('-'));
    }
  });

  test('are found in any text, in order and inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text);
        for (const { form, start, end } of wordsOf(folded)) {
          expect(form).not.toBe('');
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(folded.length);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('are cut where no word of French is so long', () => {
    expect(formsOf('a'.repeat(10_000))[0]).toHaveLength(48);
  });

  test.each(["l'".repeat(20_000), 'a-'.repeat(20_000), '1 000'.repeat(9_000), 'a.'.repeat(20_000)])(
    'are counted once over in a text made to trap (%#)',
    (trap) => {
      expect(wordsOf(trap).length).toBeLessThanOrEqual(trap.length);
    },
  );
});

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

  test('leaves nothing more to fold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('forgets two hundred marks piled on one letter', () => {
    const piled = `a${'\u0301\u0327'.repeat(100)}b`;
    expect(foldText(piled)).toBe('ab');
  });

  test('keeps a lone surrogate where it is', () => {
    expect(foldText('a\uD83Db')).toBe('a\uD83Db');
  });
});
