import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alternatives,
  capitalised,
  counted,
  enumeration,
  foldWhiteSpace,
  formatNumber,
  french,
  inGuillemets,
  typeset,
  withDe,
  compareDates,
  formatDate,
  formatDay,
  formatDays,
  type PartialDate,
} from '../../src/french/typography.ts';
import { readDays, weekdayOf } from '../../src/french/weekdays.ts';

describe('words between guillemets', () => {
  test.each([
    ['le roi', '«\u00A0le roi\u00A0»'],
    ['« le roi »', '« le roi »'],
    ['« le roi » est nu', '« le roi » est nu\u00A0»'],
    ['le « roi »', '«\u00A0le « roi »\u00A0»'],
    ['“le roi”', '«\u00A0“le roi”\u00A0»'],
  ])('%s are %s', (words, shown) => {
    expect(inGuillemets(words)).toBe(shown);
  });

  test('keep every character of theirs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        expect(inGuillemets(words)).toContain(words);
        expect(inGuillemets(words)).toMatch(/^«[^]*»$/u);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('white space', () => {
  test('of any kind is one plain space, and none at the ends', () => {
    const spaces = ' \t\n\r\u00A0\u2009\u202F\u3000';
    expect(foldWhiteSpace(`${spaces}le${spaces}roi${spaces}`)).toBe('le roi');
  });

  test('is all that folding changes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldWhiteSpace(text).replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        expect(foldWhiteSpace(foldWhiteSpace(text))).toBe(foldWhiteSpace(text));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('numbers', () => {
  test.each([
    [0, '0\u00A0passage'],
    [1, '1\u00A0passage'],
    [2, '2\u00A0passages'],
    [1234, '1\u202F234\u00A0passages'],
  ])('%i counts as %s', (count, written) => {
    expect(counted(count, 'passage')).toBe(written);
  });

  test('take the plural they are given', () => {
    expect(counted(2, 'journal', 'journaux')).toBe('2\u00A0journaux');
  });

  test('of seven figures have two narrow no-break spaces', () => {
    expect(formatNumber(1_234_567)).toBe('1\u202F234\u202F567');
  });
});

describe('names', () => {
  test.each([
    ['Fred Cavazza', 'de Fred Cavazza'],
    ['Yann Gourvennec', 'de Yann Gourvennec'],
    ['Yves', 'd’Yves'],
    ['Hervé Kabla', 'd’Hervé Kabla'],
    ['Antoine Dupin', 'd’Antoine Dupin'],
    ['Émile', 'd’Émile'],
    ['Œdipe', 'd’Œdipe'],
    ['l’auteur non identifié', 'de l’auteur non identifié'],
    ['les commentateurs', 'des commentateurs'],
  ])('after de: %s, %s', (name, written) => {
    expect(withDe(name)).toBe(written);
  });

  test('are listed as French does', () => {
    expect(alternatives(['a', 'b', 'c'])).toBe('a, b ou c');
    expect(enumeration(['a', 'b', 'c'])).toBe('a, b et c');
    expect(enumeration([])).toBe('');
  });

  test('keep their accent in a capital', () => {
    expect(capitalised('élodie')).toBe('Élodie');
    expect(capitalised('')).toBe('');
  });
});

describe('our own sentences', () => {
  test('have the spaces of French before : ; ! and ?', () => {
    const said = 'Quoi\u202F? Ceci\u00A0: cela\u202F; ici\u202F!';
    expect(typeset('Quoi ? Ceci : cela ; ici !')).toBe(said);
  });

  test.each(['a ? b : c', 'a\\nb'])('leave what is put into them as it is: %s', (put) => {
    expect(french`Sujet : ${put} !`).toBe(`Sujet\u00A0: ${put}\u202F!`);
  });
});

function date(year: number | null, month?: number, day?: number): PartialDate {
  return {
    edtf: '',
    year,
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
    approximate: false,
    uncertain: false,
  };
}

describe('a date is written to its true precision', () => {
  test.each([
    [date(2011, 4, 1), '1er avril 2011'],
    [date(2011, 4, 2), '2 avril 2011'],
    [date(2012, 8, 31), '31 août 2012'],
    [date(2011, 12), 'décembre 2011'],
    [date(2012, 2), 'février 2012'],
    [date(2014), '2014'],
    [{ ...date(2012), approximate: true }, 'vers 2012'],
    [{ ...date(2012, 1), approximate: true }, 'vers janvier 2012'],
    [date(null), 'date inconnue'],
    [{ ...date(2014), uncertain: true }, '2014 (date incertaine)'],
    [{ ...date(2014), approximate: true, uncertain: true }, 'vers 2014 (date incertaine)'],
  ])('%o as « %s »', (known, written) => {
    expect(formatDate(known)).toBe(written);
  });
});

describe('dates are ordered', () => {
  test('a bare year before its months, a month before its days, an unknown date last', () => {
    const inOrder = [
      date(2011, 12, 31),
      date(2012),
      date(2012, 1),
      date(2012, 1, 1),
      date(2012, 1, 2),
      date(2012, 2),
      date(2013),
      date(9999, 12, 31),
      date(null),
    ];
    expect(inOrder.toReversed().toSorted(compareDates)).toEqual(inOrder);
  });

  test('the same whichever comes first', () => {
    const anyDate = fc
      .tuple(
        fc.option(fc.integer({ min: 2010, max: 2012 }), { nil: null }),
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }),
      )
      .map(([year, month, day]) => date(year, month, month === undefined ? undefined : day));
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(Math.sign(compareDates(a, b)) + Math.sign(compareDates(b, a))).toBe(0);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('days of the week', () => {
  test.each([
    [[1, 2, 3, 4, 5], 'du lundi au vendredi'],
    [[1, 2, 3, 4, 5, 6, 7], 'tous les jours'],
    [[1, 3, 5], 'le lundi, le mercredi et le vendredi'],
    [[6, 7], 'le samedi et le dimanche'],
    [[7], 'le dimanche'],
  ])('%j are written « %s », and read so', (days, written) => {
    expect(formatDays(days)).toBe(written);
    expect(readDays(written)).toEqual(days);
  });

  test.each(['', 'le', 'demain', 'lun-demain', 'lun-mer-ven', 'jours', 'l'])(
    'are not « %s »',
    (typed) => {
      expect(readDays(typed)).toBeNull();
    },
  );
});

describe('a date', () => {
  test.each([
    ['2026-11-22', 7, 'dimanche 22 novembre'],
    ['2026-12-01', 2, 'mardi 1er décembre'],
    ['2028-02-29', 2, 'mardi 29 février'],
  ])('%s is day %i of its week, « %s »', (date, weekday, written) => {
    expect(weekdayOf(date)).toBe(weekday);
    expect(formatDay(date)).toBe(written);
  });
});
