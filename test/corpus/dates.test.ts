import { describe, expect, test } from 'vitest';
import { parsePartialDate } from '../../src/corpus/front-matter.ts';

describe('a date', () => {
  test.each([
    ['2011-04-01', { year: 2011, month: 4, day: 1, approximate: false, uncertain: false }],
    ['2012-02-29', { year: 2012, month: 2, day: 29, approximate: false, uncertain: false }],
    ['2011-12', { year: 2011, month: 12, approximate: false, uncertain: false }],
    ['2014', { year: 2014, approximate: false, uncertain: false }],
    ['2012~', { year: 2012, approximate: true, uncertain: false }],
    ['2014?', { year: 2014, approximate: false, uncertain: true }],
    ['XXXX', { year: null, approximate: false, uncertain: false }],
    ['2014-05%', { year: 2014, month: 5, approximate: true, uncertain: true }],
  ])('%s is known as far as it is written', (edtf, known) => {
    expect(parsePartialDate(edtf)).toStrictEqual({ edtf, ...known });
  });

  test.each([
    ['a thirteenth month', '2011-13'],
    ['a month zero', '2011-00'],
    ['the 30th of February', '2012-02-30'],
    ['the 29th of February of a common year', '2011-02-29'],
    ['the 31st of April', '2011-04-31'],
    ['a year with a digit unknown', '201X'],
    ['a doubt on an unknown year', 'XXXX~'],
    ['a month of an unknown year', 'XXXX-12'],
    ['an unknown year in small letters', 'xxxx'],
    ['a month unknown', '2011-XX'],
    ['a day unknown', '2011-04-XX'],
    ['an interval', '2011/2012'],
    ['an open interval', '2011/..'],
    ['a set', '[2011,2012]'],
    ['a season', '2011-21'],
    ['a decade', '201'],
    ['a century', '20'],
    ['a year of five digits', 'Y20111'],
    ['a year before ours', '-0001'],
    ['a doubtful part', '2012-~04'],
    ['a time of day', '2011-04-01T10:00:00Z'],
    ['one digit for a month', '2011-4'],
    ['slashes', '01/04/2011'],
    ['words', '1er avril 2011'],
    ['nothing', ''],
  ])('is not one with %s', (_, written) => {
    expect(parsePartialDate(written)).toBeNull();
  });
});
