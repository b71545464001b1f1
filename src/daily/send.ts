import type { Address } from '../ask/request.ts';
import type { Corpus } from '../debate/passage.ts';
import type { Reply } from '../debate/reply.ts';
import { BotError } from '../errors.ts';
import type { Claims, Log } from '../ports.ts';
import type { Occurrence } from './calendar.ts';
import { chooseNext, hash } from './choose.ts';
import {
  pauseOf,
  placeKey,
  type Deliveries,
  type Delivery,
  type Place,
  type Sending,
  type Subscription,
  type Subscriptions,
} from './subscriptions.ts';
import { NO_FILTERS } from '../debate/filters.ts';
import { Quote } from '../debate/quote.ts';
import { voiceKey } from '../debate/speaker.ts';

/** One platform that can be posted to. */
export interface Poster {
  readonly platform: string;
  /** Rejects with a BotError whose `outcome` says what became of the post. */
  readonly post: (to: Address, reply: Reply) => Promise<void>;
}

/** What sending needs of the rest of the program. */
export interface SenderParts {
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  readonly claims: Claims;
  readonly corpus: Pick<Corpus, 'passages'>;
  readonly posters: readonly Poster[];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One quotation that one place is owed. */
export interface Due {
  readonly subscription: Subscription;
  readonly occurrence: Occurrence;
}

/** One attempt at a date: one process claims it, under a key of its own. */
interface Attempt {
  readonly place: Place;
  readonly date: string;
  /** From 1. */
  readonly attempt: number;
}

/** Nothing is left to do for a date. */
export const SETTLED = Number.POSITIVE_INFINITY;
/** Long after a date has passed everywhere; from then on its record alone speaks. */
const CLAIM_MS = 7 * 24 * 60 * 60 * 1000;
/** How soon somebody else's attempt, or a store that was down, is looked at again. */
const LOOK_AGAIN_MS = 60_000;
const SHORTEST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/**
 * Sends a quotation once: claims it, notes it, posts it, notes what became of it. Which of these steps
 * may lose one to a crash is in `docs/decisions/0010-daily.md`.
 */
export class Sender {
  readonly #parts: SenderParts;
  /** What this process claimed and did not post, because it could not be noted. */
  readonly #held = new Set<string>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** When to look at it again, in milliseconds since 1970; `SETTLED` for never. Does not reject. */
  async send(due: Due): Promise<number> {
    try {
      return await this.#send(due);
    } catch (fault) {
      // A store that is down is told once by the store, not here for each of ten thousand places.
      const isStore = fault instanceof BotError && fault.code === 'store';
      if (!isStore) this.#warn(due.subscription.place, { fault }, 'a daily quotation waits');
      return this.#parts.now() + LOOK_AGAIN_MS;
    }
  }

  async #send({ subscription: listed, occurrence: { date } }: Due): Promise<number> {
    const { subscriptions, deliveries, posters, now } = this.#parts;
    const { place } = listed;
    const subscription = await subscriptions.of(place);
    const poster = posters.find(({ platform }) => platform === place.platform);
    if (subscription === null || poster === undefined) return SETTLED;
    // Changed since it was listed: the next look tells what it asks for now.
    if (subscription.sinceMs !== listed.sinceMs) return now();
    const delivery = await deliveries.of(place);
    if (pauseOf(subscription, delivery) !== null) return SETTLED;
    const attempt = attemptAt(place, date, delivery);
    const opens = this.#held.has(claimKey(attempt)) ? 0 : opensAt(date, delivery);
    return opens > now() ? opens : this.#attempt(poster, attempt, delivery);
  }

