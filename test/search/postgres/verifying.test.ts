import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OpenDebate } from '../../../src/debate/debates.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { catalogueOf } from '../../../src/debate/catalogue.ts';
import { verified } from '../../../src/doors/verifying.ts';
import { readCatalogue } from '../../../src/search/postgres/catalogue-reading.ts';
import { PostgresHoldings } from '../../../src/search/postgres/postgres-holdings.ts';
import { hostileCorpus, realCorpus, townCorpus } from '../../fixtures/corpora.ts';
import { openOn } from '../../fixtures/open.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';
import { postgres } from '../../store/servers.ts';
import { OwnSchema } from './kept.ts';

/** Texts of which search leaves out words, or reads them otherwise than they are written. */
const ODD = [
  'Voir https://exemple.invalid/ma-page/reputation et anne.morin@exemple.invalid, ou exemple.fr/contact.',
  'Un :visage_pensif: puis #FinDesMedias et @anne_morin, #FaisLe donc.',
  'Les médias² et les étudiant·rices de la commu- nauté, l’employé(france) aussi.',
  'Aujourd’hui, ce n’est pas trop tard ; jusqu’ici tout va. 😀 Le S N C F, le R.O.I. et la VIe\u200Bpartie.',
  'En 2012, 100 000 fans, 14,2 % et la quatrième porte-parole : dix-neuf.',
  'Ce n’est pas cela. Il ne se le dit pas, et nous non plus.',
  'Cafe\u0301s et the\u0301s en de\u0301compose\u0301 ; œuvre, cœur, île et Ångström.',
  'a b c d e f g h i j k l m n o p q r s t u v w x y z',
  `${'mot-'.repeat(30)}dernier`,
  `${"rock'n'".repeat(12)}roll`,
];
const odd = corpusOf(
  ODD.map((text, place) => {
    const work = source({ id: `oeuvre-${place % 3}`, title: `Ouvrage ${place % 3}` });
    return passage({ anchor: `p${place}`, text, source: work, thesis: null, order: place });
  }).toSorted((one, other) => one.source.id.localeCompare(other.source.id)),
);

describe.skipIf(!postgres.isThere)('a text is verified against a debate on PostgreSQL', () => {
  const schema = new OwnSchema();
  afterAll(() => schema.remove());

  describe.each([
    ['odd', odd],
    ['founding', realCorpus],
    ['of a town', townCorpus],
    ['hostile', hostileCorpus],
  ])('that is %s, with the verdicts of memory', (name, corpus) => {
    let kept: OpenDebate;
    beforeAll(async () => {
      kept = await keptOn(schema, corpus, name.replaceAll(' ', '-'));
    });

    test('whatever is quoted of it', async () => {
      const texts = corpus.passages.flatMap(({ text }) => (text === null ? [] : [text]));
      const quotation = fc.tuple(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.integer({ min: 1, max: 80 }),
        fc.constantFrom(...WRITINGS),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(quotation, { minLength: 20, maxLength: 20 }), async (all) => {
          const quoted = all.map(([text, from, length, write]) => {
            const start = from % text.length;
            return write(text.slice(start, start + length), text);
          });
          const text = quoted.map((words) => `« ${words.replace(/[«»“”"]/gu, ' ')} »`).join(' ');
          const [there, here] = [await told(text, kept), await told(text, openOn(corpus))];
          expect(there, text).toEqual(here);
        }),
        { seed: 18, numRuns: 40 },
      );
    });

    test('and of each word alone', async () => {
      const words = corpus.passages.flatMap(({ text }) => text?.split(/[\s«»“”"]+/u) ?? []);
      const some = [...new Set(words)].filter(
        (_, place, { length }) => place % Math.ceil(length / 190) === 0,
      );
      const text = some.map((word) => `« ${word} »`).join(' ');
      expect(await told(text, kept)).toEqual(await told(text, openOn(corpus)));
    });
  });
});

type Writing = (words: string, text: string) => string;
const WRITINGS: readonly Writing[] = [
  (words) => words,
  (words) => words.toUpperCase(),
  (words) => words.normalize('NFD').replace(/\p{M}/gu, ''),
  (words) => words.replaceAll('’', "'").replaceAll('-', ' '),
  (words) => words.replace(/[^\p{L}\p{N}]+/gu, ' '),
  (words, text) => `${words} […] ${text.slice(-12)}`,
  (words, text) => `${text.slice(0, 12)}(...)${words}`,
  (words) => words.replace(/\p{L}/u, 'ŋ'),
  (_, text) => text,
  (words, text) =>
    text
      .split(' ')
      .slice(0, words.length % 7)
      .join(' '),
];

async function told(text: string, debate: OpenDebate) {
  const { document } = await verified(text, () => [debate]);
  return document.payload.quotations;
}

async function keptOn(own: OwnSchema, corpus: Corpus, name: string): Promise<OpenDebate> {
  const retriever = await own.keep(corpus, { name, filled: 50 });
  const place = { schema: own.schema, debate: name };
  const read = await readCatalogue(own.connection, place, { site: null });
  const sources = new Map(corpus.sources.map((each) => [each.id, each]));
  const works = read.works.map((work) => ({
    ...work,
    source: sources.get(work.source.id) ?? work.source,
  }));
  const holdings = new PostgresHoldings(own.connection, {
    ...place,
    catalogue: { ...read, works },
    retriever,
  });
  return new OpenDebate({ catalogue: catalogueOf(corpus), holdings, corpus: null });
}
