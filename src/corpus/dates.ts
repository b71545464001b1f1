import edtf from 'edtf';
import type { PartialDate } from '../french/dates.ts';

/** Level 1, one qualifier for the whole date; the level 2 of a doubtful month alone is not understood here. */
const LEVEL_1 = /^\d{4}(?:-\d{2}(?:-(?<day>\d{2}))?)?[?~%]?$/u;
/** EDTF's precision as the parser gives it: 1 for a year, 2 for a month, 3 for a day. */
const MONTH = 2;
const DAY = 3;

/** A year, month or day in EDTF level 1 (`2011-04-01`, `2011-12`, `2012~`, `2014?`), or null for anything else. */
export function parsePartialDate(text: string): PartialDate | null {
  const written = LEVEL_1.exec(text);
  const date = written === null ? null : parsed(text);
  if (date?.type !== 'Date') return null;
  // The parser takes 2011-02-29 for the day after it.
  const day = written?.groups?.['day'];
  if (day !== undefined && Number(day) !== date.date) return null;
  return {
    edtf: text,
    year: date.year,
    ...(date.precision >= MONTH && { month: date.month + 1 }),
    ...(date.precision >= DAY && { day: date.date }),
    approximate: date.approximate.value !== 0,
    uncertain: date.uncertain.value !== 0,
  };
}

function parsed(text: string): ReturnType<typeof edtf> | null {
  try {
    return edtf(text);
  } catch {
    return null;
  }
}
