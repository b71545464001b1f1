import { Temporal } from 'temporal-polyfill';
import type { Schedule } from '../debate/subscription.ts';

/** A quotation that was not sent within this time of its hour is not sent any more. */
export const CATCH_UP_MS = 2 * 60 * 60 * 1000;

/** One time that a schedule names. */
export interface Occurrence {
  /** The local date it stands for, `2026-11-22`. */
  readonly date: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** What came of a schedule so far. */
interface Progress {
  /** What came before is not owed. */
  readonly sinceMs: number;
  /** Whether a date needs nothing more. */
  readonly isSettled: (date: string) => boolean;
}

/**
 * A week, and as long again: in December 2011 Samoa had no Friday. One day more either way, because
 * the clock may stand on the day before an occurrence that it has already passed.
 */
const REACH_DAYS = 15;
const NO_DAY = 'a schedule names a day of every fortnight';

/** Whether an occurrence is to be sent now, is past sending, or is nobody's concern. */
export function standing(
  { date, atMs }: Occurrence,
  { sinceMs, isSettled }: Progress,
  nowMs: number,
): 'due' | 'missed' | 'settled' {
  if (atMs > nowMs || atMs < sinceMs || isSettled(date)) return 'settled';
  return nowMs - atMs <= CATCH_UP_MS ? 'due' : 'missed';
}

/** The last time a schedule names at or before a moment. */
export function latestOccurrence(schedule: Schedule, nowMs: number): Occurrence {
  const today = localDate(schedule, nowMs);
  for (let days = 1; days >= -REACH_DAYS; days -= 1) {
    const found = occurrenceOn(schedule, today.add({ days }));
    if (found !== null && found.atMs <= nowMs) return found;
  }
  throw new RangeError(NO_DAY);
}

/** The times a schedule names after a moment, the latest first, of which the agenda knows two. */
export function* occurrencesSince(
  schedule: Schedule,
  afterMs: number,
  { latest, previous }: Span,
): Generator<Occurrence> {
  if (latest.atMs > afterMs) yield latest;
  for (let each = previous; each.atMs > afterMs;) {
    yield each;
    each = latestOccurrence(schedule, each.atMs - 1);
  }
}

/** The first time a schedule names after a moment, for a date that still needs something. */
export function nextOccurrence(
  schedule: Schedule,
  nowMs: number,
  isSettled: Progress['isSettled'] = () => false,
): Occurrence {
  const today = localDate(schedule, nowMs);
  for (let days = -1; days <= 2 * REACH_DAYS; days += 1) {
    const found = occurrenceOn(schedule, today.add({ days }));
    const isNext = found !== null && found.atMs > nowMs;
    if (isNext && !isSettled(found.date)) return found;
  }
  throw new RangeError(NO_DAY);
}

/**
 * The occurrence of a date; null on another day of the week, and on a date that a zone leapt over. A
 * time that the clocks skip becomes the first that they show, one that they show twice the first.
 */
function occurrenceOn(
  { hour, minute, zone, days }: Schedule,
  date: Temporal.PlainDate,
): Occurrence | null {
  if (!days.includes(date.dayOfWeek)) return null;
  const wanted = date.toPlainDateTime({ hour, minute });
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) {
    return { date: date.toString(), atMs: found.epochMilliseconds };
  }
  // Inside a gap, « earlier » stands before it.
  const resumed = found.getTimeZoneTransition('next');
  const isLeaptOver = !date.toZonedDateTime(zone).toPlainDate().equals(date);
  if (resumed === null || isLeaptOver) return null;
  return { date: date.toString(), atMs: resumed.epochMilliseconds };
}

/** The date on the calendar of a zone, `2026-11-22`. */
export function dateIn(zone: string, nowMs: number): string {
  return localDate({ zone }, nowMs).toString();
}

function localDate({ zone }: Pick<Schedule, 'zone'>, nowMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
}

/** More schedules than one process ever serves; forgetting them all costs working them out again. */
const MOST_SCHEDULES = 200_000;

interface Span {
  readonly latest: Occurrence;
  /** The one before. */
  readonly previous: Occurrence;
  /** From when on `latest` is no longer the latest. */
  readonly endMs: number;
}

/** Remembers the latest occurrences of each schedule until its next: arithmetic once a day, not once a minute. */
export class Agenda {
  readonly #spans = new Map<string, Span>();

  at(schedule: Schedule, nowMs: number): Span {
    const { hour, minute, zone, days } = schedule;
    const name = `${hour} ${minute} ${zone} ${days.join('')}`;
    const known = this.#spans.get(name);
    if (known !== undefined && known.latest.atMs <= nowMs && nowMs < known.endMs) return known;
    const latest = latestOccurrence(schedule, nowMs);
    const previous = latestOccurrence(schedule, latest.atMs - 1);
    const span = { latest, previous, endMs: nextOccurrence(schedule, nowMs).atMs };
    if (this.#spans.size >= MOST_SCHEDULES) this.#spans.clear();
    this.#spans.set(name, span);
    return span;
  }
}
