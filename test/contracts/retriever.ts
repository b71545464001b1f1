import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import type { Retriever } from '../../src/search/retriever.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';

const work = source({ id: 'essai', title: 'Essai', author: null, publisher: 'Revue' });

function said(
  anchor: string,
  text: string,
  given: Omit<NonNullable<Parameters<typeof passage>[0]>, 'voice'> & { by?: string } = {},
): Passage {
  const { by = 'Ada Martin', ...rest } = given;
  const about = { thesis: null, topics: [], ...rest };
  return passage({ anchor, text, voice: by, source: work, ...about });
}

const PASSAGES = [
  said('blogs', 'Les blogueurs influents ont des blogs où l’œil s’attarde.', { topics: ['blogs'] }),
  said('reputation', 'L’e-réputation d’une marque se joue chaque jour.', { by: 'Léo Roux' }),
  said('agences', 'Les agences perdent leurs marges.', {
    thesis: 'Les prestataires de publicité gagnent moins.',
    topics: ['agences de communication'],
  }),
  said('investissement', 'Personne ne mesure le ROI des campagnes menées sur les forums.'),
  said('fans', 'Acheter 100 000 fans ne sert à rien ; un fan ne s’achète.', { topics: ['fans'] }),
  said('phrase', 'Rien ne sera plus tel qu’avant pour les médias sociaux.'),
  said('phrase-cut', 'Tel média social d’avant ne sera plus rien.'),
  said('twin', 'La concurrence reste rude.', { by: 'Léo Roux' }),
  said('other-twin', 'La concurrence reste rude.', { by: 'Léo Roux' }),
];

const CORPUS = corpusOf(PASSAGES, [
  ['ROI', 'retour sur investissement', 'rentabilité'],
  ['médias sociaux', 'réseaux sociaux'],
]);

