import { expect, test } from 'vitest';
import { together } from '../../src/debate/drawn.ts';
import type { Reading } from '../../src/debate/reading.ts';

test('two readings together leave out nothing that either has', () => {
  const shown = { words: '« Oui. »', caption: 'Dupont', url: null, thesis: null };
  const one: Required<Reading> = {
    quotations: [shown],
    works: [{ line: 'Un, 2011', url: null }],
    documents: [{ ref: 'a#1' }],
    facts: [{ id: 'a' }],
    sentences: [{ sentence: 'Dit un.', cites: ['1'] }],
    nodes: [{ label: '1', statement: 'Un.' }],
    arrows: [{ kind: 'answers', from: '1', to: '2' }],
    sides: [{ author: 'Dupont', refs: ['a#1'] }],
    statements: [{ text: 'Un.', ref: 'a#1' }],
    pairs: [{ line: 'Un répond à deux.', refs: ['a#1', 'a#2'], isInOrder: true }],
    debates: ['un'],
    texts: ['Un'],
  };
  const nothing: Reading = { quotations: [], works: [], documents: [], texts: [] };
  expect(together(one, nothing)).toEqual(one);
  expect(together(nothing, one)).toEqual(one);
});
