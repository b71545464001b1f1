import type { SubscriptionNotice } from '../debate/subscription-notice.ts';
import type { Schedule } from '../debate/schedule.ts';
import type { Options } from './request.ts';
import { readTime } from '../french/clock.ts';
import { foldText } from '../french/fold.ts';
import { readDays } from '../french/weekdays.ts';
import { findZone, zonesLike } from './zones.ts';

/** Nine o'clock on working days: when a discussion among colleagues begins. */
export function standardSchedule(zone: string): Schedule {
  return { hour: 9, minute: 0, zone, days: [1, 2, 3, 4, 5] };
}

/** The schedule that the options ask for, the rest as it was; or why it cannot be understood. */
export function readSchedule(
  { heure, fuseau, jours }: Options,
  before: Schedule,
): Schedule | SubscriptionNotice {
  const time = heure === undefined ? before : readTime(foldText(heure.trim()));
  if (time === null) return { code: 'not a time', value: heure ?? '' };
  const days = jours === undefined ? before.days : readDays(foldText(jours.trim()));
  if (days === null) return { code: 'not days', value: jours ?? '' };
  const zone = fuseau === undefined ? before.zone : findZone(fuseau);
  if (zone === null) {
    return { code: 'not a schedule', value: fuseau ?? '', suggestions: zonesLike(fuseau ?? '') };
  }
  return { hour: time.hour, minute: time.minute, zone, days };
}
