import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relativesOf, rootOf } from '../../src/french/root.ts';
import { stem } from '../../src/french/stem.ts';

const root = (word: string) => rootOf(stem(word));

describe('the root of a verb', () => {
  test.each([
    ['communiquer communiquent communiquait communiqueront communiquant'],
    ['finir finit finira finirait'],
    ['construire construit construira'],
    ['ouvrier ouvriere'],
    ['manger mangeait mangeaient mangent'],
  ])('is one of %s', (forms) => {
    expect(new Set(forms.split(' ').map(root)).size).toBe(1);
  });

  test.each([
    ['anglais', 'angle'],
    ['format', 'forme'],
    ['saison', 'saisir'],
    ['agent', 'agir'],
    ['client', 'cliquer'],
    ['marque', 'marche'],
  ])('sets %s and %s apart', (word, other) => {
    expect(root(word)).not.toBe(root(other));
  });
});

test('relatives are those of one root, the word itself among them', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'e', 'i', 'n', 'r', 't'),
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(word, (each) => {
      const relatives = relativesOf(each);
      expect(relatives).toContain(each);
      expect(new Set(relatives.map(rootOf))).toEqual(new Set([rootOf(each)]));
      expect(new Set(relatives).size).toBe(relatives.length);
    }),
    { seed: 1, numRuns: 500 },
  );
});