/** What every retriever does, whatever its engine: call it with a name and a way to make one. */
export function retrieverContract(
  name: string,
  create: (corpus: Pick<Corpus, 'passages' | 'lexicon'>) => Retriever | Promise<Retriever>,
): void {
  describe(`${name} keeps the promises of a retriever:`, () => {
    let retriever: Retriever;
    beforeAll(async () => {
      retriever = await create(CORPUS);
    });
    const search = (text: string, limit = 10) => retriever.search({ text, limit });
    const found = async (text: string) =>
      (await search(text)).hits.map(({ passage: { id } }) => id.slice(6));

    test.each([
      ['a word', 'marges', 'agences'],
      ['case', 'MARGES', 'agences'],
      ['a missing accent', 'medias tels', 'phrase'],
      ['a ligature typed in two letters', 'oeil', 'blogs'],
      ['a straight apostrophe', "l'œil", 'blogs'],
      ['another inflection', 'blogueur influent', 'blogs'],
      ['a mistyping', 'agneces', 'agences'],
      ['a hyphen left out', 'ereputation', 'reputation'],
      ['a hyphen typed as a space', 'e réputation', 'reputation'],
      ['a figure without its space', '100000', 'fans'],
      ['a synonym', 'rentabilité', 'investissement'],
      ['a synonym of several words', 'retour sur investissement', 'investissement'],
      ['a word of the thesis', 'prestataires', 'agences'],
      ['a word of the topics', 'communication', 'agences'],
      ['a voice', 'roux', 'reputation'],
      ['a question', 'est-ce que les agences perdent leurs marges ?', 'agences'],
    ])('it finds a passage by %s', async (_, text, anchor) => {
      expect(await found(text)).toContain(anchor);
    });

    test('it ranks the passage that covers the question before the others', async () => {
      expect((await found('acheter des fans'))[0]).toBe('fans');
      expect((await found('ROI des campagnes'))[0]).toBe('investissement');
    });

    test.each(['"tel qu’avant"', "“Tel qu'avant”", '« tel qu’avant »'])(
      'it requires the words of a phrase, in order: %s',
      async (phrase) => {
        expect(await found(`${phrase} médias sociaux`)).toEqual(['phrase']);
      },
    );

    test.each([
      'Louis XIV et la cour de Versailles',
      'la recette de la tarte aux pommes',
      'physique quantique',
      '"tel qu’avant-hier"',
      'pourquoi ?',
      '',
      '… ?! « » ""',
      '\u202E\uD83D\u0301',
    ])('it finds nothing for %j', async (text) => {
      expect(await search(text)).toEqual({ total: 0, isLoose: false, hits: [] });
    });

    test('it keeps only what the filter accepts, and counts no more', async () => {
      const accepts = ({ id }: Passage) => id === 'essai#other-twin';
      const { total, hits } = await retriever.search({ text: 'concurrence', accepts, limit: 10 });
      expect(hits.map(({ passage: { id } }) => id)).toEqual(['essai#other-twin']);
      expect(total).toBe(1);
    });

    test('it lets the filter search', async () => {
      const within: Promise<unknown>[] = [];
      const texts: string[] = [];
      const accepts = ({ text }: Passage) => {
        texts.push(text ?? '');
        return within.push(search(text ?? '')) > 0;
      };
      const ranking = await retriever.search({ text: 'fans', accepts, limit: 10 });
      expect(ranking).toEqual(await search('fans'));
      expect(within).not.toEqual([]);
      for (const [place, text] of texts.entries()) {
        expect(await within[place]).toEqual(await search(text));
      }
    });

    test('it answers questions that are asked at once as it answers each', async () => {
      const texts = ['fans', 'agences', 'acheter des fans', 'la tarte', '"tel qu’avant"'];
      const together = await Promise.all(texts.map((text) => search(text)));
      for (const [place, text] of texts.entries()) {
        expect(together[place]).toEqual(await search(text));
      }
    });

    test('it counts every match, and gives no more hits than wanted', async () => {
      const { total, hits } = await search('concurrence', 1);
      expect([total, hits.length]).toEqual([2, 1]);
      expect(await search('concurrence', 0)).toEqual({ total: 2, isLoose: false, hits: [] });
    });

    test('it puts equals in the order of the corpus', async () => {
      expect(await found('concurrence')).toEqual(['twin', 'other-twin']);
    });

    test('it answers the same question in the same way', async () => {
      const first = await search('blogs des agences');
      expect(await search('blogs des agences')).toEqual(first);
      const again = await create(CORPUS);
      expect(await again.search({ text: 'blogs des agences', limit: 10 })).toEqual(first);
    });

    test('it answers any text, best first', async () => {
      const words = fc.constantFrom('blogs', 'agences', '"', '« ', 'fan', 'l’', 'ROI ', '\uD83D');
      const unit = fc.oneof(words, fc.string({ unit: 'binary', maxLength: 2 }));
      const text = fc.string({ unit });
      await fc.assert(
        fc.asyncProperty(text, fc.nat(12), async (typed, limit) => {
          const { total, hits } = await search(typed, limit);
          expect(hits).toHaveLength(Math.min(total, limit));
          const scores = hits.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        }),
        { seed: 1, numRuns: 300 },
      );
    });

    test('it answers ten thousand words, and two hundred accents on one letter', async () => {
      const page = Array.from({ length: 10_000 }, (_, index) => `mot${index} blogs`).join(' ');
      await expect(search(page)).resolves.toBeDefined();
      expect(await found(`blog${'\u0301'.repeat(200)}s`)).toEqual(['blogs']);
    });

    test('it suggests subjects that give results, the nearest first', async () => {
      expect((await retriever.suggest('un blogueur', 2))[0]).toBe('blogs');
      expect(await retriever.suggest('la tarte aux pommes', 2)).toHaveLength(2);
      for (const subject of await retriever.suggest('', 10))
        expect((await search(subject)).total).toBeGreaterThan(0);
      expect(await retriever.suggest('blogs', 0)).toEqual([]);
    });

    test('it has nothing to say of an empty corpus', async () => {
      const empty = await create(corpusOf([]));
      expect(await empty.search({ text: 'blogs', limit: 3 })).toEqual({
        total: 0,
        isLoose: false,
        hits: [],
      });
      expect(await empty.suggest('blogs', 3)).toEqual([]);
    });
  });
}
