import { catalogueOf } from '../../src/debate/catalogue.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { chosenOf, choose } from '../../src/daily/choose.ts';
import { acceptsFor, NO_FILTERS, type Filters } from '../../src/debate/filters.ts';
import type { Holdings, Selection } from '../../src/debate/holdings.ts';
import type { Corpus, Passage, Source } from '../../src/debate/passage.ts';
import { isOwnPosition } from '../../src/debate/quote.ts';
import { standingOf, standsAlone } from '../../src/debate/standing.ts';
import { themeKey } from '../../src/debate/topics.ts';
import { townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { foldText } from '../../src/french/words.ts';
import { corpusOf } from '../fixtures/passages.ts';

/** A town that speaks of itself on themes, and a debate that has none. */
const CORPORA: readonly (readonly [string, Corpus])[] = [
  ['with themes', townCorpus],
  ['without themes', veloCorpus],
];

/** Each with those passages that it means, read one by one. */
function selectionsOf(corpus: Corpus): readonly (readonly [Selection, readonly Passage[]])[] {
  const { passages, sources } = corpus;
  const kept = (isMeant: (passage: Passage) => boolean) => passages.filter(isMeant);
  const speakers = catalogueOf(corpus).heard;
  const [voice, other] = speakers;
  const [first, last] = [sources[0], sources.at(-1)];
  const isOf = (works: ReadonlySet<Source>) => (each: Passage) => works.has(each.source);
  const works = new Set([first, last].filter((each) => each !== undefined));
  const ids = new Set(passages.filter((_, place) => place % 3 === 0).map(({ id }) => id));
  const theme = passages.find(({ topics }) => topics.length > 0)?.topics[0] ?? 'nulle part';
  const words = passages.find(({ text }) => text !== null)?.text?.slice(3, 20) ?? '';
  const year = String(last?.date.year ?? 2000);
  const filtered: readonly Partial<Filters>[] = [
    {},
    ...speakers.map((each) => ({ speakers: [each] })),
    { others: [voice, other].filter((each) => each !== undefined), since: year },
    { without: [words.split(' ')[1] ?? ''], until: year },
  ];
  return [
    ...filtered.map((each) => {
      const filters = { ...NO_FILTERS, ...each };
      return [{ filters }, kept(acceptsFor(filters))] as const;
    }),
    [{ filters: NO_FILTERS, ids }, kept(({ id }) => ids.has(id))],
    [{ filters: NO_FILTERS, ids: new Set(['ailleurs#1']) }, []],
    [{ filters: NO_FILTERS, from: { works, address: null } }, kept(isOf(works))],
    [
      { filters: NO_FILTERS, theme: themeKey(theme.toUpperCase()) },
      kept(({ topics }) => topics.includes(theme)),
    ],
    [{ filters: NO_FILTERS, isOwnPosition: true }, kept(isOwnPosition)],
    [
      { filters: NO_FILTERS, standsAlone: true, ids },
      kept(standsAlone).filter(({ id }) => ids.has(id)),
    ],
    [{ filters: NO_FILTERS, holding: words }, kept(({ text }) => text?.includes(words) === true)],
    [{ filters: NO_FILTERS, holding: words.toUpperCase() }, []],
  ];
}

/** What holds the passages of a debate does, wherever they are kept: call it with a name and a way to make one. */
export function holdingsContract(
  name: string,
  create: (corpus: Corpus) => Holdings | Promise<Holdings>,
): void {
  describe.each(CORPORA)(`${name} holds a debate %s:`, (_, corpus) => {
    const { passages } = corpus;
    const all = { filters: NO_FILTERS };
    const idsOf = (those: readonly { readonly id: string }[]) => those.map(({ id }) => id);
    let holdings: Holdings;
    beforeAll(async () => {
      holdings = await create(corpus);
    });

    test('it gives passages by their ids, in the order asked for, whole, and none that it has not', async () => {
      const [one, other] = [passages.at(-1), passages[1]];
      const ids = [one?.id ?? '', 'ailleurs#1', '', other?.id ?? ''];
      expect(await holdings.passages(ids)).toEqual([one, other]);
      expect(await holdings.passages([])).toEqual([]);
      expect(await holdings.passages(idsOf(passages))).toEqual(passages);
    });

    test('it selects those that are meant, in the order of the corpus, and no more than wanted', async () => {
      for (const [selection, meant] of selectionsOf(corpus)) {
        expect(idsOf(await holdings.selected(selection, Infinity))).toEqual(idsOf(meant));
        expect(idsOf(await holdings.selected(selection, 2))).toEqual(idsOf(meant.slice(0, 2)));
        expect(await holdings.selected(selection, 0)).toEqual([]);
      }
      expect(await holdings.selected(all, Infinity)).toEqual(passages);
    });

    test('it counts those that are meant by work', async () => {
      for (const [selection, meant] of selectionsOf(corpus)) {
        const counts = [...(await holdings.counted(selection))];
        const told = counts.map(([{ id }, count]) => [id, count]).toSorted();
        const bySource = [...Map.groupBy(meant, ({ source }) => source.id)];
        expect(told).toEqual(bySource.map(([id, { length }]) => [id, length]).toSorted());
      }
    });

    test('it tells what stands alone, and the calendar chooses the same of it', async () => {
      const standing = await holdings.standing(NO_FILTERS);
      expect(standing).toEqual(passages.filter(standsAlone).map(standingOf));
      for (let day = 1; day < 29; day += 1) {
        const date = `2026-11-${String(day).padStart(2, '0')}`;
        expect(chosenOf(standing, date)?.id).toBe(choose(passages, date)?.id);
      }
      for (const speaker of catalogueOf(corpus).heard) {
        const filters = { ...NO_FILTERS, speakers: [speaker] };
        const fit = passages.filter((each) => standsAlone(each) && speaker.speaks(each));
        expect(await holdings.standing(filters)).toEqual(fit.map(standingOf));
      }
    });

    test('it shows all that may hold a quotation, in the order of the corpus, until no more is wanted', async () => {
      const texts = passages.flatMap(({ text }) => text ?? []);
      const quotations = [...texts.map((text) => text.toUpperCase()), 'ce n’est', 'nulle part'];
      const shown = quotations.map(() => Array<Passage>());
      const unread = await holdings.mayHold(quotations, (portion, asked) => {
        for (const place of asked) {
          const meant = [...portion.placesFor(place)].flatMap((at) => portion.passages[at] ?? []);
          shown[place]?.push(...meant);
        }
        return Promise.resolve(asked.filter((place) => place % 2 === 0));
      });
      expect(unread).toEqual(new Set());
      for (const [place, quotation] of quotations.entries()) {
        const folded = foldText(quotation);
        const isHeld = ({ text }: Passage) => foldText(text ?? '').includes(folded);
        const holding = passages.filter(isHeld);
        const found = shown[place] ?? [];
        expect(found).toEqual(passages.filter(({ id }) => idsOf(found).includes(id)));
        if (place % 2 === 0) expect(idsOf(found)).toEqual(expect.arrayContaining(idsOf(holding)));
      }
    });

    test('it gives what stands around a passage in its work, and nothing of another', async () => {
      for (const passage of passages) {
        const work = passages.filter(({ source }) => source === passage.source);
        const place = work.indexOf(passage);
        const around = work.filter((_, at) => Math.abs(at - place) <= 2);
        expect(idsOf(await holdings.around(passage.id, 2))).toEqual(idsOf(around));
      }
      expect(await holdings.around('ailleurs#1', 2)).toEqual([]);
    });

    test('it gives the passages of a work from any place on, and nothing of another', async () => {
      for (const source of corpus.sources) {
        const work = passages.filter((each) => each.source === source);
        for (const from of [0, 1, work.length - 1, work.length, 70_000]) {
          expect(await holdings.inWork(source, from, 3)).toEqual(work.slice(from, from + 3));
        }
      }
      const [source] = corpus.sources;
      const other = { ...(source ?? expect.fail()), id: 'ailleurs' };
      expect(await holdings.inWork(other, 0, 3)).toEqual([]);
    });
  });

  test(`${name} holds nothing of an empty debate`, async () => {
    const holdings = await create(corpusOf([]));
    const all = { filters: NO_FILTERS };
    expect(await holdings.passages(['essai#1'])).toEqual([]);
    expect(await holdings.selected(all, 3)).toEqual([]);
    expect([...(await holdings.counted(all))]).toEqual([]);
    expect(await holdings.mayHold(['rien'], () => Promise.resolve([]))).toEqual(new Set());
    expect(await holdings.standing(NO_FILTERS)).toEqual([]);
  });
}
