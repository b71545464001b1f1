import * as v from 'valibot';
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
    hour: v.number(),
    minute: v.number(),
    zone: v.string(),
    days: v.pipe(v.array(v.number()), v.nonEmpty(), v.readonly()),
  }),
  /** When it was asked for, or changed, last: nothing from before is owed, and a pause from before is over. */
  sinceMs: v.number(),
});

/** One quotation on its way to one place. */
export type Sending = Readonly<v.InferOutput<typeof SENDING>>;
const SENDING = v.object({
  /** The local date it stands for. */
  date: v.string(),
  /** Id of the passage. */
  ref: v.string(),
  /** Whose words they are (`voiceKey`), should the passage leave the corpus. */
  voice: v.string(),
  /** `begun` before the request; then what is known of it. Everything but `failed` counts as sent. */
  outcome: v.picklist(['begun', 'sent', 'unsure', 'failed']),
  /** From 1; each is claimed by itself, after the one before has certainly failed. */
  attempt: v.number(),
  /** When a failed one may be tried again; null for never. */
  retryAtMs: orNull(v.number()),
});

type Pause = Readonly<v.InferOutput<typeof PAUSE>>;
const PAUSE = v.object({ obstacle: v.picklist(OBSTACLES), sinceMs: v.number() });

/**
 * What was sent to a place. Only the process that has the claim to a date writes it. What cannot be read
 * of it counts as nothing: claims still keep a date from being sent twice.
 */
export type Delivery = Readonly<v.InferOutput<typeof DELIVERY>>;
export const DELIVERY = v.object({
  /** The last one begun; null before the first. */
  last: orNull(SENDING),
  /** Ids of the passages sent before it and since the last time every one had been, in their order. */
  sent: v.pipe(v.array(v.string()), v.readonly()),
  pause: orNull(PAUSE),
});

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
  /** Forgets every subscription of the place's workspace, and what was sent for it. */
  readonly erase: (place: Place) => Promise<void>;
}

/** Where it is kept what was sent. Every promise may be rejected with a BotError `store`. */
export interface Deliveries {
  readonly of: (place: Place) => Promise<Delivery>;
  readonly keep: (place: Place, delivery: Delivery) => Promise<void>;
}

export const NOTHING_SENT: Delivery = { last: null, sent: [], pause: null };

/** The pause that a subscription is under; null when it is under none, or was asked for again since. */
export function pauseOf({ sinceMs }: Subscription, { pause }: Delivery): Pause | null {
  return pause !== null && pause.sinceMs >= sinceMs ? pause : null;
}

/** The last date that needs nothing more. */
export function lastDateOf({ last }: Delivery): string | null {
  return last === null || last.outcome === 'failed' ? null : last.date;
}

/** Names a place among all others. */
export function placeKey({ platform, workspace, channel }: Place): string {
  return JSON.stringify([platform, workspace, channel]);
}
