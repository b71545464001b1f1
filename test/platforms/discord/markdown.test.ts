import fc from 'fast-check';
import { linkOf } from '../../../src/debate/quote.ts';
import { describe, expect, test } from 'vitest';
import {
  textsIn,
  escaped,
  link,
  unescaped,
} from '../../../src/platforms/discord/view/components.ts';
import { hostileCorpus, realCorpus } from '../../fixtures/corpora.ts';
import { answerOf, everyPassageOn, HOSTILE_TEXTS, repliesOn } from '../../fixtures/replies.ts';
import { renderingOn } from './harness.ts';
import { shownBy } from './discord-markdown.ts';

const MARKUP = [
  ...['**gras**', '*i*', '__s__', '_i_', '~~b~~', '||caché||', '`code`', '```bloc```'],
  ...[
    '# titre',
    '## t',
    '-# petit',
    '> cité',
    '>>> cité',
    '- point',
    '+ point',
    '* point',
    '1. un',
  ],
  ...['<@123>', '<@!123>', '<@&123>', '<#123>', '@everyone', '@here', '<t:1618953630:R>'],
  ...['</debat:123>', '<id:guide>', '<:nom:123>', '<a:nom:123>', ':tada:', '¯\\_(ツ)_/¯'],
  ...['[là](https://piege.invalid)', '[là](<https://piege.invalid>)', 'https://piege.invalid/a_b'],
  ...['<https://piege.invalid>', 'steam://xyz', '\\*', '\\\\', '\\', '«\u00A0é\u00A0»', '12) a'],
];
const signs = fc.string({
  unit: fc.constantFrom(...'\\ * _ ~ | ` < > [ ] ( ) @ # : - + . 1 a / ! & ; é'.split(' '), ' '),
});
const pieces = fc.constantFrom(...MARKUP);
/** Texts of a corpus and of people: on one line, without white space at either end. */
const texts = fc
  .array(fc.oneof(pieces, signs, fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join('').replace(/\s+/gu, ' ').trim());

describe('an escaped text', () => {
  test.each(MARKUP)('is shown as it is and does nothing: %s', (typed) => {
    const text = typed.replace(/\s+/gu, ' ');
    for (const place of ['', '> ', 'a ', 'a']) {
      expect(shownBy(place + escaped(text)).text).toBe(place === '> ' ? text : place + text);
    }
    expect(shownBy(escaped(text))).toEqual({ text, constructs: [] });
  });

  test('is shown as it is and does nothing, whatever it says and wherever it stands', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(shownBy(escaped(one))).toEqual({ text: one, constructs: [] });
        const within = shownBy(`> ${escaped(one)} et ${escaped(other)} **fin**`);
        expect(within.text).toBe(`${one} et ${other} fin`);
        expect(within.constructs.map(({ kind }) => kind)).toEqual(['quote', 'bold']);
      }),
      { numRuns: 5_000 },
    );
  });

  test('is given back by un-escaping', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
        expect(unescaped(escaped(text))).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });
});

test('the reader of these tests sees markup where there is some', () => {
  const inert = MARKUP.filter((typed) => shownBy(typed).constructs.length === 0);
  expect(inert.filter((typed) => !typed.startsWith('\\'))).toEqual(['«\u00A0é\u00A0»']);
});

test('markup that was not escaped is not read as the words it hides', () => {
  expect(unescaped('des *mots* ||cachés||')).toBe('des mots cachés');
  expect(unescaped(String.raw`des \*mots\*`)).toBe('des *mots*');
});

test.each([
  ['https://exemple.invalid/a?b=c&d=%C3%A9#e', 'link'],
  ['https://exemple.invalid/a_(b)/c*d', 'address'],
])('the address %s is a link to that very address', (url, kind) => {
  expect(shownBy(link(url, 'Lire')).constructs).toEqual([{ kind, target: url }]);
});

test('an address that no link can hold is shown as it is', () => {
  const url = 'https://exemple.invalid/a<b> c';
  expect(shownBy(link(url, 'Lire'))).toEqual({ text: url, constructs: [] });
});

describe('a message', () => {
  const OURS = new Set(['heading', 'quote', 'small', 'bold', 'italic', 'list']);
  const by = '200000000000000001';
  const circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: by } as const;

  test.each([['nothing', 'roi'] as const, ...HOSTILE_TEXTS])(
    'mentions and links nothing but whom and what we do, whoever types %s',
    (_, typed) => {
      for (const corpus of [realCorpus, hostileCorpus]) {
        const { render } = renderingOn(corpus, circumstances);
        const links = corpus.passages.map(linkOf);
        const urls = new Set([...corpus.sources.map(({ url }) => url), ...links]);
        for (const [, reply] of [...repliesOn(corpus, typed), ...everyPassageOn(corpus)]) {
          const written = textsIn(render(answerOf(reply, typed)).components);
          const made = written.flatMap((each) => shownBy(each).constructs);
          const foreign = made.filter(({ kind, target }) => {
            if (kind === 'mention') return target !== by;
            return kind === 'link' || kind === 'address' ? !urls.has(target) : !OURS.has(kind);
          });
          expect(foreign).toEqual([]);
        }
      }
    },
  );
});
