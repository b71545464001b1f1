import { describe, expect, test } from 'vitest';
import { acceptsFor, NO_FILTERS, type Filters } from '../../src/debate/filters.ts';
import { passage, source } from '../fixtures/passages.ts';

/** A passage of such a date, in EDTF. */
function dated(edtf: string) {
  const [year, month, day] = edtf.replace(/[~?]/gu, '').split('-').map(Number);
  const known = { ...(month !== undefined && { month }), ...(day !== undefined && { day }) };
  const [approximate, uncertain] = [edtf.includes('~'), edtf.includes('?')];
  const date = { edtf, year: edtf === 'XXXX' ? null : (year ?? null), approximate, uncertain };
  return passage({ source: source({ date: { ...date, ...known } }) });
}

describe('a passage is of a time', () => {
  test.each([
    ['2012', '2012', null, true],
    ['2012-05', '2012', null, true],
    ['2011-12-31', '2012', null, false],
    ['2012', null, '2012', true],
    ['2013-01-01', null, '2012', false],
    ['2012-03-15', '2012-03', '2012-03', true],
    ['2012-03', '2012-03', '2012-03', true],
    ['2012-04', null, '2012-03', false],
    ['2013', '2012-03', null, true],
    ['2012-03-15', '2012-03-15', null, true],
    ['2012-03-14', '2012-03-15', null, false],
    // What is not known so precisely may be of another month, or another day.
    ['2012', '2012-03', null, false],
    ['2012', null, '2012-11', false],
    ['2012', '2012-01', '2012-12', true],
    ['2012-03', '2012-03-15', null, false],
    ['2012~', '2012', null, true],
    ['2014~', '2012-03', null, false],
    ['2012-03?', '2012-03', '2012-03', false],
    ['XXXX', null, null, true],
    ['XXXX', '0001', null, false],
    ['XXXX', null, '9999', false],
  ])('%s, since %s, until %s: %s', (edtf, since, until, isOf) => {
    expect(acceptsFor({ ...NO_FILTERS, since, until })(dated(edtf))).toBe(isOf);
  });

  test('that is its own, where its work is of another', () => {
    const date = { edtf: '2015', year: 2015, approximate: false, uncertain: false };
    const later = passage({ date });
    expect(acceptsFor({ ...NO_FILTERS, since: '2015' })(later)).toBe(true);
  });
});

describe('a passage holds a word that is left out', () => {
  const said = passage({
    text: 'Les Forums de l’e-réputation n’ont pas vieilli : IIIe phase, consommateur·rice·s, commu- nautés.',
    thesis: 'Une page coûte cher.',
  });

  test.each([
    ['forum', true],
    ['FORUMS', true],
    ['e-reputation', true],
    ['réputation', true],
    ['ereputation', true],
    ['consommateurs', true],
    ['consommateur(rice)s', true],
    ['3e phase', true],
    ['troisième phase', true],
    ['communautés', true],
    ['IVe phase', false],
    ['pages', true],
    ['« coûte cher »', true],
    ['cher coûte', false],
    ['for', false],
    ['blog', false],
  ])('%s: %s', (word, isHeld) => {
    expect(acceptsFor({ ...NO_FILTERS, without: [word] })(said)).toBe(!isHeld);
  });
});

test('passages of any of several voices are kept, or left out', () => {
  const speakers = ['Jo', 'Ada'].map((label) => ({
    kind: 'person' as const,
    label,
    names: [label],
    speaks: ({ voice }: { voice: { name: string } }) => voice.name === label,
  }));
  const by = (filters: Partial<Filters>) => {
    const accepts = acceptsFor({ ...NO_FILTERS, ...filters });
    return ['Jo', 'Ada', 'Lou'].filter((voice) => accepts(passage({ voice })));
  };
  expect(by({ speakers })).toEqual(['Jo', 'Ada']);
  expect(by({ others: speakers })).toEqual(['Lou']);
});
