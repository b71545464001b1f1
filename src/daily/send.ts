import type { Address, Debates } from '../ask/request.ts';
import type { OpenDebate } from '../debate/debates.ts';
import type { Reply } from '../debate/reply.ts';
import { BotError } from '../errors.ts';
import { CATCH_UP_MS } from './calendar.ts';
import { chooseNext } from './choose.ts';
import { endingOf, LONGEST_RETRY_MS, type Ended, type Noted } from './endings.ts';
import type { Losses } from './losses.ts';
import { CLAIM_MS, type Due, type LossParts } from './losses.ts';
import { Memory } from './memory.ts';
import { ShutOut } from './shut-out.ts';
import { isSettled, pauseOf, placeKey, withSending } from './subscriptions.ts';
import type { Delivery, Place, Sending, Subscription, Subscriptions } from './subscriptions.ts';
import { NO_FILTERS } from '../debate/filters.ts';
import { Quote } from '../debate/quote.ts';

/** One platform that this process serves. */
export interface Poster {
  readonly platform: string;
  /** Whether it takes the bot just now; absent where it always does. */
  readonly isReached?: () => boolean;
  /** Rejects with a BotError whose `outcome` says what became of the post. */
  readonly post: (to: Address, reply: Reply, from: OpenDebate) => Promise<void>;
}

/** What sending needs of the rest of the program. */
export interface SenderParts extends LossParts {
  readonly subscriptions: Subscriptions;
  readonly debates: Pick<Debates, 'at'>;
  readonly posters: readonly Poster[];
  /** A number that no other process has. */
  readonly seed: number;
}

/** Nothing is left to do for a date. */
export const SETTLED = Number.POSITIVE_INFINITY;
/** How soon somebody else's attempt, or a store that was down, is looked at again. */
const LOOK_AGAIN_MS = 60_000;
/** A process that was longer between its claim and its post was stopped meanwhile: it looks at everything anew. */
const FRESH_MS = 30_000;

/**
 * Sends a quotation once: claims it, notes it, posts it, notes what became of it. Which of these steps
 * may lose one to a crash is in `docs/decisions/0010-daily.md`.
 */
export class Sender {
  readonly #parts: SenderParts;
  /** What this process claimed and did not post, because it could not be noted. */
  readonly #held = new Set<string>();
  readonly #memory = new Memory();
  readonly #losses: Losses;
  readonly #shutOut: ShutOut;

  constructor(parts: SenderParts, losses: Losses) {
    this.#parts = parts;
    this.#losses = losses;
    this.#shutOut = new ShutOut(parts);
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

  /** Notes again what this process sent and the store has forgotten. Rejects with the store. */
  async putBack(): Promise<void> {
    const { subscriptions, deliveries, log } = this.#parts;
    const count = await this.#memory.putBack(subscriptions, deliveries);
    if (count > 0) log.warn({ count }, 'the store had forgotten daily quotations: noted again');
  }

  async #send(due: Due): Promise<number> {
    const { subscriptions, deliveries, posters, now } = this.#parts;
    const { subscription: listed, occurrence } = due;
    const { place } = listed;
    const poster = posters.find(({ platform }) => platform === place.platform);
    if (poster === undefined) return SETTLED;
    if (poster.isReached?.() === false) return now() + LOOK_AGAIN_MS;
    const subscription = await subscriptions.of(place);
    if (subscription === null) return SETTLED;
    // Changed since it was listed: the next look tells what it asks for now.
    if (subscription.sinceMs !== listed.sinceMs) return now();
    const kept = await deliveries.of(place);
    const delivery = this.#memory.correct(kept, place, occurrence.date);
    if (delivery !== kept) await deliveries.keep(place, delivery);
    if (pauseOf(subscription, delivery, now()) !== null) return SETTLED;
    if (this.#isHeld(due, delivery)) return this.#attempt(poster, due, delivery);
    if (isSettled(delivery, occurrence.date)) {
      const { last } = delivery;
      if (last?.date !== occurrence.date) return SETTLED;
      // It is on its way; where its process ended over it, that is told once its time is over.
      if (last.outcome === 'begun') return now() + LOOK_AGAIN_MS;
      this.#memory.keep(place, last);
      return SETTLED;
    }
    const opens = Math.max(
      this.#shutOut.untilMs(place.platform),
      opensAt(delivery, occurrence.date, now()),
    );
    return opens > now() ? opens : this.#attempt(poster, due, delivery);
  }

  /** Whether this process claimed it and did not post it, and nobody else did meanwhile. */
  #isHeld({ subscription: { place }, occurrence: { date } }: Due, delivery: Delivery): boolean {
    const { last } = delivery;
    if (!this.#held.has(claimKey(place, date, attemptAt(date, delivery)))) return false;
    const isOthers = last?.date === date && last.outcome !== 'failed';
    return !isOthers || (last.outcome === 'begun' && last.by === this.#parts.seed);
  }

  async #attempt(poster: Poster, due: Due, delivery: Delivery): Promise<number> {
    const { debates, claims, deliveries, now, seed } = this.#parts;
    const { place } = due.subscription;
    const { date } = due.occurrence;
    const address = { ...place, person: null };
    await (await debates.at(address))?.catchUp();
    const debate = await debates.at(address);
    if (debate === null) {
      this.#warn(place, { date }, 'no debate is chosen for a daily quotation');
      return SETTLED;
    }
    const { holdings, catalogue } = debate;
    const choice = chooseNext(await holdings.standing(NO_FILTERS), date, delivery);
    const [passage] = choice === null ? [] : await holdings.passages([choice.chosen.id]);
    if (choice === null || passage === undefined) {
      this.#warn(place, { date }, 'no passage is fit to be a daily quotation');
      return SETTLED;
    }
    const from = await debate.showing([passage.id]);
    await debate.catchUp();
    // It changed meanwhile: a quotation is of one state.
    if (debate.catalogue.hash !== catalogue.hash) return now();
    const attempt = attemptAt(date, delivery);
    const key = claimKey(place, date, attempt);
    const begunMs = now();
    const isOurs = this.#held.has(key) || (await claims.claim(key, CLAIM_MS));
    if (!isOurs) return now() + LOOK_AGAIN_MS;
    const { chosen, sent } = choice;
    const quoted = { date, ref: chosen.id, voice: chosen.voice, by: seed };
    const last: Sending = { ...quoted, outcome: 'begun', attempt, retryAtMs: null };
    const noted: Noted = { ...withSending(delivery, last), last, sent };
    // Nothing is posted before it is noted. Where that fails the claim stays ours, to be used later.
    this.#held.add(key);
    await deliveries.keep(place, noted);
    // Stopped meanwhile: another may have been put in its place, or it is too late.
    if (now() - begunMs > FRESH_MS || now() - due.occurrence.atMs > CATCH_UP_MS) return now();
    this.#held.delete(key);
    this.#memory.keep(place, last);
    const { last: ended, ...others } = await this.#post(
      poster,
      due.subscription,
      { quote: Quote.at(passage), from },
      noted,
    );
    this.#memory.keep(place, ended);
    // What was noted before counts as sent: a store that is down now costs a retry, never a second post.
    try {
      await this.#note(place, { ...noted, ...others, last: ended });
    } catch (fault) {
      this.#warn(place, { fault }, 'what became of a daily quotation is not kept yet');
      return now() + LOOK_AGAIN_MS;
    }
    return ended.retryAtMs ?? SETTLED;
  }

