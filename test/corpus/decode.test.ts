import { describe, expect, test } from 'vitest';
import type { CorpusFile } from '../../src/corpus/decode.ts';
import { formatFault } from '../../src/corpus/faults.ts';
import { parseWork } from '../../src/corpus/parse.ts';
import { SOUND_WORK, changed, faultsOf, fileOf, placeIn } from '../fixtures/works.ts';

/** The sound file with raw bytes in the place of some words. */
function withBytes(words: string, bytes: readonly number[]): CorpusFile {
  const [before = '', after = ''] = SOUND_WORK.split(words);
  const encoder = new TextEncoder();
  const all = Uint8Array.from([...encoder.encode(before), ...bytes, ...encoder.encode(after)]);
  return { name: 'exemple-2013.md', bytes: all };
}

describe('a file is refused', () => {
  test.each([
    ['a byte of Latin-1', [0xe9]],
    ['half a sequence', [0xe2, 0x80]],
    ['an overlong sequence', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a byte that is never used', [0xff]],
  ])('with %s, and told where it stands', (_, bytes) => {
    expect(faultsOf(withBytes('regrettez', bytes))).toEqual([
      `${placeIn(SOUND_WORK, 'regrettez')} octet qui n’est pas de l’UTF-8`,
    ]);
  });

  test('with a byte-order mark', () => {
    const [fault] = faultsOf(`\uFEFF${SOUND_WORK}`);
    expect(fault).toBe('1:1 marque d’ordre des octets (BOM) au début du fichier');
  });

  test.each([
    ['an escape sequence', '\u001B[31m', 'U+001B'],
    ['a null character', '\u0000', 'U+0000'],
    ['a control of the second set', '\u0085', 'U+0085'],
    ['an override of direction', '\u202E', 'U+202E'],
    ['an embedding of direction', '\u202A', 'U+202A'],
    ['an isolate of direction', '\u2066', 'U+2066'],
  ])('with %s', (_, character, code) => {
    const broken = changed(SOUND_WORK, 'regrettez', `${character}regrettez`);
    const place = placeIn(broken, character);
    expect(faultsOf(broken)).toEqual([`${place} caractère invisible interdit (${code})`]);
  });

  test('with each of its forbidden characters told', () => {
    const broken = changed(SOUND_WORK, 'temps passé', '\u0007temps \u202Epassé');
    const file = fileOf(changed(broken, 'publisher: ', 'publisher: \u0001'));
    const [line] = placeIn(broken, '\u0007').split(':');
    expect(parseWork(file).faults.map(formatFault)).toEqual([
      `${file.name}:5:12: caractère invisible interdit (U+0001) — supprimez-le ; de même : ligne ${line}, (U+0007) ; ligne ${line}, (U+202E)`,
    ]);
  });

  test('with a line of 50 MB, unread', { timeout: 10_000 }, () => {
    expect(faultsOf(fileOf(`${SOUND_WORK}${'x'.repeat(50_000_000)}`))).toEqual([
      expect.stringMatching(/^1:1 fichier de plus de \d+ octets$/u),
    ]);
  });

  test('with a line of a million characters', { timeout: 10_000 }, () => {
    const broken = changed(SOUND_WORK, 'regrettez', 'x'.repeat(1_000_000));
    expect(faultsOf(broken)).toEqual(['33:20001 ligne de plus de 20000 caractères']);
  });

  test(
    'S7: with a million forbidden characters, in one line that counts them',
    {
      timeout: 10_000,
    },
    () => {
      const { faults } = parseWork(fileOf('\u0001\n'.repeat(1_000_000)));
      expect(faults.map(({ line, others }) => [line, others])).toEqual([[1, 999_999]]);
      expect(faults.map(formatFault).join()).toMatch(
        /ligne 2 ; .* ; et 999\u202F990\u00A0autres$/u,
      );
    },
  );
});
