import { expect, test } from 'vitest';
import { NO_FILTERS } from '../../src/debate/filters.ts';
import { holdingsOf, selects } from '../../src/debate/holdings.ts';
import { holdingsContract } from '../contracts/holdings.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';

holdingsContract('memory', holdingsOf);

test('an address is that of a work, or a passage’s own', async () => {
  const address = 'https://exemple.invalid/journal/2013/04/02';
  const [journal, other] = [source({ id: 'journal' }), source({ id: 'autre' })];
  const dated = passage({ anchor: 'b', source: journal, url: address });
  const corpus = corpusOf([
    passage({ anchor: 'a', source: journal }),
    dated,
    passage({ anchor: 'a', source: other }),
  ]);
  const holdings = holdingsOf(corpus);
  const at = { filters: NO_FILTERS, from: { works: new Set<typeof journal>(), address } };
  expect(await holdings.selected(at, 9)).toEqual([dated]);
  const either = { ...at, from: { works: new Set([other]), address } };
  expect(await holdings.selected(either, 9)).toEqual(corpus.passages.slice(1));
  expect(corpus.passages.map(selects(either))).toEqual([false, true, true]);
});
