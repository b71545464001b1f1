import * as v from 'valibot';
import { isTimeZone } from '../debate/subscription.ts';
import { OBSTACLES } from '../errors.ts';

// What is kept is read by these schemas: an earlier version, or another program, may have written it.

/** Where quotations are sent; ids are the platform's own, and none is a person's. */
export type Place = Readonly<v.InferOutput<typeof PLACE>>;
const PLACE = v.object({
  platform: v.string(),
  workspace: v.nullable(v.string()),
  channel: v.string(),
});

/** What somebody asked for in a place. Only commands write it. */
export type Subscription = Readonly<v.InferOutput<typeof SUBSCRIPTION>>;
export const SUBSCRIPTION = v.object({
  place: PLACE,
  /** A `Schedule`. */
  schedule: v.object({
    hour: wholeUpTo(23),
    minute: wholeUpTo(59),
    zone: v.pipe(v.string(), v.check(isTimeZone)),
    days: v.pipe(v.array(v.pipe(wholeUpTo(7), v.minValue(1))), v.nonEmpty(), v.readonly()),
    isPictured: v.exactOptional(v.fallback(v.boolean(), false)),
  }),
  /** When it was asked for, or changed, last: nothing from before is owed, and a pause from before is over. */
  sinceMs: v.number(),
});

/** What became of a date: all but `failed` count as sent, and none is ever sent again. */
export type Ending = v.InferOutput<typeof ENDING>;
const ENDING = v.picklist([
  /** The request was about to be made; should nothing follow, its process ended over it. */
  'begun',
  'sent',
  /** The platform did not say whether it took it. */
  'unsure',
  /** The platform certainly did not take it. */
  'failed',
  /** Nobody could send it in time. */
  'missed',
  /** It may have been sent: what was noted of it is lost. */
  'forgotten',
  /** Two processes sent it. */
  'doubled',
]);

/** One quotation on its way to one place. */
export type Sending = Readonly<v.InferOutput<typeof SENDING>>;
const SENDING = v.object({
  /** The local date it stands for. */
  date: v.string(),
  /** Id of the passage. */
  ref: v.string(),
  /** Whose words they are (`voiceKey`), should the passage leave the corpus. */
  voice: v.string(),
  outcome: ENDING,
  /** From 1; each is claimed by itself, after the one before has certainly failed. */
  attempt: v.number(),
  /** When a failed one may be tried again; null for never. */
  retryAtMs: orNull(v.number()),
  /** A number that its process has alone; null where an earlier version wrote it. */
  by: orNull(v.number()),
});

const PAUSE = v.object({ obstacle: v.picklist(OBSTACLES), sinceMs: v.number() });

/** What became of the date of one that is not the last. */
const PAST = v.object({ date: v.string(), outcome: ENDING });
/** Two weeks of them: as far back as a calendar may go wrong, and as far as `/abonnement etat` tells. */
const MOST_PAST = 14;

/**
 * What was sent to a place. Only the process that has the claim to a date writes it. What cannot be read
 * of it counts as nothing: claims still keep a date from being sent twice.
 */
export type Delivery = Readonly<v.InferOutput<typeof DELIVERY>>;
export const DELIVERY = v.object({
  /** The last one begun; null before the first. */
  last: orNull(SENDING),
  /** What became of the dates before, and of those on which none was begun, in the order in which it was known. */
  past: v.fallback(v.pipe(v.array(PAST), v.readonly()), []),
  /** Ids of the passages sent before it and since the last time every one had been, in their order. */
  sent: v.pipe(v.array(v.string()), v.readonly()),
  pause: orNull(PAUSE),
  /** Since when the access to its workspace is refused at every attempt; null where the last was not. */
  refusedSinceMs: orNull(v.number()),
});

function wholeUpTo(most: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
}

function orNull<Schema extends v.GenericSchema>(schema: Schema) {
  return v.fallback(v.nullable(schema), null);
}

