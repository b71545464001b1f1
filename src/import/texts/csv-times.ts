import { dateIn } from '../dates.ts';
import { dayOf } from '../conversations/messages.ts';

/** « 00:15:30 », when it is said in a recording, in seconds; null for what is no such time. */
export function secondsIn(text: string): number | null {
  const clock = /^\s*(\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?\s*$/u.exec(text)?.[1];
  return clock?.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) ?? null;
}

/** « 12/03/2024 », whichever of the two comes first. */
const FIGURES = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/u;

/** Whether dates such as « 12/03/2024 » are written day first: one that has no other reading shows it. */
export function isDayFirst(cells: readonly string[]): boolean {
  const pairs = cells.flatMap((cell) => {
    const match = FIGURES.exec(cell);
    return match === null ? [] : [[Number(match[1]), Number(match[2])] as const];
  });
  return pairs.some(([first]) => first > 12) && pairs.every(([, second]) => second <= 12);
}

/** The day of a cell in EDTF; null where it has none, or one that may be read in two ways. */
export function dayIn(cell: string, dayFirst: boolean): string | null {
  const text = cell.trim();
  const epoch = /^\d{10}(?:\d{3})?(?:\.\d+)?$/u.exec(text)?.[0];
  if (epoch !== undefined) return dayOf(Number(epoch) * (/^\d{10}(?!\d)/u.test(epoch) ? 1000 : 1));
  const figures = FIGURES.exec(text);
  if (figures === null) return dateIn(text.replace(/(\d{4})\/(\d{2})\/(\d{2})/u, '$1-$2-$3'));
  const [, day = '', month = '', year = ''] = figures;
  const two = (value: string) => value.padStart(2, '0');
  return dayFirst ? dateIn(`${year}-${two(month)}-${two(day)}`) : null;
}
