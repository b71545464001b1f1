import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BotError } from '../../src/errors.ts';
import { Sealing } from '../../src/store/sealing.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');
const PLACE = '["slack","T1"]';

const sealing = new Sealing(KEY);
const anyText = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());

describe('what is sealed', () => {
  test('is opened where it was sealed, to the letter', () => {
    fc.assert(
      fc.property(anyText, fc.string(), (text, place) => {
        const opened = sealing.open(sealing.seal(text, place), place);
        expect(opened).toEqual({ text, isOutdated: false });
      }),
      { seed: 1 },
    );
  });

  test('is opened nowhere else', () => {
    fc.assert(
      fc.property(anyText, fc.string(), fc.string(), (text, place, elsewhere) => {
        fc.pre(place !== elsewhere);
        expect(sealing.open(sealing.seal(text, place), elsewhere)).toBe('damaged');
      }),
      { seed: 2 },
    );
  });

  test('is not opened with any character changed, left out or added', () => {
    const position = fc.nat();
    const change = fc.constantFrom('A', 'b', '-', '_', '=', ' ', '.', 'é', '');
    fc.assert(
      fc.property(anyText, position, change, fc.boolean(), (text, at, character, isAdded) => {
        const sealed = sealing.seal(text, PLACE);
        const place = at % sealed.length;
        const rest = sealed.slice(isAdded ? place : place + 1);
        const changed = sealed.slice(0, place) + character + rest;
        fc.pre(changed !== sealed);
        expect(sealing.open(changed, PLACE)).toBeTypeOf('string');
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });

  test('is not opened with another key, and that is told apart from damage', () => {
    const sealed = sealing.seal('xoxb-0-secret', PLACE);
    expect(new Sealing(OTHER_KEY).open(sealed, PLACE)).toBe('unknown key');
    expect(new Sealing('').open(sealed, PLACE)).toBe('unknown key');
  });

  test('is never the same twice, and shows nothing of what it holds', () => {
    const texts = Array.from({ length: 50 }, () => sealing.seal('xoxb-0-secret', PLACE));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) {
      const bytes = Buffer.from(text.split('.')[2] ?? '', 'base64url').toString('latin1');
      expect([text.includes('secret'), bytes.includes('secret')]).toEqual([false, false]);
    }
  });

  test('is opened or refused whatever the text, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sealing.open(text, PLACE)).toBeTypeOf('string');
      }),
      { seed: 4 },
    );
  });
});

describe('a key', () => {
  test.each([
    ['of 31 bytes', Buffer.alloc(31).toString('base64')],
    ['of 33 bytes', Buffer.alloc(33).toString('base64')],
    ['in hexadecimal', Buffer.alloc(32).toString('hex')],
    ['beside one that is none', `${KEY},key`],
  ])('%s is refused without being told', (_, keys) => {
    const make = () => new Sealing(keys);
    expect(make).toThrow(BotError);
    expect(make).toThrow(/^(?!.*AAAA)TOKEN_ENCRYPTION_KEY is not 32 bytes in base64: make one/u);
  });

  test('that is not set seals nothing', () => {
    expect(() => new Sealing('').seal('text', PLACE)).toThrow('TOKEN_ENCRYPTION_KEY is not set');
  });
});
