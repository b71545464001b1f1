import { describe, expect, test } from 'vitest';
import { formatFault } from '../../src/corpus/faults.ts';
import { parseCorpus } from '../../src/corpus/parse.ts';
import { SOUND_WORK, fileOf } from '../fixtures/works.ts';

function read(lexicon: string) {
  const files = { works: [fileOf(SOUND_WORK)], debate: null, voices: null, hash: '' };
  return parseCorpus({ ...files, lexicon: fileOf(lexicon, 'lexicon.yaml') });
}

test('a lexicon gives its groups as they are written', () => {
  const groups = '- words: [ROI, « rentabilité »]\n  note: x\n- words:\n    - a\n    - b\n';
  const { lexicon } = read(`# Mots\n${groups}`).value?.corpus ?? expect.fail();
  expect(lexicon.map((words) => words.join())).toEqual(['ROI,« rentabilité »', 'a,b']);
});

describe('a lexicon is refused', () => {
  test.each([
    ['a group of one word', '- words: [a, b]\n- words: [seul]\n', '2:3'],
    ['a group without words', '- words: [a, b]\n- note: x\n', '2:3'],
    ['an unknown key', '- words: [a, b]\n  mots: [c]\n', '1:3'],
    ['a __proto__ key', '- words: [a, b]\n  __proto__: [c]\n', '1:3'],
    ['an empty word', '- words: [a, ""]\n', '1:3'],
    ['a word of 81 letters', `- words: [a, ${'b'.repeat(81)}]\n`, '1:3'],
    ['a mapping for a word', '- words: [a, {b: c}]\n', '1:3'],
    ['a mapping in place of the list', 'words: [a, b]\n', '1:1'],
  ])('with %s', (_, lexicon, place) => {
    const { value, faults } = read(lexicon);
    expect(value).toBeNull();
    expect(faults.map(formatFault)).toEqual([
      `lexicon.yaml:${place}: entrée de lexique mal formée — attendu : « - words: [mot, autre mot] », avec au moins deux mots, et « note: … » si besoin`,
    ]);
  });

  test.each([
    ['anchors', '- words: &a [a, b]\n- words: *a\n', 'ancre ou alias YAML'],
    ['broken YAML', '- words: [a, b\n', 'YAML illisible'],
    ['a byte-order mark', '\uFEFF- words: [a, b]\n', 'marque d’ordre des octets'],
  ])('with %s', (_, lexicon, what) => {
    const { value, faults } = read(lexicon);
    expect(value).toBeNull();
    expect(faults[0]?.what).toContain(what);
  });
});
