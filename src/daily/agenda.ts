import type { Schedule } from '../debate/subscription.ts';
import { latestOccurrence, nextOccurrence } from './calendar.ts';
import type { Occurrence } from './calendar.ts';

/** More schedules than one process ever serves; forgetting them all costs working them out again. */
const MOST_SCHEDULES = 200_000;

interface Span {
  readonly latest: Occurrence;
  /** From when on `latest` is no longer the latest. */
  readonly endMs: number;
}

/** Remembers the latest occurrence of each schedule until its next: arithmetic once a day, not once a minute. */
export class Agenda {
  readonly #spans = new Map<string, Span>();

  latest(schedule: Schedule, nowMs: number): Occurrence {
    const { hour, minute, zone, days } = schedule;
    const name = `${hour} ${minute} ${zone} ${days.join('')}`;
    const known = this.#spans.get(name);
    if (known !== undefined && known.latest.atMs <= nowMs && nowMs < known.endMs) {
      return known.latest;
    }
    const latest = latestOccurrence(schedule, nowMs);
    if (this.#spans.size >= MOST_SCHEDULES) this.#spans.clear();
    this.#spans.set(name, { latest, endMs: nextOccurrence(schedule, nowMs).atMs });
    return latest;
  }
}
