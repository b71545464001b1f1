import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StringTable } from '../../../src/search/index/string-table.ts';
import { sortedForms } from '../../../src/search/index/builders.ts';
import { Vocabulary } from '../../../src/search/index/vocabulary.ts';
import { familyOf } from '../../../src/french/stem.ts';

function sortedWith(table: StringTable, first?: Uint32Array<ArrayBuffer>) {
  const sorting = sortedForms(table, first);
  let steps = 0;
  for (;;) {
    const { done, value } = sorting.next();
    if (done === true) return { sorted: Uint32Array.from(value), steps };
    steps += 1;
  }
}

test('forms are sorted as an array of them is, whichever were sorted before', () => {
  const words = fc.array(fc.string({ maxLength: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(words, words, (before, after) => {
      const table = new StringTable();
      for (const word of before) table.add(word);
      const { sorted: first } = sortedWith(table);
      for (const word of after) table.add(word);
      const { sorted } = sortedWith(table, first);
      const forms = Array.from(sorted, (number) => table.at(number));
      expect(forms).toEqual([...new Set([...before, ...after])].sort(byUnits));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('no step sorts more than a slice of a large vocabulary', () => {
  const table = new StringTable();
  for (let number = 0; number < 20_000; number += 1) table.add(`mot${(number * 7919) % 20_000}`);
  const { sorted, steps } = sortedWith(table);
  expect(steps).toBe(5);
  const forms = Array.from(sorted, (number) => table.at(number));
  expect(forms).toEqual(forms.toSorted(byUnits));
});

function byUnits(a: string, b: string): number {
  return a < b ? -1 : 1;
}

test('a vocabulary tells the stems of a family, saved or not, added before or after', () => {
  const unit = fc.constantFrom('a', 'e', 'i', 'n', 'r', 't');
  const words = fc.array(fc.string({ unit, minLength: 4, maxLength: 8 }), { maxLength: 40 });
  fc.assert(
    fc.property(words, words, (before, after) => {
      const first = new Vocabulary();
      for (const word of before) first.addStem(word);
      const vocabulary = new Vocabulary(first.arrays);
      for (const word of after) vocabulary.addStem(word);
      const stems = [...new Set([...before, ...after])];
      for (const word of stems) {
        const family = [...vocabulary.familyOf(word)].map((stem) => vocabulary.stems.at(stem));
        const same = stems.filter((other) => familyOf(other) === familyOf(word));
        expect(family.sort(byUnits)).toEqual(same.sort(byUnits));
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});
