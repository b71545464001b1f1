import { NOTHING_SENT } from '../daily/subscriptions.ts';
import type {
  Deliveries,
  Delivery,
  Pause,
  Place,
  Sending,
  Subscription,
  Subscriptions,
} from '../daily/subscriptions.ts';
import type { Schedule } from '../debate/subscription.ts';
import { OBSTACLES } from '../errors.ts';
import { kind } from './store.ts';
import type { Key, Kind, Store } from './store.ts';

/** What was sent to a place is forgotten this long after the last time. */
const HISTORY_MS = 400 * 24 * 60 * 60 * 1000;

const SUBSCRIPTION = kind('subscription', readSubscription);
const DELIVERY = kind('delivery', readDelivery);

const DEPARTURE = kind<Departure>('departure', (value) => {
  const { workspace, atMs } = fieldsOf(value);
  return isText(workspace) && isNumber(atMs) ? { workspace, atMs } : null;
});

interface Departure {
  readonly workspace: string;
  /** When the bot was removed from it. */
  readonly atMs: number;
}

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

  async erase(place: Place): Promise<void> {
    for (const each of [SUBSCRIPTION, DELIVERY]) {
      const entries = this.#store.entries<unknown>(each, place.platform, workspaceOf(place));
      for await (const { key } of entries) await this.#store.delete(key);
    }
  }
}

export class StoreDeliveries implements Deliveries {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async of(place: Place): Promise<Delivery> {
    return (await this.#store.get(at(DELIVERY, place))) ?? NOTHING_SENT;
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

  /** The workspaces that have a subscription: of no other is anything kept that does not end by itself. */
  async known(): Promise<readonly string[]> {
    const known = new Set<string>();
    for await (const { value } of this.#store.entries(SUBSCRIPTION, this.#platform)) {
      if (value.place.workspace !== null) known.add(value.place.workspace);
    }
    return [...known];
  }
}

function at<Value>(kept: Kind<Value>, place: Place): Key<Value> {
  return kept.at(place.platform, workspaceOf(place), place.channel);
}

/** A conversation that belongs to no workspace is one of its own: whoever erases it erases no other. */
function workspaceOf({ workspace, channel }: Place): string {
  return workspace ?? `channel ${channel}`;
}

/** The fields of an object; an object without any for what is none. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function readSubscription(value: unknown): Subscription | null {
  const { place, schedule, sinceMs } = fieldsOf(value);
  const [where, when] = [readPlace(place), readSchedule(schedule)];
  if (where === null || when === null || !isNumber(sinceMs)) return null;
  return { place: where, schedule: when, sinceMs };
}

function readPlace(value: unknown): Place | null {
  const { platform, workspace, channel } = fieldsOf(value);
  if (!isText(platform) || !isText(channel)) return null;
  return workspace === null || isText(workspace) ? { platform, workspace, channel } : null;
}

function readSchedule(value: unknown): Schedule | null {
  const { hour, minute, zone, days } = fieldsOf(value);
  if (!isNumber(hour) || !isNumber(minute) || !isText(zone) || !Array.isArray(days)) return null;
  const read = days.filter(isNumber);
  return read.length === 0 ? null : { hour, minute, zone, days: read };
}

/** What cannot be read counts as nothing: claims still keep a date from being sent twice. */
function readDelivery(value: unknown): Delivery | null {
  const { last, sent, pause } = fieldsOf(value);
  if (!Array.isArray(sent)) return null;
  return { last: readSending(last), sent: sent.filter(isText), pause: readPause(pause) };
}

const OUTCOMES = ['begun', 'sent', 'unsure', 'failed'] as const;

function readSending(value: unknown): Sending | null {
  const { date, ref, voice, outcome, attempt, retryAtMs } = fieldsOf(value);
  const known = OUTCOMES.find((each) => each === outcome);
  if (!isText(date) || !isText(ref) || !isText(voice)) return null;
  if (known === undefined || !isNumber(attempt)) return null;
  const retry = isNumber(retryAtMs) ? retryAtMs : null;
  return { date, ref, voice, outcome: known, attempt, retryAtMs: retry };
}

function readPause(value: unknown): Pause | null {
  const { obstacle, sinceMs } = fieldsOf(value);
  const known = OBSTACLES.find((each) => each === obstacle);
  return known === undefined || !isNumber(sinceMs) ? null : { obstacle: known, sinceMs };
}
