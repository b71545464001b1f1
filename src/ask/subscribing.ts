import {
  CATCH_UP_MS,
  dateIn,
  latestOccurrence,
  nextOccurrence,
  standing,
} from '../daily/calendar.ts';
import { chooseNext } from '../daily/choose.ts';
import { endingOn, isSettled, owedSince, pauseOf } from '../daily/subscriptions.ts';
import type { Delivery, Place, Subscription } from '../daily/subscriptions.ts';
import type { Loss, Losses } from '../debate/subscription.ts';
import { Quote } from '../debate/quote.ts';
import { NO_FILTERS } from '../debate/filters.ts';
import type { Notice } from '../debate/notice.ts';
import type { Reply } from '../debate/reply.ts';
import { BotError } from '../errors.ts';
import type { Options, Request } from './request.ts';
import { notice } from './command.ts';
import type { Knowledge, Subscribing } from './command.ts';
import {
  GESTURES,
  NO_LONGER,
  readGesture,
  readSchedule,
  standardSchedule,
} from './schedule-words.ts';
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
  // Whoever wants no picture any more wants no quotation either where none is sent.
  if (before === null && options.image === NO_LONGER)
    return { code: 'unsubscribed', wasSubscribed: false };
  const schedule = readSchedule(options, before?.schedule ?? standardSchedule(timeZone));
  if ('code' in schedule) return schedule;
  const delivery = await deliveries.of(place);
  const sinceMs = now();
  await subscriptions.keep({ place, schedule, sinceMs });
  const next = nextOccurrence(schedule, sinceMs, settledBy(delivery));
  return { code: 'subscribed', schedule, next: next.date };
}

async function state({ place, subscribing }: Asked): Promise<Notice> {
  const { subscriptions, deliveries, now } = subscribing;
  const [subscription, delivery] = [await subscriptions.of(place), await deliveries.of(place)];
  if (subscription === null) {
    const nothing = { schedule: null, next: null, obstacle: null };
    const last = lastSentOf(delivery, null);
    return { code: 'subscription', ...nothing, last, losses: lossesOf(delivery, null, null) };
  }
  const { schedule } = subscription;
  const obstacle = pauseOf(subscription, delivery, now())?.obstacle ?? null;
  const next = obstacle === null ? nextFor(subscription, delivery, now()) : null;
  const missed = obstacle === null ? missedBy(subscription, delivery, now()) : null;
  const [last, losses] = [lastSentOf(delivery, next), lossesOf(delivery, next, missed)];
  return { code: 'subscription', schedule, next, last, losses, obstacle };
}

/** The one that is due, if it was not sent yet, or the one after it. */
function nextFor(subscription: Subscription, delivery: Delivery, nowMs: number): string {
  const fromMs = Math.max(nowMs - CATCH_UP_MS, owedSince(subscription, nowMs)) - 1;
  return nextOccurrence(subscription.schedule, fromMs, settledBy(delivery)).date;
}

function missedBy(subscription: Subscription, delivery: Delivery, nowMs: number) {
  const latest = latestOccurrence(subscription.schedule, nowMs);
  const sinceMs = owedSince(subscription, nowMs);
  const progress = { sinceMs, isSettled: (date: string) => endingOn(delivery, date) !== null };
  return standing(latest, progress, nowMs) === 'missed' ? latest.date : null;
}

function settledBy(delivery: Delivery): (date: string) => boolean {
  return (date) => isSettled(delivery, date);
}

function lastSentOf({ last, past }: Delivery, next: string | null): string | null {
  const sent = [...past, ...(last === null ? [] : [last])].filter(({ date, outcome }) => {
    return (outcome === 'sent' || outcome === 'doubled') && (next === null || date < next);
  });
  return (
    sent
      .map(({ date }) => date)
      .toSorted()
      .at(-1) ?? null
  );
}

/** `missed` is one that nobody has noted yet; from the `next` one on, none can be lost, whatever a clock said. */
function lossesOf({ last, past }: Delivery, next: string | null, missed: string | null): Losses {
  const known = [...past, ...(last === null ? [] : [last])];
  const all = missed === null ? known : [...known, { date: missed, outcome: 'missed' as const }];
  const losses: Partial<Record<Loss, string[]>> = {};
  for (const { date, outcome } of all.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const isPast = next === null || date < next;
    if (outcome !== 'sent' && isPast) (losses[outcome] ??= []).push(date);
  }
  return losses;
}

/** What would be sent today, without counting it as sent. */
async function rehearse({ place, knowledge: { holdings }, subscribing }: Asked): Promise<Reply> {
  const { subscriptions, deliveries, now, timeZone } = subscribing;
  const subscription = await subscriptions.of(place);
  const day = dateIn(subscription?.schedule.zone ?? timeZone, now());
  const choice = chooseNext(await holdings.standing(NO_FILTERS), day, await deliveries.of(place));
  const [passage] = choice === null ? [] : await holdings.passages([choice.chosen.id]);
  if (passage === undefined) return notice({ code: 'no citation', suggestions: [] });
  const quote = Quote.at(passage);
  const isPictured = subscription?.schedule.isPictured === true;
  return { kind: 'citation', quote, subject: null, filters: NO_FILTERS, day, isPictured };
}

/** Erasing cannot be undone: it is asked for twice. */
async function erase({ place, isConfirmed, subscribing }: Asked): Promise<Notice> {
  if (!isConfirmed) return { code: 'erasure to confirm', platform: place.platform };
  await subscribing.subscriptions.erase(place);
  return { code: 'erased' };
}
