import type { Schedule } from '../debate/subscription.ts';
import type { Obstacle } from '../errors.ts';

/** Where quotations are sent; ids are the platform's own, and none is a person's. */
export interface Place {
  readonly platform: string;
  readonly workspace: string | null;
  readonly channel: string;
}

/** What somebody asked for in a place. Only commands write it. */
export interface Subscription {
  readonly place: Place;
  readonly schedule: Schedule;
  /** When it was asked for, or changed, last: nothing from before is owed, and a pause from before is over. */
  readonly sinceMs: number;
}

/** What was sent to a place. Only the process that has the claim to a date writes it. */
export interface Delivery {
  /** The last one begun; null before the first. */
  readonly last: Sending | null;
  /** Ids of the passages sent before it and since the last time every one had been, in their order. */
  readonly sent: readonly string[];
  readonly pause: Pause | null;
}

/** One quotation on its way to one place. */
export interface Sending {
  /** The local date it stands for. */
  readonly date: string;
  /** Id of the passage. */
  readonly ref: string;
  /** Whose words they are (`voiceKey`), should the passage leave the corpus. */
  readonly voice: string;
  /** `begun` before the request; then what is known of it. Everything but `failed` counts as sent. */
  readonly outcome: 'begun' | 'sent' | 'unsure' | 'failed';
  /** From 1; each is claimed by itself, after the one before has certainly failed. */
  readonly attempt: number;
  /** When a failed one may be tried again; null for never. */
  readonly retryAtMs: number | null;
}

export interface Pause {
  readonly obstacle: Obstacle;
  readonly sinceMs: number;
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
