import type { Claims, Log } from '../ports.ts';
import type { Counters } from '../running/work.ts';
import type { Occurrence } from './calendar.ts';
import { endingOn, pauseOf, placeKey, withEnding } from './subscriptions.ts';
import type { Deliveries, Ending, Place, Subscription } from './subscriptions.ts';

/** One quotation that one place is owed. */
export interface Due {
  readonly subscription: Subscription;
  readonly occurrence: Occurrence;
}

/** One that nobody sends any more; `isForgotten` where it may have been sent. */
export interface Missed extends Due {
  readonly isForgotten: boolean;
}

/** Long after a date has passed everywhere; from then on its record alone speaks. */
export const CLAIM_MS = 7 * 24 * 60 * 60 * 1000;

type Loss = Exclude<Ending, 'sent' | 'unsure'>;

/** What the operator reads of a quotation that was lost, or may have been lost or doubled. */
const EVENTS: Readonly<Record<Loss, string>> = {
  begun: 'a daily quotation may not have been sent: its process ended over it',
  failed: 'a daily quotation was not sent: every attempt failed',
  missed: 'a daily quotation was not sent: its hour is too long past',
  forgotten:
    'a daily quotation may not have been sent: what was noted of it is lost, and it is not sent twice',
  doubled: 'a daily quotation may have been sent twice: what was noted of the first is lost',
};
const UNCERTAIN: readonly Ending[] = ['begun', 'unsure', 'forgotten', 'doubled'];

export interface LossParts {
  readonly deliveries: Deliveries;
  readonly claims: Claims;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly counters: Counters;
}

/** Tells of every quotation that was lost, or may have been: once in the log, and in the record of its place. */
export class Losses {
  readonly #parts: LossParts;
  /** What this process claimed to tell, and could not note yet. */
  readonly #held = new Set<string>();
  /** What was to be told while the store could not be asked. */
  #untold: readonly Missed[] = [];

  constructor(parts: LossParts) {
    this.#parts = parts;
  }

  /** Tells of these, and of what could not be told before. Does not reject. */
  async tellAll(missed: readonly Missed[]): Promise<void> {
    const all = [...this.#untold, ...missed];
    this.#untold = [];
    for (const [index, each] of all.entries()) {
      try {
        await this.#tell(each);
      } catch (fault) {
        this.#parts.log.warn({ fault }, 'daily quotations that were lost are told later');
        this.#untold = [...this.#untold, ...all.slice(index)];
        return;
      }
    }
  }

  /** Tells of a date that nobody sends any more. Rejects with the store. */
  async #tell({ subscription, occurrence: { date }, isForgotten }: Missed): Promise<void> {
    const { deliveries, now } = this.#parts;
    const { place } = subscription;
    if (!(await this.#isOurs(place, date))) return;
    const delivery = await deliveries.of(place);
    const known = endingOn(delivery, date);
    const isPaused = pauseOf(subscription, delivery, now()) !== null;
    const loss = known ?? (isForgotten ? 'forgotten' : 'missed');
    if (known === null && !isPaused) await deliveries.keep(place, withEnding(delivery, date, loss));
    this.#held.delete(keyOf(place, date));
    if (!isPaused && loss !== 'sent' && loss !== 'unsure') this.say(place, date, loss);
  }

  /** Counts it, and writes its line. */
  say({ platform, workspace, channel }: Place, date: string, loss: Loss): void {
    const { log } = this.#parts;
    this.count(loss);
    log.warn({ platform, workspace, channel, date, outcome: loss }, EVENTS[loss]);
  }

  count(ending: Ending): void {
    if (ending === 'sent') this.#parts.counters.count('sent');
    else this.#parts.counters.count(UNCERTAIN.includes(ending) ? 'uncertain' : 'missed');
  }

  async #isOurs(place: Place, date: string): Promise<boolean> {
    const key = keyOf(place, date);
    if (!this.#held.has(key) && !(await this.#parts.claims.claim(key, CLAIM_MS))) return false;
    this.#held.add(key);
    return true;
  }
}

function keyOf(place: Place, date: string): string {
  return `daily ${placeKey(place)} ${date} told`;
}
