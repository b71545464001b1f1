import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { pdf } from '../../src/import/pdf/pdf.ts';
import { brought, draftsOf } from '../contracts/format.ts';
import { readsOrRefuses, SOUND, utf8 } from './sound-files.ts';

const TOKENS = [
  '\0',
  '\uFEFF',
  '\\ud800',
  '\u2028',
  '<b>',
  '"',
  '[',
  '> ',
  '</p>',
  '&#0;',
  '---\n',
];

/** One damage that a file may take: `at` and `to` are shares of it. */
const DAMAGE = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'twice', 'token', 'nest', 'words', 'splice'),
  /** Another file, of which a piece is put in; and an entry of a zip, which is damaged before it is zipped again. */
  other: fc.nat(),
  isInside: fc.boolean(),
  token: fc.constantFrom(...TOKENS),
  words: fc.string({ unit: 'binary', maxLength: 20 }),
  bit: fc.integer({ min: 1, max: 255 }),
});
type Damage = typeof DAMAGE extends fc.Arbitrary<infer Value> ? Value : never;

function damaged(bytes: Uint8Array, damage: Damage): Uint8Array {
  if (!damage.isInside || bytes[0] !== 0x50) return damagedBytes(bytes, damage);
  try {
    const files = unzipSync(bytes);
    const names = Object.keys(files);
    const name = names[damage.other % names.length] ?? '';
    return zipSync({ ...files, [name]: damagedBytes(files[name] ?? utf8(''), damage) });
  } catch {
    return bytes;
  }
}

function damagedBytes(bytes: Uint8Array, { at, to, kind, token, words, bit, other }: Damage) {
  const [from = 0, end = 0] = [at, to]
    .map((share) => Math.floor(share * bytes.length))
    .sort((a, b) => a - b);
  const [head, middle, tail] = [
    bytes.subarray(0, from),
    bytes.subarray(from, end),
    bytes.subarray(end),
  ];
  if (kind === 'flip') return bytes.map((byte, index) => (index === from ? byte ^ bit : byte));
  if (kind === 'cut') return Buffer.concat([head, tail]);
  if (kind === 'twice') return Buffer.concat([head, middle, middle, tail]);
  if (kind === 'splice') {
    const [, , stranger = utf8('')] = SOUND[other % SOUND.length] ?? [];
    const piece = stranger.subarray(
      ...[at, to].map((share) => Math.floor(share * stranger.length)).sort((a, b) => a - b),
    );
    return Buffer.concat([head, piece, tail]);
  }
  const put = kind === 'words' ? words : token.repeat(kind === 'nest' ? 3000 : 1);
  return Buffer.concat([head, utf8(put), middle, tail]);
}

describe('a damaged file', () => {
  test.each(SOUND)(
    'of $1 is read word for word, or refused in one sentence',
    async (...[format, name, bytes]) => {
      expect((await draftsOf(format, brought(name, bytes))).length).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(fc.array(DAMAGE, { maxLength: 3 }), async (damages) => {
          await readsOrRefuses(format, name, damages.reduce(damaged, bytes));
        }),
        // A PDF is read in a thread of its own, twice.
        { numRuns: format === pdf ? 25 : 100, seed: 14, endOnFailure: true },
      );
    },
    60_000,
  );
});
