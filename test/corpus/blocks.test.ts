import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { plainBlocks } from '../../src/corpus/blocks.ts';

const WRITTEN = `## une-ancre

> Les mots, « cités » tels quels.
> Et la suite.

— Claire Dupont, autrice

- Minutage : 12:34
- Thèse : Les mots se citent.
- Endroit : Les mots, […] la suite.
`;
/** What Markdown might read as a sign, at the start of a line, within it or at its end. */
const SIGNS = [
  '\\',
  '`',
  '*',
  '_',
  '[',
  ']',
  '<',
  '>',
  '&',
  '&amp;',
  '!',
  '~~~',
  '#',
  '-',
  '+',
  '=',
];
const OTHERS = [
  '1.',
  '2)',
  '12',
  'é',
  ' ',
  '  ',
  '\t',
  '\n',
  '\r',
  '\u00A0',
  ':',
  '|',
  '"',
  '—',
  '\u0001',
  '[…]',
  ' […] ',
  '[…]: a',
  '[…](a)',
];

/** What is written, with signs put in its places. */
const written = fc
  .array(fc.tuple(fc.nat(WRITTEN.length), fc.constantFrom(...SIGNS, ...OTHERS), fc.nat(2)), {
    maxLength: 4,
  })
  .map((changes) =>
    changes.reduce(
      (text, [at, sign, cut]) => text.slice(0, at) + sign + text.slice(at + cut),
      WRITTEN,
    ),
  );

test('a quotation is read as Markdown reads it', () => {
  expect(plainBlocks(WRITTEN, 0)).not.toBeNull();
  let plain = 0;
  fc.assert(
    fc.property(written, (part) => {
      const blocks = plainBlocks(part, 0);
      if (blocks === null) return;
      plain += 1;
      expect(JSON.parse(JSON.stringify(blocks, withStartsAlone))).toEqual(
        JSON.parse(JSON.stringify(fromMarkdown(part).children, withStartsAlone)),
      );
    }),
    { seed: 7, numRuns: 4_000 },
  );
  // Else nothing was compared.
  expect(plain).toBeGreaterThan(1_000);
});

/** Without what nobody reads: where a node ends, and where a text starts. */
function withStartsAlone(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('position' in value)) return value;
  const { type, position, ...rest } = value as { type: string; position?: { start: object } };
  if (type === 'text') return { type, ...rest };
  const { line, column } = position?.start as { line: number; column: number };
  return { type, line, column, ...rest };
}
