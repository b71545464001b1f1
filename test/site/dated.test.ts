import { describe, expect, test } from 'vitest';
import type { Passage } from '../../src/debate/passage.ts';
import { datedWorks } from '../../src/site/dated.ts';
import { WholeShelves } from '../../src/site/shelves.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';

const ALONE = 'Une place qui se vide le soir ne fait vivre personne, et surtout pas ses commerces.';
const LEANING =
  'Mais cela, il ne l’a jamais dit à ceux qui le lui demandaient ce soir-là, à la halle.';
const undated = { edtf: 'XXXX', year: null, approximate: false, uncertain: false };
const early = source({ id: 'ancien-2011', date: { ...undated, edtf: '2011', year: 2011 } });
const late = source();

/** What the timeline of these passages shows of each work, as anchors, best first. */
function rankedOf(passages: readonly Passage[]) {
  const works = datedWorks(passages, new WholeShelves(corpusOf(passages)));
  return works.map(({ source: { id }, quotes }) => [
    id,
    ...quotes.map((quote) => quote.passage.id.split('#')[1]),
  ]);
}

describe('the works of a timeline', () => {
  const other = passage({ source: early, anchor: 'autre', text: ALONE });

  test('come by date, and need a second one that has a date', () => {
    const one = passage({ anchor: 'un', text: ALONE });
    const unknown = passage({ source: source({ id: 'sans-date', date: undated }), text: ALONE });
    expect(rankedOf([one, other])).toEqual([
      ['ancien-2011', 'autre'],
      ['exemple-2013', 'un'],
    ]);
    expect(rankedOf([one, unknown])).toEqual([]);
    expect(rankedOf([one, other, unknown])).toHaveLength(2);
  });

  test('speak by their own voices first, in words that are read by themselves, before our own words', () => {
    const those = [
      passage({ source: late, anchor: 'comment', text: ALONE, role: 'commentateur' }),
      passage({
        source: late,
        anchor: 'quoted',
        text: ALONE,
        role: 'cité',
        reportedBy: 'Camille Exemple',
      }),
      passage({
        source: late,
        anchor: 'idea',
        text: null,
        place: { from: 'Notre page', to: 'personne.' },
      }),
      passage({ source: late, anchor: 'leaning', text: LEANING }),
      passage({ source: late, anchor: 'alone', text: ALONE }),
    ];
    const [, [, ...ranked] = []] = rankedOf([other, ...those]);
    expect(ranked).toEqual(['alone', 'leaning', 'idea', 'comment', 'quoted']);
  });

  test('show of equal passages the one of which most is read', () => {
    const those = [
      passage({ source: late, anchor: 'seul', text: ALONE }),
      passage({
        ...{ source: late, anchor: 'lu', text: ALONE },
        relations: [{ kind: 'joins', ref: 'ancien-2011#autre' }],
      }),
    ];
    expect(rankedOf([other, ...those])[1]).toEqual(['exemple-2013', 'lu', 'seul']);
  });
});
