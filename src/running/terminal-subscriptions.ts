import type { Console } from '../platforms/terminal/adapter.ts';
import type { Log } from '../ports.ts';
import type { Config } from '../config/config.ts';
import type { Corpus } from '../debate/passage.ts';
import { LateStore } from '../store/late.ts';
import { StoreDeliveries, StoreSubscriptions } from '../store/subscriptions.ts';
import { newSeed, platformTime } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** What a terminal remembers: its subscription, in a store that is opened when it is first asked for. */
export class TerminalSubscriptions {
  readonly #config: Config;
  readonly #log: Log;
  readonly #store: LateStore;
  readonly #time;
  readonly subscribing;

  constructor(config: Config, { now }: Surroundings, log: Log) {
    const time = platformTime(now);
    this.#config = config;
    this.#log = log;
    this.#time = time;
    this.#store = new LateStore(async () => {
      const { openStore } = await import('../store/open.ts');
      return openStore(config.storeUrl, { now: time.now, log });
    });
    this.subscribing = {
      subscriptions: new StoreSubscriptions(this.#store),
      deliveries: new StoreDeliveries(this.#store),
      now: time.now,
      timeZone: config.timeZone,
    };
  }

  /** Prints the quotation of the day in a conversation, until what it returns is called. */
  async startDaily(terminal: Console, corpus: Corpus): Promise<() => Promise<void>> {
    const { DailyRun } = await import('../daily/run.ts');
    const { fileExists } = await import('./files.ts');
    const store = this.#store;
    const daily = new DailyRun({
      ...this.subscribing,
      ...this.#time,
      claims: { claim: async (key, ttlMs) => (await store.opened()).claims.claim(key, ttlMs) },
      corpus,
      posters: [terminal],
      log: this.#log,
      seed: newSeed(),
    });
    store.onceOpened(() => {
      void daily.start();
    });
    // Whoever subscribed before is served from the first minute on; nothing is made for nothing.
    const path = sqlitePathIn(this.#config.storeUrl);
    if (path === null || fileExists(path)) await store.opened().catch(() => undefined);
    return () => daily.stop(0);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

/** Null for a server, which is there or not whatever a terminal does. */
function sqlitePathIn(storeUrl: string): string | null {
  return /^sqlite:(?:\/\/)?(.+)$/u.exec(storeUrl)?.[1] ?? null;
}
