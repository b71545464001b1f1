import type { Obstacle } from '../errors.ts';

/** How the quotation of the day is sent somewhere: when, on the wall clock of a zone, and as what. */
export interface Schedule {
  /** From 0 to 23. */
  readonly hour: number;
  /** From 0 to 59. */
  readonly minute: number;
  /** An IANA name, `Europe/Paris`. */
  readonly zone: string;
  /** From 1, Monday, to 7, Sunday: in order, each once, one at least. */
  readonly days: readonly number[];
  /** Whether with a picture of it; absent where nobody asked for that. */
  readonly isPictured?: boolean;
}

/** What is told of the subscription of a place. */
export type SubscriptionNotice =
  | { readonly code: 'no subscriptions' }
  | { readonly code: 'no channel' }
  | ({ readonly code: 'may not manage' } & Reserved)
  | ({ readonly code: 'rights unknown' } & Reserved)
  | { readonly code: 'store down' }
  | {
      readonly code: 'unknown gesture';
      readonly gesture: string;
      readonly gestures: readonly string[];
    }
  | { readonly code: 'not a time'; readonly value: string }
  | { readonly code: 'not days'; readonly value: string }
  | {
      readonly code: 'not a schedule';
      readonly value: string;
      readonly suggestions: readonly string[];
    }
  /** `next` is the date that comes next. */
  | { readonly code: 'subscribed'; readonly schedule: Schedule; readonly next: string }
  | { readonly code: 'unsubscribed'; readonly wasSubscribed: boolean }
  | {
      readonly code: 'subscription';
      /** Null where there is none. */
      readonly schedule: Schedule | null;
      readonly next: string | null;
      /** The last date that was sent. */
      readonly last: string | null;
      /** The dates of the last weeks that were lost, or may have been lost or doubled, by what became of them. */
      readonly losses: Losses;
      readonly obstacle: Obstacle | null;
    }
  | { readonly code: 'erasure to confirm'; readonly platform: string }
  | { readonly code: 'erased' };

/** What only some may do, on a platform: `workspace` is to erase all that is kept of it. */
interface Reserved {
  readonly platform: string;
  readonly extent: 'channel' | 'workspace';
}

/** What became of a quotation that was not simply sent. */
export type Loss = 'missed' | 'failed' | 'begun' | 'unsure' | 'forgotten' | 'doubled';
export type Losses = Partial<Readonly<Record<Loss, readonly string[]>>>;

/** Zones that were found to be some: every subscription is read by its schema, and most share a few. */
const ZONES = new Set<string>();

/** Whether this machine knows a zone; another may know others. */
export function isTimeZone(zone: string): boolean {
  if (ZONES.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    ZONES.add(zone);
    return true;
  } catch {
    return false;
  }
}
