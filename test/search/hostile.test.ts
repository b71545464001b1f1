import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRetriever } from '../../src/search/retriever.ts';
import { Cursor } from '../../src/search/scoring/clauses.ts';
import { StringTable } from '../../src/search/index/string-table.ts';
import { foldText, wordsOf } from '../../src/french/words.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { askerOf } from '../fixtures/dispatch.ts';

const retriever = createRetriever(realCorpus);
const { ask } = askerOf(realCorpus, retriever);

/** What a question may cost: lookups in tables of strings, steps along lists, lists opened. */
const COSTLY = [
  vi.spyOn(StringTable.prototype, 'find'),
  vi.spyOn(StringTable.prototype, 'at'),
  vi.spyOn(Cursor.prototype, 'seek'),
  vi.spyOn(Cursor.prototype, 'coverOf'),
  vi.spyOn(Cursor.prototype, 'open'),
];

function operations(): number {
  return COSTLY.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
}

function forget(): void {
  for (const spy of COSTLY) spy.mockClear();
}

beforeEach(forget);
afterEach(forget);

const accents = Array.from({ length: 200 }, (_, at) => String.fromCodePoint(0x300 + (at % 112)));
const words = (count: number) => Array.from({ length: count }, (_, at) => `mto${at}`).join(' ');

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['ten thousand words that the corpus knows', 'blogs marques fans crise '.repeat(2500)],
  ['ten thousand words it does not know', words(10_000)],
  ['ten thousand mistypings', 'agneces blougueurs médais marqeu '.repeat(2500)],
  ['punctuation only', '?!… — « » “” () ;:,.'.repeat(500)],
  ['lone surrogates', '\uD83D blogs \uDE00 \uD800\uD800'.repeat(500)],
  ['a right-to-left override', '\u202Esgolb\u202C marques'.repeat(500)],
  ['a bomb for patterns with groups', `${'a'.repeat(20_000)}!`],
  ['a bomb for patterns of compounds', `${"l'a-".repeat(20_000)}!`],
  ['a bomb for patterns of figures', `${'1 000.'.repeat(20_000)}x`],
  ['opening quotes', '« '.repeat(20_000)],
  ['two hundred accents on one letter', `e${accents.join('')}`.repeat(50)],
];

/** Far less than reading the corpus through for each word. */
const MOST_OPERATIONS = 60_000;

describe('a hostile question', () => {
  test.each(HOSTILE)('costs no more than a long one does: %s', async (_, text) => {
    await retriever.search({ text, limit: 50 });
    expect(operations()).toBeLessThan(MOST_OPERATIONS);
  });

  test.each(HOSTILE)('is answered, or refused with a sentence: %s', async (_, text) => {
    const { reply } = await ask(`/debat ${text}`);
    expect(['quotes', 'notice']).toContain(reply.kind);
    expect(operations()).toBeLessThan(MOST_OPERATIONS);
  });

  test('costs no more when it is longer still', async () => {
    const cost = async (count: number) => {
      forget();
      await retriever.search({ text: words(count), limit: 50 });
      return operations();
    };
    expect(await cost(50_000)).toBe(await cost(5000));
  });
});

test('the words of a text are cut out in one pass, whatever it is', () => {
  for (const [, text] of HOSTILE) {
    const folded = foldText(text);
    const found = wordsOf(folded);
    // Each word goes forward: no place is read again for another word, but for the parts of a compound.
    const apart = found.filter(({ joined }) => !joined);
    for (const [place, { start }] of apart.entries()) {
      expect(start).toBeGreaterThanOrEqual(apart[place - 1]?.end ?? 0);
    }
    expect(found.length).toBeLessThanOrEqual(folded.length);
  }
});

test('accents piled on letters do not make a text longer', () => {
  const [, piled = ''] = HOSTILE.at(-1) ?? [];
  expect(foldText(piled)).toBe('e'.repeat(50));
});

describe('S8: a line of twenty thousand marks', () => {
  const PIECES = [
    '“ ',
    '" ',
    '« ',
    ': ',
    'a:',
    '. ',
    ', ',
    '1 ',
    '- ',
    'sauf ',
    'en 2012 ',
    'kabla ',
  ];

  test.each(['debat', 'position', 'citation', 'abonnement'])(
    'is refused with a sentence, or answered within bounds: /%s',
    { timeout: 60_000 },
    async (command) => {
      for (const piece of PIECES) {
        const { reply } = await ask(`/${command} ${piece.repeat(20_000)}`);
        expect(reply).toMatchObject({ notice: { code: 'subject too long' } });
        const longest = piece.repeat(19_000 / piece.length);
        expect((await ask(`/${command} ${longest}`)).reply.kind).toMatch(
          /^(?:notice|quotes|help|position|citation)$/u,
        );
        expect(operations()).toBeLessThan(20 * MOST_OPERATIONS);
        forget();
      }
    },
  );
});
