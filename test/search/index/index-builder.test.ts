import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRetriever, retrieverOf, type Retriever } from '../../../src/search/retriever.ts';
import { buildIndex, buildSteps } from '../../../src/search/index/index-builder.ts';
import type { Passage } from '../../../src/debate/passage.ts';
import { WINDOW_PASSAGES, type PassageIndex } from '../../../src/search/index/passage-index.ts';
import { indexParts } from '../../../src/search/index/saved-index.ts';
import { unchangedIn } from '../../../src/search/index/fields.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { passage } from '../../fixtures/passages.ts';

const { passages, lexicon } = realCorpus;
const QUESTIONS = ['bulle marketing', 'rentabilité', 'e réputation', 'vélocipde', 'blogueurs'];

function renewed(next: readonly Passage[], previous: PassageIndex): PassageIndex {
  const steps = buildSteps(next, lexicon, previous, unchangedIn(previous));
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

function answers(retriever: Retriever) {
  return Promise.all(
    QUESTIONS.map(async (text) => {
      const { total, hits } = await retriever.search({ text, limit: 20 });
      return { total, hits: hits.map(({ passage: { id }, score }) => [id, score.toFixed(6)]) };
    }),
  );
}

describe('an index made from the one before', () => {
  test('answers as one made anew, whatever was added, removed or changed', async () => {
    const some = fc.shuffledSubarray([...passages], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, some, fc.nat(), async (before, after, place) => {
        const changed = after.map((passage, number) => {
          const isChanged = number === place % after.length;
          return isChanged
            ? { ...passage, text: `${passage.text} Blogueurs à vélocipède.` }
            : passage;
        });
        const first = buildIndex(before, lexicon);
        const serving = retrieverOf(first);
        const answered = await answers(serving);
        const next = retrieverOf(renewed(changed, first));
        const anew = createRetriever({ passages: changed, lexicon });
        expect(await answers(next)).toEqual(await answers(anew));
        // The words that it brings are in the vocabulary of both.
        expect(await answers(serving)).toEqual(answered);
      }),
      { seed: 1, numRuns: 15 },
    );
  });

  test('reads again only what was changed', () => {
    const index = buildIndex(passages, lexicon);
    const [first, ...others] = passages;
    if (first === undefined) throw new Error('the corpus is empty');
    const next = [{ ...first, thesis: { text: 'Autre chose.', isRead: true } }, ...others];
    const numbers = next.map(unchangedIn(index));
    expect(numbers).toEqual([undefined, ...others.map((_, place) => place + 1)]);
  });

  test('is what one made anew is, in windows that change and in those that stay', () => {
    const told = (number: number) => `Le mot${number % 40} répond au mot${number % 7}.`;
    const passageAt = (number: number, text = told(number)) =>
      passage({ anchor: `p-${number}`, text });
    const before = Array.from({ length: WINDOW_PASSAGES + 90 }, (_, number) => passageAt(number));
    const first = buildIndex(before, lexicon);
    const changed = passageAt(60, told(61));
    const last = WINDOW_PASSAGES + 60;
    for (const after of [
      before.with(60, changed),
      before.with(last, passageAt(last, told(61))),
      before.toSpliced(60, 1),
      before.toSpliced(60, 0, { ...changed, id: 'dupont-2011#autre' }),
    ]) {
      const anew = Buffer.concat(indexParts(buildIndex(after, lexicon)));
      expect(Buffer.concat(indexParts(renewed(after, first))).equals(anew)).toBe(true);
    }
  });
});
