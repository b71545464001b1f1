import fc from 'fast-check';
import { expect, test } from 'vitest';
import { container, text } from '../../../src/platforms/discord/view/components.ts';
import { bodyOf, differenceBetween } from '../../../src/platforms/discord/transport/written.ts';

const SEED = 20_261_122;
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const hostile = fc.constantFrom(
  '\\',
  '\\"',
  '"content":"x"',
  '\\\\',
  '"d1/remove/"',
  '💸',
  '\u2028',
);
const paragraphs = fc.array(fc.tuple(words, hostile, words), { minLength: 1, maxLength: 6 });

function messageOf(texts: readonly string[]) {
  return { components: [container(texts.map((each) => text(each)))] as const, notes: {} };
}

test('what was sent is found again in any answer that shows it, whatever it says', () => {
  fc.assert(
    fc.property(paragraphs, (parts) => {
      const message = messageOf(parts.map((each) => each.join('')));
      const body = bodyOf(message, null, { flags: 1 }, ['', '']);
      const sent = JSON.parse(body.toString()) as { components: unknown };
      expect(sent.components).toEqual(message.components);
      expect(differenceBetween(message, body)).toBeNull();
      const indented = Buffer.from(JSON.stringify(sent, null, 2));
      expect(differenceBetween(message, indented)).toBeNull();
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('one character more, fewer or other is a difference', () => {
  fc.assert(
    fc.property(paragraphs, fc.nat(), words, (parts, place, other) => {
      const texts = parts.map((each) => each.join(''));
      const changed = texts.with(place % texts.length, other);
      fc.pre(changed.join('|') !== texts.join('|'));
      const shown = bodyOf(messageOf(changed), null, { flags: 1 }, ['', '']);
      expect(differenceBetween(messageOf(texts), shown)).toMatch(/^paragraph \d+ of \d+$/u);
      const fewer = bodyOf(messageOf(texts.slice(1)), null, { flags: 1 }, ['', '']);
      expect(differenceBetween(messageOf(texts), fewer)).toMatch(/paragraphs of/u);
    }),
    { seed: SEED, numRuns: 300 },
  );
});
