import pLimit from 'p-limit';
import { readyWithin } from '../running/work.ts';
import { Agenda, CATCH_UP_MS, standing, type Occurrence } from './calendar.ts';
import { hash } from './choose.ts';
import { SETTLED, Sender, type Due, type SenderParts } from './send.ts';
import { lastDateOf, pauseOf, placeKey, type Subscription } from './subscriptions.ts';

const MINUTE_MS = 60_000;
/** Posts on their way at once: with answers of 200 ms, as many a second as Discord takes of one bot. */
const POSTS_AT_ONCE = 10;
/** What was missed longer ago is not told once more at every start. */
const MISSED_MS = 24 * 60 * MINUTE_MS;

export interface DailyParts extends SenderParts {
  /** Rejects when the signal is given first. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  /** Orders what is due differently in every process, so that they do not all claim the same first. */
  readonly seed: number;
}

/** How far a place's occurrence has come, for as long as it may be sent. */
interface Watched {
  /** `SETTLED` while it is on its way, and when nothing is left to do. */
  lookAtMs: number;
}

/** One quotation that waits to be sent. */
interface Queued extends Due {
  readonly watch: Watched;
}

/** Looks every minute for what is due, and has it sent. */
export class DailyRun {
  readonly #parts: DailyParts;
  readonly #sender: Sender;
  readonly #agenda = new Agenda();
  readonly #stopping = new AbortController();
  readonly #limit = pLimit(POSTS_AT_ONCE);
  readonly #running = new Set<Promise<void>>();
  /** Places of which the log has heard. */
  readonly #unreadable = new Set<string>();
  /** By place, date and subscription: a changed one is watched anew. */
  #watched: ReadonlyMap<string, Watched> = new Map();
  #lookedAtMs: number;

  constructor(parts: DailyParts) {
    this.#parts = parts;
    this.#sender = new Sender(parts);
    this.#lookedAtMs = parts.now() - MISSED_MS;
  }

  /** Looks at the beginning of every minute; resolves once it is stopped. Does not reject. */
  async start(): Promise<void> {
    const { signal } = this.#stopping;
    const { now, wait, log } = this.#parts;
    while (!signal.aborted) {
      await this.look().catch((fault: unknown) => {
        log.warn({ fault }, 'the subscriptions cannot be read');
      });
      await wait(MINUTE_MS - (now() % MINUTE_MS), signal).catch(() => undefined);
    }
  }

  /** Works out what is due now and begins to send it; rejects when the store cannot be read. */
  async look(): Promise<void> {
    const { subscriptions, posters, now, seed } = this.#parts;
    const nowMs = now();
    const watched = new Map<string, Watched>();
    const due: Queued[] = [];
    const missed: Due[] = [];
    for await (const subscription of subscriptions.all()) {
      if (!posters.some(({ platform }) => platform === subscription.place.platform)) continue;
      const occurrence = this.#latestOf(subscription, nowMs);
      if (occurrence === null) continue;
      const { sinceMs } = subscription;
      const kind = standing(occurrence, { sinceMs, lastDate: null }, nowMs);
      const isNews = occurrence.atMs + CATCH_UP_MS >= this.#lookedAtMs;
      if (kind === 'settled' || (kind === 'missed' && !isNews)) continue;
      const key = `${placeKey(subscription.place)} ${occurrence.date} ${sinceMs}`;
      const watch = this.#watched.get(key) ?? { lookAtMs: 0 };
      const found = { subscription, occurrence };
      if (kind === 'due') watched.set(key, watch);
      if (kind === 'due' && watch.lookAtMs <= nowMs) due.push({ ...found, watch });
      if (kind === 'missed' && watch.lookAtMs !== SETTLED) missed.push(found);
    }
    this.#watched = watched;
    this.#lookedAtMs = nowMs;
    for (const queued of inFairOrder(due, seed)) {
      queued.watch.lookAtMs = SETTLED;
      this.#track(this.#limit(() => this.#sendQueued(queued)));
    }
    if (missed.length > 0) this.#track(this.#tellMissed(missed));
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Begins nothing more, and waits for what is on its way, for so long at most. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    await readyWithin(this.settled(), graceMs, { deadline: this.#parts.wait });
  }

  /** Null where this machine does not know the zone: that one waits, and keeps no other waiting. */
  #latestOf({ place, schedule }: Subscription, nowMs: number): Occurrence | null {
    try {
      return this.#agenda.latest(schedule, nowMs);
    } catch (fault) {
      const key = placeKey(place);
      if (!this.#unreadable.has(key)) {
        this.#parts.log.warn({ ...place, fault }, 'the schedule of a subscription cannot be read');
      }
      this.#unreadable.add(key);
      return null;
    }
  }

  async #sendQueued(queued: Queued): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    queued.watch.lookAtMs = await this.#sender.send(queued);
  }

  #track(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** People read it in `/abonnement etat`; the operator reads how many there are. */
  async #tellMissed(missed: readonly Due[]): Promise<void> {
    const { deliveries, log } = this.#parts;
    let count = 0;
    try {
      for (const { subscription, occurrence } of missed) {
        const delivery = await deliveries.of(subscription.place);
        const isPaused = pauseOf(subscription, delivery) !== null;
        if (!isPaused && (lastDateOf(delivery) ?? '') < occurrence.date) count += 1;
      }
    } catch (fault) {
      log.warn({ fault }, 'it is not known how many daily quotations were skipped');
    }
    if (count > 0)
      log.warn({ count }, 'daily quotations were skipped: their hour is too long past');
  }
}

/** One of each workspace, then a second of each, and so on; which comes first depends on `seed`. */
function inFairOrder(all: readonly Queued[], seed: number): readonly Queued[] {
  const ranked = all
    .map((each) => ({ each, rank: hash(`${seed} ${placeKey(each.subscription.place)}`) }))
    .sort((a, b) => a.rank - b.rank);
  const seen = new Map<string, number>();
  const turns = ranked.map(({ each }) => {
    const { platform, workspace } = each.subscription.place;
    const name = `${platform} ${workspace ?? ''}`;
    const turn = seen.get(name) ?? 0;
    seen.set(name, turn + 1);
    return { each, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ each }) => each);
}
