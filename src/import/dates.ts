import { foldText } from '../french/words.ts';

const MONTHS =
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');
const WRITTEN = new RegExp(
  `\\b(?:(?<day>\\d{1,2})(?:er)?\\s+)?(?<month>${MONTHS.join('|')})\\s+(?<year>\\d{4})\\b`,
  'u',
);
const FIGURES = /(?<!\d)(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/u;

/** The first date that a text writes in French, or as `2011-04-01`, in EDTF; null where there is none. */
export function dateIn(text: string): string | null {
  const folded = foldText(text);
  const { day, month = '', year } = (FIGURES.exec(folded) ?? WRITTEN.exec(folded))?.groups ?? {};
  if (year === undefined) return null;
  const two = (value: string | number) => String(value).padStart(2, '0');
  const number = MONTHS.includes(month) ? MONTHS.indexOf(month) + 1 : Number(month);
  const date = [year, two(number), ...(day === undefined ? [] : [two(day)])].join('-');
  const isDate = day === undefined || isRealDay(date);
  return isDate ? date : null;
}

/** JavaScript takes 2011-02-29 for the day after it. */
function isRealDay(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}
