import { describe, expect, test } from 'vitest';
import { findOn } from '../../src/ask/finding.ts';
import { heldIn } from '../../src/debate/debates.ts';
import { NO_FILTERS } from '../../src/debate/filters.ts';
import { selects, type Selection } from '../../src/debate/holdings.ts';
import type { Question } from '../../src/search/question.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { simpleRetriever } from '../fixtures/dispatch.ts';

const { catalogue, holdings } = heldIn(realCorpus);

/** What the search is asked for a selection. */
async function askedFor(selection: Selection): Promise<Question> {
  const asked: Question[] = [];
  const known = simpleRetriever(realCorpus);
  const search = (question: Question) => {
    asked.push(question);
    return known.search(question);
  };
  await findOn('fans', selection, 10, { catalogue, holdings, retriever: { ...known, search } });
  const [question] = asked;
  if (question === undefined) throw new Error('nothing was asked');
  return question;
}

describe('what a subject is looked for among', () => {
  test.each([{}, { isOwnPosition: false, holding: '' }])(
    'is all, with no passage to be read for it, where nothing else is asked for',
    async (others) => {
      const { accepts, among } = await askedFor({ filters: NO_FILTERS, ...others });
      expect([accepts, among]).toEqual([undefined, undefined]);
    },
  );

  const speakers = catalogue.speakers.map((speaker) => ({ speakers: [speaker] }));
  const others = catalogue.speakers.map((speaker) => ({ others: [speaker] }));
  const since = ['2011', '2012-06', '2014'].map((since) => ({ since }));
  const until = ['2011', '2012-06', '2014'].map((until) => ({ until }));
  const all = [...speakers, ...others, ...since, ...until];

  test.each([true, false])(
    'has all works that hold what is meant, and no more than there are (own position: %s)',
    async (isOwnPosition) => {
      for (const filter of all) {
        const selection = { filters: { ...NO_FILTERS, ...filter }, isOwnPosition };
        const { accepts = () => true, among: tell } = await askedFor(selection);
        const among = tell?.();
        const meant = realCorpus.passages.filter(selects(selection));
        expect(realCorpus.passages.filter(accepts)).toEqual(meant);
        if (among === undefined) continue;
        const works = 'works' in among ? among.works : [];
        expect(works).toEqual(expect.arrayContaining(meant.map(({ source }) => source.id)));
        expect(works.length).toBeLessThan(catalogue.works.length);
      }
    },
  );

  test('has the passages of a selection of passages', async () => {
    const ids = new Set(realCorpus.passages.slice(3, 9).map(({ id }) => id));
    expect((await askedFor({ filters: NO_FILTERS, ids })).among?.()).toEqual({ ids: [...ids] });
  });
});
