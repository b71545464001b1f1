import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Accumulator } from '../../src/retrieval/accumulator.ts';
import { KnownWords } from '../../src/retrieval/known-words.ts';
import { buildIndex } from '../../src/retrieval/passage-index.ts';
import { termsOf } from '../../src/retrieval/question-terms.ts';
import { passage, source } from '../fixtures/passages.ts';

/** Words that are their own stems, far enough from one another. */
const WORDS = ['blog', 'forum', 'marqu', 'client', 'budget'] as const;
const work = source({ title: '', author: null, publisher: '' });

const texts = fc.array(fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }), { maxLength: 12 });
const question = fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 });

describe('the scores of the first pass', () => {
  test('are those of BM25, computed slowly from its definition', () => {
    fc.assert(
      fc.property(texts, question, (documents, words) => {
        const scores = scoresOf(documents, words);
        documents.forEach((document, place) => {
          expect(scores[place]).toBeCloseTo(slowly(document, words, documents), 4);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('start afresh for each question', () => {
    const documents = [['blog'], ['forum', 'blog']];
    const index = indexOf(documents);
    const accumulator = new Accumulator(documents.length);
    const known = new KnownWords(index);
    accumulator.add(termsOf('blog', index, known), index);
    accumulator.clear();
    expect([...accumulator.touched]).toEqual([]);
    accumulator.add(termsOf('forum', index, known), index);
    expect([...accumulator.touched]).toEqual([1]);
    expect([accumulator.scoreOf(0), accumulator.coveredBy(0)]).toEqual([0, 0]);
  });
});

function indexOf(documents: readonly (readonly string[])[]) {
  const passages = documents.map((words, place) =>
    passage({
      text: words.join(' '),
      anchor: `p${place}`,
      thesis: '',
      topics: [],
      voice: '',
      source: work,
    }),
  );
  return buildIndex(passages, []);
}

function scoresOf(documents: readonly (readonly string[])[], words: readonly string[]): number[] {
  const index = indexOf(documents);
  const accumulator = new Accumulator(documents.length);
  accumulator.add(termsOf(words.join(' '), index, new KnownWords(index)), index);
  return documents.map((_, place) => accumulator.scoreOf(place));
}

/** Robertson and Zaragoza's formula with k1 = .9 and b = .4, for words that some document holds. */
function slowly(
  document: readonly string[],
  words: readonly string[],
  documents: readonly (readonly string[])[],
): number {
  const average = documents.flat().length / documents.length;
  const scores = words.map((word) => {
    const holders = documents.filter((other) => other.includes(word)).length;
    const idf = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
    const frequency = document.filter((other) => other === word).length;
    const norm = 0.9 * (1 - 0.4 + (0.4 * document.length) / Math.max(1, average));
    return (idf * frequency * 1.9) / (frequency + norm);
  });
  return scores.reduce((sum, score) => sum + score, 0);
}
