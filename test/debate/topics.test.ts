import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import { quoteDocument } from '../../src/debate/document.ts';
import { Quote } from '../../src/debate/quote.ts';
import { partsOfName } from '../../src/debate/speaker.ts';
import { foldText } from '../../src/french/words.ts';
import { hostileCorpus, realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage, withoutThemes } from '../fixtures/passages.ts';

const THEMED = { realCorpus, townCorpus, veloCorpus, hostileCorpus };
const BARE = { realCorpus, townCorpus, veloCorpus };

function saying(texts: readonly (string | null)[]) {
  return corpusOf(
    texts.map((text, order) =>
      passage({ anchor: `n${order}`, text, thesis: null, topics: [], order }),
    ),
  );
}

describe.each(Object.entries(THEMED))('where somebody wrote themes, as in %s', (_, corpus) => {
  test('topics are these', () => {
    for (const each of corpus.passages)
      expect(catalogueOf(corpus).topics.in(each)).toBe(each.topics);
    const themes = new Set(corpus.passages.flatMap(({ topics }) => topics));
    expect(new Set(catalogueOf(corpus).topics.all)).toEqual(themes);
  });
});

test('one theme in a corpus keeps key terms away', () => {
  const { passages } = withoutThemes(veloCorpus);
  const themed = corpusOf(passages.with(0, { ...passage(), topics: ['pistes'] }));
  expect(catalogueOf(themed).topics.all).toEqual(['pistes']);
});

describe.each(Object.entries(BARE))('without its themes, in %s', (_, themed) => {
  const corpus = withoutThemes(themed);
  const terms = catalogueOf(corpus).topics.all;
  const said = corpus.passages.map(({ text, thesis }) =>
    foldText(`${text ?? ''}\n${thesis?.text ?? ''}`),
  );

  test('nearly every passage has key terms, four at most', () => {
    const found = corpus.passages.map((each) => catalogueOf(corpus).topics.in(each));
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(4);
    const without = found.filter(({ length }) => length === 0);
    expect(without.length).toBeLessThanOrEqual(corpus.passages.length / 10);
  });

  test('each term is written so in the corpus', () => {
    expect(terms.length).toBeGreaterThanOrEqual(20);
    const all = said.join('\n');
    for (const term of terms) expect(all).toContain(foldText(term));
  });

  test('no term tells of most passages, none is the name of a voice', () => {
    const names = new Set(corpus.passages.flatMap(({ voice }) => partsOfName(voice.name)));
    for (const term of terms) {
      const holding = corpus.passages.filter((each) =>
        catalogueOf(corpus).topics.in(each).includes(term),
      );
      expect(holding.length).toBeLessThanOrEqual(corpus.passages.length / 2);
      expect(names).not.toContain(foldText(term));
    }
  });

  test('the same corpus has the same terms', () => {
    const again = { ...corpus, passages: [...corpus.passages] };
    expect(catalogueOf(again).topics.all).toEqual(terms);
  });

  test('documents for programs tell only themes', () => {
    for (const each of corpus.passages) expect(quoteDocument(Quote.at(each)).topics).toEqual([]);
  });
});

describe('a key term', () => {
  const corpus = saying([
    'La commune paie le droit de vote. Nous voulons utiliser la salle.',
    'Le droit de vote des étrangers se discute à la mairie de Brest.',
    'Un droit de vote ne se marchande pas ; Brest le sait.',
    'Il faut utiliser la salle, dit Brest, et les étrangers y viennent.',
    'Il pleut sur les trottoirs, qui sont à refaire.',
    'Refaire les trottoirs est cher, et avec la pluie on attend.',
    'Attendons la fin de la pluie.',
    'Rien de plus à dire ici.',
  ]);
  const terms = catalogueOf(corpus).topics.all;

  test('has the small words inside it', () => {
    expect(terms).toContain('droit de vote');
  });

  test('stands for what is inside it', () => {
    expect(terms).not.toContain('vote');
  });

  test('keeps the capital of a name, and of nothing else', () => {
    expect(terms).toEqual(expect.arrayContaining(['Brest', 'trottoirs', 'étrangers', 'pluie']));
  });

  test('is no verb', () => {
    expect(terms.join(' ')).not.toMatch(/utiliser|refaire|dit/u);
  });

  test('is met in several passages', () => {
    expect(terms.join(' ')).not.toContain('marie');
    expect(terms).not.toContain('commune');
  });
});

describe('there is no key term', () => {
  test.each([
    ['no passage', []],
    ['one passage', ['Les trottoirs sont étroits.']],
    ['passages without words', [null, null, null]],
    ['passages of no letter', ['…', '?', '— 12 %']],
    ['passages that say the same', Array<string>(9).fill('Les trottoirs sont étroits.')],
  ])('in %s', (_, texts) => {
    const corpus = saying(texts);
    expect(catalogueOf(corpus).topics.all).toEqual([]);
    expect(corpus.passages.flatMap((each) => catalogueOf(corpus).topics.in(each))).toEqual([]);
  });
});

test('the terms of a long debate are those of passages taken from all of it', () => {
  const early = 'Le marché du samedi occupe la place, dit le maire à la foule venue nombreuse.';
  const late = 'La piscine du quartier ferme trop tôt, et la chaudière de la piscine date.';
  const corpus = saying(
    Array.from({ length: 6_000 }, (_, order) => `${order < 3_500 ? early : late} (${order})`),
  );
  const terms = catalogueOf(corpus).topics.all;
  expect(terms.join(' ')).toContain('piscine');
  expect(
    catalogueOf(corpus)
      .topics.in(corpus.passages.at(-1) ?? passage())
      .join(' '),
  ).toContain('piscine');
});
