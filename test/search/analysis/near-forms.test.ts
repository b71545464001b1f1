import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearForms } from '../../../src/search/analysis/near-forms.ts';
import { spellingDistance } from '../../../src/french/spelling.ts';

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

  test('are those that a comparison with every form finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    const vocabulary = fc.uniqueArray(word, { maxLength: 60 });
    fc.assert(
      fc.property(vocabulary, word, fc.nat(2), (forms, typed, most) => {
        const sorted = forms.toSorted((a, b) => (a < b ? -1 : 1));
        const slowly = sorted
          .map((form) => ({ form, edits: spellingDistance(form, typed, most) }))
          .filter(({ edits }) => edits <= most);
        expect(nearForms(sorted, typed, most)).toEqual(slowly);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
