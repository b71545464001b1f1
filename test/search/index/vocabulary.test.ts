import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StringTable } from '../../../src/search/index/string-table.ts';
import { sortedForms } from '../../../src/search/index/builders.ts';

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