/** Where subscriptions are kept. Every promise may be rejected with a BotError `store`. */
export interface Subscriptions {
  /** All of them, in no order that means anything. */
  readonly all: () => AsyncIterable<Subscription>;
  readonly of: (place: Place) => Promise<Subscription | null>;
  readonly keep: (subscription: Subscription) => Promise<void>;
  /** Whether there was one. What was sent stays known. */
  readonly end: (place: Place) => Promise<boolean>;
  /** Forgets all that is kept of the place’s workspace, but how it is reached. */
  readonly erase: (place: Place) => Promise<void>;
}

/** Where it is kept what was sent. Every promise may be rejected with a BotError `store`. */
export interface Deliveries {
  readonly of: (place: Place) => Promise<Delivery>;
  readonly keep: (place: Place, delivery: Delivery) => Promise<void>;
}

/** What one who looks for what is due learns of those who looked before. */
export interface Seen {
  /** When somebody looked last, by that one’s clock; null for never. */
  readonly lookedMs: number | null;
  /** Whether the database is another since then, or was started anew: the last that was kept may be lost. */
  readonly isMoved: boolean;
  /** Between these moments things were kept that are lost, because the database went back to an earlier state. */
  readonly lost: Readonly<v.InferOutput<typeof LOST>> | null;
}
export const LOST = v.object({ fromMs: v.number(), untilMs: v.number() });

/** Knows who looked for what is due. Every promise may be rejected with a BotError `store`. */
export interface Watch {
  readonly look: (nowMs: number) => Promise<Seen>;
  /** Notes that this process looks no more, as nothing tells of one that is killed. */
  readonly leave: () => Promise<void>;
}

export const NOTHING_SENT: Delivery = {
  last: null,
  past: [],
  sent: [],
  pause: null,
  refusedSinceMs: null,
};

/** What is later than this was written by a clock that went wrong: clocks of two machines differ by less. */
const TRUSTED_AHEAD_MS = 24 * 60 * 60 * 1000;

/** Since when a place is owed quotations: always, where a clock that went wrong wrote when. */
export function owedSince({ sinceMs }: Subscription, nowMs: number): number {
  return sinceMs - nowMs > TRUSTED_AHEAD_MS ? 0 : sinceMs;
}

/** The pause that a subscription is under; null when it is under none, or was asked for again since. */
export function pauseOf({ sinceMs }: Subscription, { pause }: Delivery, nowMs: number) {
  const isTrusted = pause !== null && pause.sinceMs - nowMs <= TRUSTED_AHEAD_MS;
  return isTrusted && (pause.sinceMs >= sinceMs || sinceMs - nowMs > TRUSTED_AHEAD_MS)
    ? pause
    : null;
}

/** What became of a date; null where nothing is known. */
export function endingOn({ last, past }: Delivery, date: string): Ending | null {
  if (last?.date === date) return last.outcome;
  return past.findLast((each) => each.date === date)?.outcome ?? null;
}

/**
 * Whether a date needs nothing more. A later one does not say so, nor one that was told as missed: both may
 * come of a clock that went wrong.
 */
export function isSettled(delivery: Delivery, date: string): boolean {
  const ending = endingOn(delivery, date);
  if (ending === null || ending === 'missed') return false;
  return ending !== 'failed' || delivery.last?.date !== date;
}

/** Notes what became of a date on which nothing is on its way. */
export function withEnding(delivery: Delivery, date: string, outcome: Ending): Delivery {
  const { last, past } = delivery;
  if (last?.date === date) return { ...delivery, last: { ...last, outcome } };
  return { ...delivery, past: ended(past, { date, outcome }).slice(-MOST_PAST) };
}

/** Begins a sending: the last one becomes one of the past, of which nothing can have been missed later. */
export function withSending(delivery: Delivery, last: Sending): Delivery {
  const known = delivery.last === null ? delivery.past : ended(delivery.past, delivery.last);
  const past = known.filter(({ date, outcome }) => {
    return date < last.date || (date !== last.date && outcome !== 'missed');
  });
  return { ...delivery, last, past: past.slice(-MOST_PAST) };
}

function ended(past: Delivery['past'], { date, outcome }: Delivery['past'][number]) {
  return [...past.filter((each) => each.date !== date), { date, outcome }];
}

/** Names a place among all others. */
export function placeKey({ platform, workspace, channel }: Place): string {
  return JSON.stringify([platform, workspace, channel]);
}
