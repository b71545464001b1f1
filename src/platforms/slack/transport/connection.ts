import type { App } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { SIGNATURE_AGE_SECONDS } from '../limits.ts';

/** How Slack's requests come in: Socket Mode or signed HTTP; the same app takes them all. */
export interface Transport {
  init: (app: App) => void;
  /** Resolves when requests come in; rejects with a BotError where only the operator can help. */
  open: () => Promise<void>;
  isOpen: () => boolean;
  /** Lets no more requests in. */
  close: () => Promise<void>;
}

/** What a transport tells of how a request came; Bolt adds it to the request's context. */
export interface ConnectionProperties {
  /** Whether an acknowledgement can no longer reach Slack; HTTP, with a connection each, does not say. */
  readonly isCutOff?: () => boolean;
  /** Whether the same request came before, over this transport. */
  readonly isRepeated: boolean;
}

type Context = Readonly<Record<string, unknown>>;

export function isCutOff(context: Context): boolean {
  return (context as Partial<ConnectionProperties>).isCutOff?.() ?? false;
}

export function isRepeated(context: Context): boolean {
  return (context as Partial<ConnectionProperties>).isRepeated ?? false;
}

/** A signature is good from five minutes before its time to five after. */
const REMEMBERED_MS = 2 * SIGNATURE_AGE_SECONDS * 1000;
/** At more than 166 requests a second the oldest are forgotten before their time. */
const MOST_REMEMBERED = 100_000;

/**
 * Remembers what came to this process, by signature or identifier, for as long as a signature is good.
 * Bolt accepts the same signed bytes any number of times within five minutes, and the same envelope.
 */
export class Replays {
  readonly #seen: LRUCache<string, true>;

  constructor(now: () => number) {
    this.#seen = new LRUCache({
      // `max` would take four megabytes before anything came.
      maxSize: MOST_REMEMBERED,
      sizeCalculation: () => 1,
      ttl: REMEMBERED_MS,
      ttlResolution: 0,
      perf: { now },
    });
  }

  /** True when it was seen before; else it is seen now. */
  isSeen(id: string): boolean {
    if (this.#seen.has(id)) return true;
    this.#seen.set(id, true);
    return false;
  }
}
