import { NO_BREAK_SPACE } from './typography.ts';

/** « 9 h », « 9 h 05 », « 18 h 30 ». */
export function formatTime(hour: number, minute: number): string {
  const minutes = minute === 0 ? '' : `${NO_BREAK_SPACE}${String(minute).padStart(2, '0')}`;
  return `${hour}${NO_BREAK_SPACE}h${minutes}`;
}

const TIME =
  /^(?<hour>\d{1,2})(?:(?: ?[h:.] ?| ?heures? ?)(?<minute>\d{1,2})?(?: ?(?:mn|min|minutes?))?)?$/u;

/** Reads « 9h », « 9h30 », « 09:30 », « 9 h 30 », « 9 », « midi »; folded. Null for what is no time of day. */
export function readTime(
  folded: string,
): { readonly hour: number; readonly minute: number } | null {
  if (folded === 'midi') return { hour: 12, minute: 0 };
  if (folded === 'minuit') return { hour: 0, minute: 0 };
  const { hour, minute = '0' } = TIME.exec(folded)?.groups ?? {};
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return { hour: Number(hour), minute: Number(minute) };
}
