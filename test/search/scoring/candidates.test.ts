import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildIndex } from '../../../src/search/index/index-builder.ts';
import { heldOf } from '../../../src/search/index/held.ts';
import { Candidates } from '../../../src/search/scoring/candidates.ts';
import { WINDOW_PASSAGES } from '../../../src/search/index/passage-index.ts';
import { KnownWords } from '../../../src/search/analysis/known-words.ts';
import { termsOf, type Term } from '../../../src/search/analysis/terms.ts';
import { WindowScores } from '../../../src/search/scoring/window-scores.ts';
import { passage, source } from '../../fixtures/passages.ts';

/** Words that are their own stems, far enough from one another. */
const WORDS = ['blog', 'forum', 'marqu', 'client', 'budget'] as const;
const work = source({ title: '', author: null, publisher: '' });

const texts = fc.array(fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }), { maxLength: 12 });
const question = fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 });

describe('the candidates', () => {
  test('have the scores of BM25, computed slowly from its definition', () => {
    fc.assert(
      fc.property(texts, question, (documents, words) => {
        const { candidates, scores } = asked(documents, words);
        const { top } = candidates.best({ ...ALL, least: 0 }, scores);
        documents.forEach((document, place) => {
          const found = top.find(({ passage: number }) => number === place);
          expect(found?.score ?? 0).toBeCloseTo(slowly(document, words, documents), 4);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('are the first of all the passages sorted, however many are wanted and counted', () => {
    const least = fc.constantFrom(0, 0.5, 1, 1.5, 2.5);
    const counts = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(texts, question, counts, least, (documents, words, count, share) => {
        const { candidates, terms, scores } = asked(documents, words);
        const covered = documents.map((document) => coveredSlowly(document, words, terms));
        const sorted = documents
          .map((document, place) => ({ place, score: slowly(document, words, documents) }))
          .filter(({ place, score }) => score > 0 && (covered[place] ?? 0) >= share)
          .sort((a, b) => Math.round((b.score - a.score) * 1e4) || a.place - b.place);
        const wanted = { ...ALL, count, counted: 3, least: share };
        const { top, total } = candidates.best(wanted, scores);
        expect(total).toBe(Math.min(3, sorted.length));
        expect(top).toHaveLength(Math.min(count, sorted.length));
        for (const [rank, { score }] of top.entries()) {
          expect(score).toBeCloseTo(sorted[rank]?.score ?? 0, 4);
        }
        for (const { passage: place, covered: weight } of top) {
          expect(weight).toBeCloseTo(covered[place] ?? 0, 4);
        }
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  test('are found without reading all the postings of common words', () => {
    const documents = Array.from({ length: 3 * WINDOW_PASSAGES }, (_, place) => [
      'client',
      ...(place % 50 === 0 ? ['blog'] : []),
    ]);
    const { candidates, scores } = asked(documents, ['blog', 'client']);
    const { top, total } = candidates.best({ ...ALL, count: 10, counted: 10, least: 0 }, scores);
    const numbers = top.map(({ passage: number }) => number);
    expect(numbers).toEqual([...Array(10).keys()].map((n) => n * 50));
    expect(total).toBe(10);
    expect(candidates.steps).toBeLessThan(1.2 * WINDOW_PASSAGES);
  });
});

const ALL = { count: 100, counted: 100, accepts: () => true };

function asked(documents: readonly (readonly string[])[], words: readonly string[]) {
  const bare = { thesis: null, topics: [], voice: '', source: work };
  const passages = documents.map((each, place) =>
    passage({ ...bare, text: each.join(' '), anchor: `p${place}` }),
  );
  const index = buildIndex(passages, []);
  const held = heldOf(index);
  const terms = termsOf(words.join(' '), index, new KnownWords(index));
  return {
    candidates: new Candidates(terms, held),
    terms,
    scores: new WindowScores(held.segments),
  };
}

function coveredSlowly(
  document: readonly string[],
  words: readonly string[],
  terms: readonly Term[],
): number {
  return words.reduce((sum, word, place) => {
    return sum + (document.includes(word) ? (terms[place]?.weight ?? 0) : 0);
  }, 0);
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
