import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMistyping, nearForms, spelledOut } from '../../src/french/spelling.ts';

describe('the forms near a word', () => {
  test.each([
    ['a letter dropped', 'blg', ['blog']],
    ['a letter added', 'blogt', ['blog', 'blogs']],
    ['a letter changed', 'bluff', ['bloff']],
    ['two neighbours swapped', 'bolg', ['blog']],
    ['nothing', 'blog', ['blog', 'blogs']],
  ])('are found with %s', (_, word, forms) => {
    const sorted = ['bloff', 'blog', 'blogs', 'boss', 'forum'];
    expect(nearForms(sorted, word, 1).map(({ form }) => form)).toEqual(forms);
  });

  test('are those that a slow and independent comparison with every form finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
    const vocabulary = fc.uniqueArray(word, { maxLength: 12 });
    fc.assert(
      fc.property(vocabulary, word, fc.nat(3), (forms, typed, most) => {
        const sorted = forms.toSorted((a, b) => (a < b ? -1 : 1));
        const near = sorted
          .map((form) => ({ form, edits: slowly(form, typed) }))
          .filter(({ edits }) => edits <= most);
        expect(nearForms(sorted, typed, most)).toEqual(near);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('a word is taken for another', () => {
  test.each([
    ['roi', 'loi', false],
    ['mrtin', 'martin', true],
    ['matrin', 'martin', true],
    ['mrtni', 'martin', false],
    ['dubois', 'dubosc', false],
    ['laveraet', 'laverdet', true],
    ['lefevbre', 'lefebvre', true],
    ['lefevber', 'lefebvre', true],
    ['lefevbe', 'lefebvre', false],
    ['a', 'anticonstitutionnellement', false],
  ])('mistyped where few enough letters differ: %s, %s', (typed, meant, is) => {
    expect(isMistyping(typed, meant)).toBe(is);
  });
});

describe('a question written as it sounds', () => {
  const nobody = () => false;

  test.each([
    ['c koi la position de x', 'c’est quoi la position de x'],
    ['C koi ?', 'C’est quoi ?'],
    ['x il pense koi des ports', 'x il pense quoi des ports'],
    ['Ki parle du port ?', 'Qui parle du port ?'],
    ['kel est l’avis de x', 'quel est l’avis de x'],
    ['kand est mort le port', 'quand est mort le port'],
    ['pkoi x critique le port', 'pourquoi x critique le port'],
    ['keske x pense du port ?', 'qu’est-ce que x pense du port ?'],
    ['Keskil dit du port ?', 'Qu’est-ce qu’il dit du port ?'],
    ['et c ki', 'et c’est qui'],
  ])('%s is read as %s', (typed, written) => {
    expect(spelledOut(typed, nobody)).toBe(written);
    expect(spelledOut(written, nobody)).toBe(written);
  });

  test.each([
    '"c koi"',
    '« c koi » et le reste',
    'carpes koi',
    'Ki-Zerbo',
    'koï',
    'K',
    'kit de presse',
    'KPI',
    'langage C',
    'vitamine C qui soigne',
    'OK',
  ])('%s stays as it is', (typed) => {
    expect(spelledOut(typed, nobody)).toBe(typed);
  });

  test('a word that the debate has, or a name, stays', () => {
    expect(spelledOut('les koi du port', (word) => word === 'koi')).toBe('les koi du port');
    expect(spelledOut('les koi du port', nobody)).toBe('les quoi du port');
  });
});

/** Optimal string alignment by its recursive definition. */
function slowly(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [first, second] = one;
  const [otherFirst, otherSecond] = other;
  const changed = slowly(one.slice(1), other.slice(1)) + (first === otherFirst ? 0 : 1);
  const shifted = Math.min(slowly(one.slice(1), other), slowly(one, other.slice(1))) + 1;
  const swaps = second !== undefined && first === otherSecond && second === otherFirst;
  const swapped = swaps ? slowly(one.slice(2), other.slice(2)) + 1 : Infinity;
  return Math.min(changed, shifted, swapped);
}
