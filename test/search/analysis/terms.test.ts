import { describe, expect, test } from 'vitest';
import { KnownWords } from '../../../src/search/analysis/known-words.ts';
import { buildIndex } from '../../../src/search/index/index-builder.ts';
import { MOST_TERMS, termsOf } from '../../../src/search/analysis/terms.ts';
import { passage } from '../../fixtures/passages.ts';

const TEXTS = [
  'Le community manager répond sur le forum.',
  'Un site web coûte moins que cent coupons.',
  'La coutume veut quatre réponses.',
];
const passages = TEXTS.map((text, order) => passage({ text, order, thesis: null, topics: [] }));
const index = buildIndex(passages, [['CM', 'community manager']]);
const known = new KnownWords(index);

/** The terms of a question, each as what it is looked for as, with « ? » when nothing is known of it. */
function read(text: string): string[] {
  return termsOf(text, index, known).map(({ forms, alternatives }) => {
    return `${forms.join('|')}${alternatives.length === 0 ? '?' : ''}`;
  });
}

describe('the terms of a question', () => {
  test.each([
    ['stop words aside', 'est-ce que le forum répond ?', ['forum', 'repond']],
    ['each once', 'forum forums FORUM', ['forum']],
    ['a mistyping repaired', 'frum comminity', ['forum', 'community']],
    ['two neighbours swapped at the start of a short word', 'iste', ['site']],
    ['a mistyped stop word left out', 'pourqoui forum', ['forum']],
    ['a mistyped number', 'quatrre', ['4']],
    ['an ordinary word of another subject not repaired', 'couture', ['couture?']],
    ['a short word not repaired', 'sit', ['sit?']],
    ['two words typed as one', 'siteweb', ['site', 'web']],
    ['the whole of a word cut in two, where it is known', 'commu- nity', ['community']],
    ['the parts of one that is not', 'site- web', ['site', 'web']],
    ['none of an address', 'https://exemple.fr/forum', []],
    ['another form of a verb that is known', 'répondaient', ['repondaient']],
  ])('are %s', (_, text, terms) => {
    expect(read(text)).toEqual(terms);
  });

  test('hold the synonyms of an expression beside each of its words', () => {
    const group = index.vocabulary.stems.find('=0');
    for (const { alternatives } of termsOf('community manager', index, known)) {
      expect(alternatives.map(({ stem }) => stem)).toContain(group);
    }
  });

  test('are so many at most, whatever is typed', () => {
    const words = Array.from({ length: 1000 }, (_, place) => `mot${place}`);
    expect(termsOf(words.join(' '), index, known)).toHaveLength(MOST_TERMS);
  });
});