  async #attempt(poster: Poster, attempt: Attempt, delivery: Delivery): Promise<number> {
    const { corpus, claims, deliveries, now } = this.#parts;
    const { place, date } = attempt;
    const choice = chooseNext(corpus.passages, date, delivery);
    if (choice === null) {
      this.#warn(place, { date }, 'no passage is fit to be a daily quotation');
      return SETTLED;
    }
    const key = claimKey(attempt);
    const isOurs = this.#held.has(key) || (await claims.claim(key, CLAIM_MS));
    if (!isOurs) return now() + LOOK_AGAIN_MS;
    const { passage, sent } = choice;
    const last: Sending = {
      date,
      ref: passage.id,
      voice: voiceKey(passage),
      outcome: 'begun',
      attempt: attempt.attempt,
      retryAtMs: null,
    };
    const noted: Delivery = { ...delivery, sent, last };
    // Nothing is posted before it is noted. Where that fails the claim stays ours, to be used later.
    this.#held.add(key);
    await deliveries.keep(place, noted);
    this.#held.delete(key);
    const ending = await this.#post(poster, place, Quote.at(passage), last);
    // What was noted before counts as sent: a store that is down now costs a retry, never a second post.
    await deliveries.keep(place, { ...noted, ...ending }).catch((fault: unknown) => {
      this.#warn(place, { fault }, 'what became of a daily quotation is not kept');
    });
    return ending.last.retryAtMs ?? SETTLED;
  }

  async #post(poster: Poster, place: Place, quote: Quote, last: Sending): Promise<Ending> {
    const { date, attempt } = last;
    const asked = { subject: null, filters: NO_FILTERS, day: date };
    try {
      await poster.post({ ...place, person: null }, { kind: 'citation', quote, ...asked });
      return { last: { ...last, outcome: 'sent' }, pause: null };
    } catch (fault) {
      const ending = endingOf(last, place, fault, this.#parts.now());
      const { outcome } = ending.last;
      const obstacle = ending.pause?.obstacle ?? null;
      const fields = { date, attempt, outcome, obstacle, fault };
      this.#warn(place, fields, 'a daily quotation was not posted, or may not have been');
      return ending;
    }
  }

  #warn({ platform, workspace, channel }: Place, fields: object, event: string): void {
    this.#parts.log.warn({ platform, workspace, channel, ...fields }, event);
  }
}

/** The attempt that a date is at: the first, the one under way, or the one after a failure. */
function attemptAt(place: Place, date: string, { last }: Delivery): Attempt {
  if (last?.date !== date) return { place, date, attempt: 1 };
  return { place, date, attempt: last.outcome === 'failed' ? last.attempt + 1 : last.attempt };
}

/** When that attempt may be claimed; `SETTLED` for a date that was sent, or is past. */
function opensAt(date: string, { last }: Delivery): number {
  if (last === null || last.date < date) return 0;
  if (last.date > date || last.outcome !== 'failed') return SETTLED;
  return last.retryAtMs ?? SETTLED;
}

function claimKey({ place, date, attempt }: Attempt): string {
  return `daily ${placeKey(place)} ${date}#${attempt}`;
}

/** What is noted after a post: the sending, and whether the place is closed to more of them. */
type Ending = Pick<Delivery, 'pause'> & { readonly last: Sending };

/** A post of which nobody knows whether it was made counts as made. */
function endingOf(last: Sending, place: Place, fault: unknown, nowMs: number): Ending {
  const outcome = fault instanceof BotError ? fault.outcome : 'unknown';
  if (outcome === 'unknown') return { last: { ...last, outcome: 'unsure' }, pause: null };
  const failed: Sending = { ...last, outcome: 'failed' };
  if (outcome !== 'undone') return { last: failed, pause: { obstacle: outcome, sinceMs: nowMs } };
  const isWorthwhile = fault instanceof BotError && fault.retryable;
  const retryAtMs = isWorthwhile ? nowMs + retryDelay({ place, ...last }) : null;
  return { last: { ...failed, retryAtMs }, pause: null };
}

/** Twice as long each time, and of each place at another moment: an outage ends for all at once. */
function retryDelay(attempt: Attempt): number {
  const doubled = Math.min(SHORTEST_RETRY_MS * 2 ** (attempt.attempt - 1), LONGEST_RETRY_MS);
  return Math.round(doubled * (0.5 + hash(claimKey(attempt)) / 2 ** 32));
}
