import { expect, test } from 'vitest';
import { carte, quiRepond } from '../../src/ask/carte.ts';
import { citation, contexte } from '../../src/ask/citation.ts';
import type { Command, Knowledge } from '../../src/ask/command.ts';
import { comparer } from '../../src/ask/comparer.ts';
import { debat } from '../../src/ask/debat.ts';
import { position } from '../../src/ask/position.ts';
import type { Options } from '../../src/ask/request.ts';
import { sources } from '../../src/ask/sources.ts';
import { catalogueOf } from '../../src/debate/catalogue.ts';
import { holdingsOf } from '../../src/debate/holdings.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { realCorpus } from '../fixtures/corpora.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const retriever = createRetriever(realCorpus);
const catalogue = catalogueOf(realCorpus);
const holdings = holdingsOf(realCorpus);
const held = { catalogue, holdings, retriever, today: () => '2026-11-22', choose: null };

/** As what is kept elsewhere is given: each time anew, and later. */
const anew = async (given: Promise<readonly Passage[]>) => {
  const passages = await given;
  await new Promise(setImmediate);
  return passages.map((passage) => ({ ...passage }));
};
const elsewhere: Knowledge = {
  ...held,
  holdings: {
    passages: (ids) => anew(holdings.passages(ids)),
    selected: (selection, limit) => anew(holdings.selected(selection, limit)),
    counted: (selection) => holdings.counted(selection),
    mayHold: (quotations, show) => holdings.mayHold(quotations, show),
    standing: async (filters) => (await holdings.standing(filters)).map((each) => ({ ...each })),
    around: (id, most) => anew(holdings.around(id, most)),
    inWork: (work, from, most) => anew(holdings.inWork(work, from, most)),
  },
  retriever: {
    search: async (question) => {
      const ranking = await retriever.search(question);
      const hits = ranking.hits.map((hit) => ({ ...hit, passage: { ...hit.passage } }));
      return { ...ranking, hits };
    },
    suggest: (text, limit) => retriever.suggest(text, limit),
    synonymsOf: (text) => retriever.synonymsOf(text),
    raritiesIn: (text) => retriever.raritiesIn(text),
  },
};

const [related = ''] = catalogue.readTogether.keys();
const [voice = '', other = ''] = catalogue.speakers.map(({ label }) => label);
const [subject = '', another = ''] = catalogue.topics.of(realCorpus.passages);
const address = catalogue.sources.find(({ url }) => url !== null)?.url ?? '';

test.each<readonly [string, Command, Options]>([
  ['a subject', debat, { sujet: subject }],
  ['a subject that nobody speaks of', debat, { sujet: 'la recette de la tarte', auteur: voice }],
  ['an address', debat, { sujet: address }],
  ['a position', position, { auteur: voice }],
  ['a position on a subject', position, { auteur: voice, sujet: another }],
  ['a comparison', comparer, { auteur: voice, auteur2: other }],
  ['a comparison on a subject', comparer, { auteur: voice, auteur2: other, sujet: subject }],
  ['a map', carte, {}],
  ['a map of a voice', carte, { auteur: voice }],
  ['a map of a subject', carte, { sujet: subject }],
  ['who answers whom', quiRepond, {}],
  ['who answers a passage', quiRepond, { ref: related }],
  ['the quotation of the day', citation, {}],
  ['a quotation of a voice', citation, { auteur: voice, autre: '2' }],
  ['a quotation on a subject', citation, { sujet: subject }],
  ['a context', contexte, { ref: related }],
  ['the works of a voice', sources, { auteur: voice }],
])('%s is answered alike where passages are kept elsewhere', async (_, { answer }, options) => {
  const request = { address: ADDRESS, command: 'debat', input: { options } };
  const [one, same] = [
    await answer(options, held, request),
    await answer(options, elsewhere, request),
  ];
  const placesOf = (reply: typeof one) =>
    quotesOf(reply).map(({ passage, start, end }) => [passage.id, start, end]);
  expect(same.kind).toBe(one.kind);
  expect(placesOf(same)).toEqual(placesOf(one));
  expect(JSON.stringify(same)).toBe(JSON.stringify(one));
});
