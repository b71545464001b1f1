import { sentBefore } from './choose.ts';
import { endingOn, placeKey, withEnding, withSending } from './subscriptions.ts';
import type { Deliveries, Delivery, Place, Sending, Subscriptions } from './subscriptions.ts';

/** Today and a few dates before, around the world. */
const MOST_DATES = 5;

interface Begun {
  readonly place: Place;
  readonly sending: Sending;
}

/**
 * What this process began to send in the last days, or saw that another had sent: a store that went back to an earlier state, or that
 * could not be written after a post, does not make it send anything twice.
 */
export class Memory {
  readonly #begun = new Map<string, Map<string, Begun>>();

  keep(place: Place, sending: Sending): void {
    const { date } = sending;
    let those = this.#begun.get(date);
    if (those === undefined) this.#begun.set(date, (those = new Map<string, Begun>()));
    if (sending.outcome === 'failed') those.delete(placeKey(place));
    else those.set(placeKey(place), { place, sending });
    for (const oldest of this.#begun.keys()) {
      if (this.#begun.size <= MOST_DATES) break;
      this.#begun.delete(oldest);
    }
  }

  /** The record of a place with what this process knows better of a date; the same where it knows nothing better. */
  correct(delivery: Delivery, place: Place, date: string): Delivery {
    const sending = this.#begun.get(date)?.get(placeKey(place))?.sending;
    if (sending === undefined) return delivery;
    const kept = endingOn(delivery, date);
    const { last } = delivery;
    const isLater = last?.date === date && last.attempt > sending.attempt;
    if (isLater || kept === sending.outcome || kept === 'sent' || kept === 'doubled')
      return delivery;
    if (last !== null && last.date > date) return withEnding(delivery, date, sending.outcome);
    const sent = last?.date === date ? delivery.sent : sentBefore(delivery);
    return { ...withSending(delivery, sending), sent };
  }

  /** Notes again what the store has forgotten of it; how much that was. Rejects with the store. */
  async putBack(subscriptions: Subscriptions, deliveries: Deliveries): Promise<number> {
    let count = 0;
    for (const [date, those] of this.#begun) {
      for (const { place } of those.values()) {
        const delivery = await deliveries.of(place);
        const corrected = this.correct(delivery, place, date);
        // Of a workspace that erased everything, nothing is noted again.
        if (corrected === delivery || (await subscriptions.of(place)) === null) continue;
        await deliveries.keep(place, corrected);
        count += 1;
      }
    }
    return count;
  }
}
