import type { Corpus } from '../debate/passage.ts';
import { Quote } from '../debate/quote.ts';
import type { Reply } from '../debate/reply.ts';
import { BotError } from '../errors.ts';
import type { Claims, Log } from '../ports.ts';
import type { Address } from '../ask/request.ts';
import { attemptAt, begun, claimKey, ended, opensAt, sent, SETTLED } from './attempts.ts';
import type { Attempt, Ending } from './attempts.ts';
import type { Occurrence } from './calendar.ts';
import { chooseNext } from './next.ts';
import { pauseOf } from './subscriptions.ts';
import type { Deliveries, Delivery, Sending, Subscription } from './subscriptions.ts';
import type { Place, Subscriptions } from './subscriptions.ts';

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

/** Long after a date has passed everywhere; from then on its record alone speaks. */
const CLAIM_MS = 7 * 24 * 60 * 60 * 1000;
/** How soon somebody else's attempt, or a store that was down, is looked at again. */
const LOOK_AGAIN_MS = 60_000;

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
    const { log, now } = this.#parts;
    try {
      return await this.#send(due);
    } catch (fault) {
      // Of a store that is down the log has heard, once and not for each of ten thousand.
      const isStore = fault instanceof BotError && fault.code === 'store';
      if (!isStore) log.warn({ ...told(due.subscription.place), fault }, 'a daily quotation waits');
      return now() + LOOK_AGAIN_MS;
    }
  }

  async #send({ subscription: listed, occurrence: { date } }: Due): Promise<number> {
    const { subscriptions, deliveries, now } = this.#parts;
    const { place } = listed;
    const subscription = await subscriptions.of(place);
    const poster = this.#parts.posters.find(({ platform }) => platform === place.platform);
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
    const { corpus, log, now } = this.#parts;
    const { place, date } = attempt;
    const choice = chooseNext(corpus.passages, date, delivery);
    if (choice === null) {
      log.warn({ ...told(place), date }, 'no passage is fit to be a daily quotation');
      return SETTLED;
    }
    if (!(await this.#claim(attempt))) return now() + LOOK_AGAIN_MS;
    const last = begun(attempt, choice);
    const noted: Delivery = { ...delivery, sent: choice.sent, last };
    await this.#note(attempt, noted);
    const reply: Reply = {
      ...{ kind: 'citation', quote: Quote.at(choice.passage), day: date },
      ...{ subject: null, speaker: null },
    };
    const ending = await this.#post(poster, place, reply, last);
    await this.#record(place, { ...noted, ...ending });
    return ending.last.retryAtMs ?? SETTLED;
  }

  async #claim(attempt: Attempt): Promise<boolean> {
    const key = claimKey(attempt);
    return this.#held.has(key) || (await this.#parts.claims.claim(key, CLAIM_MS));
  }

  /** Nothing is posted before it is noted. Where that fails the claim stays ours, to be used later. */
  async #note(attempt: Attempt, delivery: Delivery): Promise<void> {
    const key = claimKey(attempt);
    try {
      await this.#parts.deliveries.keep(attempt.place, delivery);
      this.#held.delete(key);
    } catch (fault) {
      this.#held.add(key);
      throw fault;
    }
  }

  async #post(poster: Poster, place: Place, reply: Reply, last: Sending): Promise<Ending> {
    const { log, now } = this.#parts;
    try {
      await poster.post({ ...place, person: null }, reply);
      return sent(last);
    } catch (fault) {
      const ending = ended(last, place, fault, now());
      const { outcome, date, attempt } = ending.last;
      const obstacle = ending.pause?.obstacle ?? null;
      const fields = { ...told(place), date, attempt, outcome, obstacle, fault };
      log.warn(fields, 'a daily quotation was not posted, or may not have been');
      return ending;
    }
  }

  /** What was noted before counts as sent: a store that is down now costs a retry, never a second post. */
  async #record(place: Place, delivery: Delivery): Promise<void> {
    try {
      await this.#parts.deliveries.keep(place, delivery);
    } catch (fault) {
      this.#parts.log.warn(
        { ...told(place), fault },
        'what became of a daily quotation is not kept',
      );
    }
  }
}

function told({ platform, workspace, channel }: Place): object {
  return { platform, workspace, channel };
}