  /** Notes what became of a post, unless the store had forgotten it, and another process posted as well. */
  async #note(place: Place, ended: Noted): Promise<void> {
    const { deliveries, seed } = this.#parts;
    const { last } = await deliveries.of(place);
    const { date, outcome } = ended.last;
    const isOthers = last?.date === date && last.by !== seed && last.outcome !== 'failed';
    const isDouble = isOthers && outcome !== 'failed';
    if (isDouble) this.#losses.say(place, date, 'doubled');
    const doubled: Sending = { ...ended.last, outcome: 'doubled' };
    await deliveries.keep(place, isDouble ? { ...ended, last: doubled } : ended);
  }

  async #post(
    poster: Poster,
    { place, schedule: { isPictured = false } }: Subscription,
    { quote, from }: { readonly quote: Quote; readonly from: OpenDebate },
    noted: Noted,
  ): Promise<Ended> {
    const { last } = noted;
    const asked = { subject: null, filters: NO_FILTERS, day: last.date, isPictured };
    try {
      const reply = { kind: 'citation', quote, ...asked } as const;
      await poster.post({ ...place, person: null }, reply, from);
      this.#losses.count('sent');
      this.#shutOut.end(place.platform);
      return { last: { ...last, outcome: 'sent' }, pause: null, refusedSinceMs: null };
    } catch (fault) {
      const nowMs = this.#parts.now();
      const ended = endingOf(noted, claimKey(place, last.date, last.attempt), fault, nowMs);
      const { date, attempt, outcome } = ended.last;
      this.#parts.counters.count(outcome === 'unsure' ? 'uncertain' : 'failed');
      const obstacle = ended.pause?.obstacle ?? null;
      const fields = { date, attempt, outcome, obstacle, fault };
      this.#warn(place, fields, 'a daily quotation was not posted, or may not have been');
      const isShutOut = fault instanceof BotError && fault.outcome === 'shut out';
      if (isShutOut) this.#shutOut.begin(place.platform);
      return ended;
    }
  }

  #warn({ platform, workspace, channel }: Place, fields: object, event: string): void {
    this.#parts.log.warn({ platform, workspace, channel, ...fields }, event);
  }
}

/** The attempt that a date is at, from 1: the first, the one under way, or the one after a failure. */
function attemptAt(date: string, { last }: Delivery): number {
  if (last?.date !== date) return 1;
  return last.outcome === 'failed' ? last.attempt + 1 : last.attempt;
}

/** When an attempt at a date may be claimed; `SETTLED` for never. */
function opensAt({ last }: Delivery, date: string, nowMs: number): number {
  if (last?.date !== date) return 0;
  const opensMs = last.retryAtMs ?? SETTLED;
  // Later than any wait is what a clock that went wrong has written.
  return opensMs !== SETTLED && opensMs > nowMs + LONGEST_RETRY_MS ? 0 : opensMs;
}

/** Each attempt at a date is claimed by one process, under a key of its own. */
function claimKey(place: Place, date: string, attempt: number): string {
  return `daily ${placeKey(place)} ${date}#${attempt}`;
}
