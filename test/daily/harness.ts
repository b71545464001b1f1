import { oneDebate } from '../fixtures/open.ts';
import { DailyRun, type DailyParts } from '../../src/daily/run.ts';
import type { Place, Subscription } from '../../src/daily/subscriptions.ts';
import type { Schedule } from '../../src/debate/subscription.ts';
import { quotesOf, type Reply } from '../../src/debate/reply.ts';
import type { Address } from '../../src/ask/request.ts';
import type { Row } from '../../src/store/engine.ts';
import { openStore, type OpenStore } from '../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';

import { TestTime } from '../fixtures/test-time.ts';

/** Of the process that sends a quotation, in the order in which they are taken. */
export const STEPS = [
  'before the claim',
  'during the claim',
  'after the claim',
  'after it is noted',
  'in the middle of the request',
  'after the request',
  'after the response',
  'before the record',
  'after the record',
] as const;
export type Step = (typeof STEPS)[number];

export const WORKING_DAYS = [1, 2, 3, 4, 5];
export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The operator's log, as the events it was told. */
export class Lines {
  readonly events: { readonly event: string; readonly fields: object }[] = [];
  readonly info = (fields: object, event: string) => void this.events.push({ event, fields });
  readonly warn = this.info;
  readonly error = this.info;
}

/** One post as a channel sees it. */
export interface Posted {
  readonly channel: string;
  readonly date: string;
  readonly ref: string;
  readonly atMs: number;
}

/** A platform that takes posts, or throws what it is told to. */
export class Channels {
  readonly platform = 'slack';
  readonly posted: Posted[] = [];
  /** Whether each of them is a picture too. */
  readonly pictured: boolean[] = [];
  readonly #now: () => number;
  /** Called before a post is taken; what it throws, the post fails with. */
  before: (to: Address) => void | Promise<void> = () => undefined;
  /** Called after it was taken. */
  after: (to: Address) => void | Promise<void> = () => undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly post = async (to: Address, reply: Reply): Promise<void> => {
    await this.before(to);
    const [quote] = quotesOf(reply);
    if (reply.kind !== 'citation' || quote === undefined) throw new Error('no citation');
    const { channel } = to;
    const [date, ref] = [reply.day ?? '', quote.passage.id];
    this.pictured.push(reply.isPictured === true);
    this.posted.push({ channel: channel ?? '', date, ref, atMs: this.#now() });
    await this.after(to);
  };

  dates(channel = 'C1'): string[] {
    return this.posted.filter((each) => each.channel === channel).map(({ date }) => date);
  }
}

export function placeAt(channel = 'C1', workspace = 'T1'): Place {
  return { platform: 'slack', workspace, channel };
}

export function scheduleAt(time: string, zone = 'Europe/Paris', days = EVERY_DAY): Schedule {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute, zone, days };
}

/** A store in memory, channels and a log; `process` makes one more process on them. */
export async function openDaily(start: string, given: Partial<DailyParts> = {}) {
  const clock = new TestTime(start);
  const lines = new Lines();
  const opened = await openStore('sqlite::memory:', { time: clock, log: lines });
  const { store, claims } = opened;
  const channels = new Channels(clock.now);
  const subscriptions = new StoreSubscriptions(store);
  const deliveries = new StoreDeliveries(store);
  const parts: DailyParts = {
    subscriptions,
    deliveries,
    claims,
    watch: new StoreWatch(store, clock.now),
    debates: oneDebate(),
    posters: [channels],
    log: lines,
    now: clock.now,
    wait: () => Promise.resolve(),
    seed: 1,
    ...given,
  };
  const process = (differing: Partial<DailyParts> = {}) =>
    new DailyRun({ ...parts, watch: new StoreWatch(store, clock.now), ...differing });
  const run = process();
  return {
    engine: opened,
    clock,
    lines,
    channels,
    store,
    claims,
    subscriptions,
    deliveries,
    parts,
    process,
    run,
    subscribe: (schedule: Schedule, place = placeAt(), sinceMs = clock.nowMs): Promise<void> => {
      const subscription: Subscription = { place, schedule, sinceMs };
      return subscriptions.keep(subscription);
    },
    /** Puts the clock forward, looks, and waits until nothing is on its way. */
    lookAt: async (moment: string, runs: readonly DailyRun[] = [run]): Promise<void> => {
      clock.put(moment);
      await Promise.all(runs.map((each) => each.look()));
      await Promise.all(runs.map((each) => each.settled()));
    },
  };
}

/** Copies all that a store keeps; what it gives puts that copy in the place of what is kept by then. */
export async function backUp({
  engine: { run },
}: {
  readonly engine: Pick<OpenStore, 'run'>;
}): Promise<() => Promise<void>> {
  const rows = () =>
    run(async ({ engine }) => {
      const all: Row[] = [];
      const pages = engine.pages({ kind: null, within: [] });
      for (let step = await pages.next(); step.done !== true; step = await pages.next()) {
        all.push(...step.value);
      }
      return all;
    });
  const copy = await rows();
  return async () => {
    const kept = (await rows()).map(({ key }) => key);
    await run(({ keyv }) => keyv.deleteMany(kept));
    for (const { key, text } of copy) await run(({ keyv }) => keyv.set(key, text));
  };
}
