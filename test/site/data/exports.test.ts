import { Cite } from '@citation-js/core';
import '@citation-js/plugin-ris';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { Gate } from '../../../src/debate/gate.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { captionOf, Quote, shownWords } from '../../../src/debate/quote.ts';
import { WholeShelves } from '../../../src/site/shelves.ts';
import { argdown } from '../../../src/site/data/argdown.ts';
import { csl } from '../../../src/site/data/csl.ts';
import { csv } from '../../../src/site/data/csv.ts';
import { fileAt, filesOf } from '../../../src/site/data/exports.ts';
import { markdown } from '../../../src/site/data/markdown.ts';
import { ris } from '../../../src/site/data/ris.ts';
import { hostileCorpus, realCorpus, townCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage, shownUnder, source } from '../../fixtures/passages.ts';

const CORPORA = [
  ['the true corpus', realCorpus],
  ['a hostile corpus', hostileCorpus],
  ['a town’s corpus', shownUnder('https://debat.invalid/lire/', townCorpus)],
] as const;
const FORMATS = [markdown, csv, csl, ris, argdown];

function textOf(path: string, corpus: Corpus): string {
  const file = fileAt(path, new WholeShelves(corpus), Gate.of(corpus));
  if (file === null) throw new Error(`there is no ${path}`);
  return [...file.pieces()].map(({ payload }) => payload).join('');
}

describe.each(CORPORA)('the files of %s', (_, corpus) => {
  const gate = Gate.of(corpus);
  const shelves = new WholeShelves(corpus);

  test('say nothing that the corpus does not', () => {
    const paths: string[] = [];
    for (const file of filesOf(shelves, gate)) {
      expect([...file.pieces()].length).toBeGreaterThan(0);
      paths.push(file.path);
    }
    expect(paths).toContain('debat.ris');
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.every((path) => fileAt(path, shelves, gate)?.path === path)).toBe(true);
  });

  test.each(FORMATS)('as $name are refused where one letter of a piece was changed', (format) => {
    const spread = corpus.passages.filter((__, place) => place % 7 === 0);
    const letThrough = spread.flatMap((each) =>
      [...format.pieces({ path: '', passages: [each] }, shelves)].flatMap((piece) => {
        return altered(piece).filter(
          (text) => gate.misquotationsIn(format.read(text)).length === 0,
        );
      }),
    );
    expect(letThrough).toEqual([]);
  });

  test('hold every passage in its own words', () => {
    const rows = Papa.parse<Record<string, string>>(textOf('debat.csv', corpus).slice(1), {
      header: true,
      skipEmptyLines: true,
    }).data;
    expect(rows.map(({ ref, citation }) => [ref, citation])).toEqual(
      corpus.passages.map((each) => [
        each.id,
        each.text === null ? '' : shownWords(Quote.at(each)),
      ]),
    );
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
  });

  test('are read by a library for bibliographies, which finds in them the same works', () => {
    const itemsIn = (path: string) => new Cite(textOf(path, corpus)).data;
    const [ofCsl, ofRis] = [itemsIn('debat.json'), itemsIn('debat.ris')];
    for (const items of [ofCsl, ofRis]) {
      expect(items.map(({ title }) => title)).toEqual(corpus.sources.map(({ title }) => title));
      for (const [place, work] of corpus.sources.entries()) {
        const { year, month, day } = work.date;
        const parts = [year, month, day].filter((part) => part != null);
        const item = items[place];
        expect(item?.issued?.['date-parts']?.[0] ?? []).toEqual(parts);
        expect(item?.URL ?? null).toBe(work.url);
        expect((item?.author ?? []).map(({ literal, family }) => literal ?? family)).toEqual(
          work.author?.named === true ? [work.author.name] : [],
        );
      }
    }
    for (const [place, work] of corpus.sources.entries()) {
      const { approximate, uncertain } = work.date;
      expect(ofCsl[place]?.issued?.circa === true).toBe(approximate || uncertain);
    }
  });
});

/** One letter after another changed, some forty of them. */
function altered(piece: string): readonly string[] {
  const places = [...piece.matchAll(/\p{L}/gu)].map(({ index }) => index);
  const step = Math.max(1, Math.floor(places.length / 40));
  return places
    .filter((__, at) => at % step === 0)
    .map((place) => {
      const letter = piece[place] === 'k' ? 'w' : 'k';
      return piece.slice(0, place) + letter + piece.slice(place + 1);
    });
}

describe('an export', () => {
  const page = source({ author: null, date: dated('2012~', 2012) });
  const said = passage({
    source: page,
    voice: '@marie',
    role: 'commentateur',
    text: '=SOMME(A1) n’est pas ce que je dis.',
    thesis: '+1 ne dit rien.',
  });
  const corpus = corpusOf([said]);

  test('of a comment does not make its voice the author of the page', () => {
    const [item] = new Cite(textOf('p/exemple-2013/ancre/citations.json', corpus)).data;
    expect(item?.author).toBeUndefined();
    expect(item?.note).toContain(captionOf(said));
    expect(textOf('p/exemple-2013/ancre/citations.ris', corpus)).not.toContain('AU  - ');
  });

  test('gives an approximate date as one', () => {
    const file = textOf('debat.ris', corpus);
    expect(file).toContain('DA  - 2012///vers\r\n');
    expect(file).not.toContain('PY  - ');
  });

  test('for spreadsheets starts no formula, and changes no word', () => {
    const [, row] = Papa.parse<readonly string[]>(textOf('debat.csv', corpus)).data;
    expect(row?.slice(1, 4)).toEqual([
      '«\u00A0=SOMME(A1) n’est pas ce que je dis.\u00A0»',
      "'+1 ne dit rien.",
      "'@marie",
    ]);
  });

  test('leaves relations without an arrow where they neither support nor attack', () => {
    const [one, other] = [
      passage({ anchor: 'a', relations: [{ kind: 'answers', ref: 'exemple-2013#b' }] }),
      passage({ anchor: 'b', relations: [{ kind: 'rejects', ref: 'exemple-2013#a' }] }),
    ];
    const text = textOf(
      'relations.argdown',
      corpusOf([one, other].map((each) => ({ ...each, source: page }))),
    );
    expect(text).toContain('"repond":["exemple-2013#b"]');
    expect(text.match(/[+-]>\s\[.*\]$/gmu)).toEqual(['-> [exemple-2013/a]']);
  });
});

function dated(edtf: string, year: number) {
  return { edtf, year, approximate: edtf.endsWith('~'), uncertain: edtf.endsWith('?') };
}
