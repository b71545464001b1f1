import * as v from 'valibot';
import * as daily from '../daily/subscriptions.ts';
import type {
  Deliveries,
  Delivery,
  Place,
  Subscription,
  Subscriptions,
} from '../daily/subscriptions.ts';
import { CHOICE } from './choices.ts';
import { INSTALLATION } from './installations.ts';
import { kind, type Key, type Kind, type Store } from './store.ts';

/** What was sent to a place is forgotten this long after the last time. */
const HISTORY_MS = 400 * 24 * 60 * 60 * 1000;

const SUBSCRIPTION = kind('subscription', daily.SUBSCRIPTION);
const DELIVERY = kind('delivery', daily.DELIVERY);
/** When the bot was removed from a workspace. */
const DEPARTURE = kind('departure', v.object({ workspace: v.string(), atMs: v.number() }));

/** Subscriptions, and what was sent for them, in the store. */
export class StoreSubscriptions implements Subscriptions {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async *all(): AsyncGenerator<Subscription> {
    for await (const { value } of this.#store.entries(SUBSCRIPTION)) yield value;
  }

  /** Those of one workspace. */
  async *within(platform: string, workspace: string): AsyncGenerator<Subscription> {
    const entries = this.#store.entries(SUBSCRIPTION, platform, workspace);
    for await (const { value } of entries) yield value;
  }

  of(place: Place): Promise<Subscription | null> {
    return this.#store.get(at(SUBSCRIPTION, place));
  }

  keep(subscription: Subscription): Promise<void> {
    return this.#store.set(at(SUBSCRIPTION, subscription.place), subscription);
  }

  end(place: Place): Promise<boolean> {
    return this.#store.delete(at(SUBSCRIPTION, place));
  }

  /** Without its installation, the bot could not even say that it erased the rest. */
  erase(place: Place): Promise<void> {
    return this.#store.erase(place.platform, workspaceOf(place), [INSTALLATION]);
  }
}

export class StoreDeliveries implements Deliveries {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async of(place: Place): Promise<Delivery> {
    return (await this.#store.get(at(DELIVERY, place))) ?? daily.NOTHING_SENT;
  }

  keep(place: Place, delivery: Delivery): Promise<void> {
    return this.#store.set(at(DELIVERY, place), delivery, HISTORY_MS);
  }
}

/** Which workspaces of one platform something is kept of, and since when the bot is gone from them. */
export class StoreTenancies {
  readonly #store: Store;
  readonly #platform: string;

  constructor(store: Store, platform: string) {
    this.#store = store;
    this.#platform = platform;
  }

  /** A mark that is there stays as it was. */
  async leaving(workspace: string, atMs: number): Promise<void> {
    const key = DEPARTURE.at(this.#platform, workspace);
    if ((await this.#store.get(key)) === null) await this.#store.set(key, { workspace, atMs });
  }

  async returned(workspace: string): Promise<void> {
    await this.#store.delete(DEPARTURE.at(this.#platform, workspace));
  }

  /** The workspaces that were left at this time or before. */
  async due(leftByMs: number): Promise<readonly string[]> {
    const due: string[] = [];
    for await (const { value } of this.#store.entries(DEPARTURE, this.#platform)) {
      if (value.atMs <= leftByMs) due.push(value.workspace);
    }
    return due;
  }

  /** Forgets all that was kept of a workspace, its mark too. */
  purge(workspace: string): Promise<void> {
    return this.#store.erase(this.#platform, workspace);
  }

  /** The workspaces that have a subscription or chose a debate: of no other is anything kept that does not end by itself. */
  async known(): Promise<readonly string[]> {
    const known = new Set<string | null>();
    for await (const { value } of this.#store.entries(SUBSCRIPTION, this.#platform))
      known.add(value.place.workspace);
    for await (const { value } of this.#store.entries(CHOICE, this.#platform))
      known.add(value.workspace);
    return [...known].filter((each) => each !== null);
  }
}

function at<Value>(kept: Kind<Value>, place: Place): Key<Value> {
  return kept.at(place.platform, workspaceOf(place), place.channel);
}

/** A conversation that belongs to no workspace is one of its own: whoever erases it erases no other. */
function workspaceOf({ workspace, channel }: Place): string {
  return workspace ?? `channel ${channel}`;
}
