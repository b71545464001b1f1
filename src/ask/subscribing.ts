import {
  CATCH_UP_MS,
  dateIn,
  latestOccurrence,
  nextOccurrence,
  standing,
} from '../daily/calendar.ts';
import { chooseNext } from '../daily/choose.ts';
import { lastDateOf, pauseOf } from '../daily/subscriptions.ts';
import type { Delivery, Place, Subscription } from '../daily/subscriptions.ts';
import { Quote } from '../debate/quote.ts';
import { NO_FILTERS } from '../debate/filters.ts';
import type { Notice, Reply } from '../debate/reply.ts';
import { BotError } from '../errors.ts';
import type { Options, Request } from './request.ts';
import { notice } from './command.ts';
import type { Knowledge, Subscribing } from './command.ts';
import { GESTURES, readGesture, readSchedule, standardSchedule } from './schedule-words.ts';
import type { Gesture } from './schedule-words.ts';

/** A gesture, and what it is made on. */
interface Asked {
  readonly place: Place;
  readonly options: Options;
  readonly isConfirmed: boolean;
  readonly knowledge: Knowledge;
  readonly subscribing: Subscribing;
}

const ANSWERS: Readonly<Record<Gesture, (asked: Asked) => Promise<Reply>>> = {
  activer: async (asked) => notice(await subscribe(asked)),
  desactiver: async ({ place, subscribing: { subscriptions } }) =>
    notice({ code: 'unsubscribed', wasSubscribed: await subscriptions.end(place) }),
  etat: async (asked) => notice(await state(asked)),
  essai: rehearse,
  effacer: async (asked) => notice(await erase(asked)),
};

/** Answers what `/abonnement` asks, where it may be asked and by whom. */
export async function answerGesture(
  options: Options,
  knowledge: Knowledge,
  request: Request,
): Promise<Reply> {
  const read = readGesture(options.geste ?? 'etat');
  if (read === null) {
    return notice({ code: 'unknown gesture', gesture: options.geste ?? '', gestures: GESTURES });
  }
  const { subscribing = null } = knowledge;
  if (subscribing === null) return notice({ code: 'no subscriptions' });
  const { platform, workspace, channel } = request.address;
  if (channel === null) return notice({ code: 'no channel' });
  const { gesture, isConfirmed } = read;
  const refusal = await refusalOf(request, gesture);
  if (refusal !== null) return notice(refusal);
  try {
    const place = { platform, workspace, channel };
    return await ANSWERS[gesture]({ place, options, isConfirmed, knowledge, subscribing });
  } catch (fault) {
    if (fault instanceof BotError && fault.code === 'store') return notice({ code: 'store down' });
    throw fault;
  }
}

/** Why the person may not; a platform that does not answer does not say that they may. */
async function refusalOf(
  { address: { platform }, mayManage }: Request,
  gesture: Gesture,
): Promise<Notice | null> {
  // Anybody may ask how things stand.
  if (gesture === 'etat') return null;
  const extent = gesture === 'effacer' ? 'workspace' : 'channel';
  const may = (await mayManage?.(extent).catch(() => null)) ?? null;
  if (may === null) return { code: 'rights unknown', platform, extent };
  return may ? null : { code: 'may not manage', platform, extent };
}

/** What is not said stays as it was. */
async function subscribe({ place, options, subscribing }: Asked): Promise<Notice> {
  const { subscriptions, deliveries, now, timeZone } = subscribing;
  const before = await subscriptions.of(place);
  const schedule = readSchedule(options, before?.schedule ?? standardSchedule(timeZone));
  if ('code' in schedule) return schedule;
  const delivery = await deliveries.of(place);
  const sinceMs = now();
  await subscriptions.keep({ place, schedule, sinceMs });
  const next = nextOccurrence(schedule, sinceMs, lastDateOf(delivery));
  return { code: 'subscribed', schedule, next: next.date };
}

async function state({ place, subscribing }: Asked): Promise<Notice> {
  const { subscriptions, deliveries, now } = subscribing;
  const [subscription, delivery] = [await subscriptions.of(place), await deliveries.of(place)];
  const date = lastDateOf(delivery);
  const isCertain = delivery.last?.outcome === 'sent';
  const last = date === null ? null : { date, isCertain };
  if (subscription === null) {
    const nothing = { schedule: null, next: null, missed: null, obstacle: null };
    return { code: 'subscription', ...nothing, last };
  }
  const { schedule } = subscription;
  const obstacle = pauseOf(subscription, delivery)?.obstacle ?? null;
  const next = obstacle === null ? nextFor(subscription, delivery, now()) : null;
  const missed = obstacle === null ? missedBy(subscription, delivery, now()) : null;
  return { code: 'subscription', schedule, next, last, missed, obstacle };
}

/** The one that is due, if it was not sent yet, or the one after it. */
function nextFor({ schedule, sinceMs }: Subscription, delivery: Delivery, nowMs: number): string {
  const fromMs = Math.max(nowMs - CATCH_UP_MS, sinceMs) - 1;
  return nextOccurrence(schedule, fromMs, lastDateOf(delivery)).date;
}

function missedBy({ schedule, sinceMs }: Subscription, delivery: Delivery, nowMs: number) {
  const latest = latestOccurrence(schedule, nowMs);
  const progress = { sinceMs, lastDate: lastDateOf(delivery) };
  return standing(latest, progress, nowMs) === 'missed' ? latest.date : null;
}

/** What would be sent today, without counting it as sent. */
async function rehearse({ place, knowledge: { corpus }, subscribing }: Asked): Promise<Reply> {
  const { subscriptions, deliveries, now, timeZone } = subscribing;
  const subscription = await subscriptions.of(place);
  const day = dateIn(subscription?.schedule.zone ?? timeZone, now());
  const choice = chooseNext(corpus.passages, day, await deliveries.of(place));
  if (choice === null) return notice({ code: 'no citation', suggestions: [] });
  const quote = Quote.at(choice.passage);
  return { kind: 'citation', quote, subject: null, filters: NO_FILTERS, day };
}

/** Erasing cannot be undone: it is asked for twice. */
async function erase({ place, isConfirmed, subscribing }: Asked): Promise<Notice> {
  if (!isConfirmed) return { code: 'erasure to confirm', platform: place.platform };
  await subscribing.subscriptions.erase(place);
  return { code: 'erased' };
}
