import pLimit from 'p-limit';
import { Counters, readyWithin } from '../running/work.ts';
import { Agenda, CATCH_UP_MS, occurrencesSince, standing, type Occurrence } from './calendar.ts';
import { hash } from './choose.ts';
import { Losses, type Due, type Missed } from './losses.ts';
import { SETTLED, Sender, type SenderParts } from './send.ts';
import { owedSince, placeKey, type Seen, type Subscription, type Watch } from './subscriptions.ts';

const MINUTE_MS = 60_000;
/** Posts on their way at once: with answers of 200 ms, as many a second as Discord takes of one bot. */
const POSTS_AT_ONCE = 10;
/** A date is told as lost when no process sends it any more, by clocks that differ by a quarter of an hour. */
const TOLD_AFTER_MS = CATCH_UP_MS + 15 * MINUTE_MS;
/** How far back what was missed is told where nobody looked meanwhile, and where nobody ever did. */
const LONGEST_ABSENCE_MS = 14 * 24 * 60 * MINUTE_MS;
const FIRST_ABSENCE_MS = 24 * 60 * MINUTE_MS;
/** Looks for which every process notes again what it sent, before anything is told or sent. */
const LOOKS_TO_NOTE_AGAIN = 2;
/** A clock that leaps so far may go wrong for a minute: it is believed when it stays so. */
const LEAP_MS = 36 * 60 * MINUTE_MS;

export interface DailyParts extends Omit<SenderParts, 'counters'> {
  readonly watch: Watch;
  /** Rejects when the signal is given first. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** How often each happened since the start. */
export interface DailyCounts {
  readonly sent: number;
  /** Dates on which nothing was sent. */
  readonly missed: number;
  /** Attempts that certainly failed; most are made again. */
  readonly failed: number;
  /** What may have been sent, or sent twice. */
  readonly uncertain: number;
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

/** What a look finds. */
interface Found {
  readonly watched: Map<string, Watched>;
  readonly due: Queued[];
  readonly missed: Missed[];
}

/** What of time a look is about. */
interface Span {
  readonly nowMs: number;
  /** Since when what was missed is told. */
  readonly fromMs: number;
  readonly lost: Seen['lost'];
  /** Whether nothing is sent yet. */
  readonly isHeld: boolean;
  /** Whether the clock may have gone wrong. */
  readonly isLeap: boolean;
  /** Whether what fell due in the time that was lost is told now. */
  readonly isTelling: boolean;
}

/** Looks every minute for what is due, and has it sent. */
export class DailyRun {
  readonly #parts: DailyParts;
  readonly #counters = new Counters();
  readonly #losses: Losses;
  readonly #sender: Sender;
  readonly #agenda = new Agenda();
  readonly #stopping = new AbortController();
  readonly #limit = pLimit(POSTS_AT_ONCE);
  readonly #running = new Set<Promise<void>>();
  /** By place, date and subscription: a changed one is watched anew. */
  #watched: ReadonlyMap<string, Watched> = new Map();
  /** Null before the first look. */
  #lookedAtMs: number | null = null;
  #looksToNoteAgain = 0;
  /** Looks since the clock leapt. */
  #leapLooks = 0;
  /** The end of the time whose losses this process has told of. */
  #toldLostUntilMs = 0;

  constructor(parts: DailyParts) {
    const all = { ...parts, counters: this.#counters };
    this.#parts = parts;
    this.#losses = new Losses(all);
    this.#sender = new Sender(all, this.#losses);
  }

  counts(): DailyCounts {
    return { sent: 0, missed: 0, failed: 0, uncertain: 0, ...this.#counters.snapshot() };
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

  /** Works out what is due now and begins to send it; rejects when the store cannot be read and written. */
  async look(): Promise<void> {
    const { subscriptions, posters, now, seed, watch } = this.#parts;
    if (posters.length === 0) return;
    const nowMs = now();
    const seen = await watch.look(nowMs);
    const span = await this.#spanOf(seen, nowMs);
    const found: Found = { watched: new Map(), due: [], missed: [] };
    for await (const subscription of subscriptions.all()) {
      if (!posters.some(({ platform }) => platform === subscription.place.platform)) continue;
      this.#find(subscription, span, found);
    }
    this.#watched = found.watched;
    if (!span.isLeap) this.#lookedAtMs = nowMs;
    if (span.isTelling) this.#toldLostUntilMs = seen.lost?.untilMs ?? 0;
    const telling = this.#losses.tellAll(found.missed);
    this.#track(telling);
    for (const queued of inFairOrder(found.due, seed)) {
      queued.watch.lookAtMs = SETTLED;
      // Both write the record of a place.
      this.#track(telling.then(() => this.#limit(() => this.#sendQueued(queued))));
    }
  }

  /** What of time this look is about. After a loss, and on another database, every process first notes again what it sent. */
  async #spanOf({ lookedMs, isMoved, lost }: Seen, nowMs: number): Promise<Span> {
    const isNews = lost !== null && lost.untilMs > this.#toldLostUntilMs;
    if (isMoved || (isNews && this.#looksToNoteAgain === 0)) {
      this.#looksToNoteAgain = LOOKS_TO_NOTE_AGAIN + 1;
    }
    if (this.#looksToNoteAgain > 0) {
      await this.#sender.putBack();
      this.#looksToNoteAgain -= 1;
    }
    this.#leapLooks = nowMs - (this.#lookedAtMs ?? nowMs) > LEAP_MS ? this.#leapLooks + 1 : 0;
    const isLeap = this.#leapLooks > 0 && this.#leapLooks <= LOOKS_TO_NOTE_AGAIN;
    const isHeld = isLeap || this.#looksToNoteAgain > 0;
    const since = this.#lookedAtMs ?? lookedMs ?? nowMs - FIRST_ABSENCE_MS;
    const fromMs = isLeap ? nowMs : Math.max(Math.min(since, nowMs), nowMs - LONGEST_ABSENCE_MS);
    return { nowMs, fromMs, lost, isHeld, isLeap, isTelling: isNews && !isHeld };
  }

  /** What a subscription is owed now, and what it was owed and nobody sent. */
  #find(subscription: Subscription, span: Span, { watched, due, missed }: Found): void {
    const { nowMs, fromMs, lost, isHeld, isTelling } = span;
    const isLost = ({ atMs }: Occurrence) =>
      lost !== null && atMs > lost.fromMs && atMs <= lost.untilMs;
    const keyOf = ({ date }: Occurrence) =>
      `${placeKey(subscription.place)} ${date} ${subscription.sinceMs}`;
    const owed = { sinceMs: owedSince(subscription, nowMs), isSettled: () => false };
    const around = this.#agenda.at(subscription.schedule, nowMs);
    const { latest } = around;
    const watch = this.#watched.get(keyOf(latest)) ?? { lookAtMs: 0 };
    const isDue = standing(latest, owed, nowMs) === 'due';
    if (isDue || nowMs - latest.atMs <= TOLD_AFTER_MS + 2 * MINUTE_MS) {
      watched.set(keyOf(latest), watch);
    }
    const isOpen = isDue && !isHeld && !isLost(latest);
    if (isOpen && watch.lookAtMs <= nowMs) due.push({ subscription, occurrence: latest, watch });
    const pastMs = fromMs - TOLD_AFTER_MS;
    const lostMs = Math.max(lost?.fromMs ?? 0, nowMs - LONGEST_ABSENCE_MS);
    const afterMs = isTelling ? Math.min(pastMs, lostMs) : pastMs;
    for (const occurrence of occurrencesSince(subscription.schedule, afterMs, around)) {
      const { atMs } = occurrence;
      const isForgotten = isLost(occurrence);
      const isPast = atMs > pastMs && nowMs - atMs >= TOLD_AFTER_MS;
      const isSent = this.#watched.get(keyOf(occurrence))?.lookAtMs === SETTLED;
      const isTold = (isPast || (isTelling && isForgotten)) && atMs >= owed.sinceMs && !isSent;
      if (isTold) missed.push({ subscription, occurrence, isForgotten });
    }
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Begins nothing more, and waits for what is on its way, for so long at most. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    const { watch, wait } = this.#parts;
    const through = this.settled().then(() =>
      this.#lookedAtMs === null ? undefined : watch.leave().catch(() => undefined),
    );
    await readyWithin(through, graceMs, { deadline: wait });
  }

  async #sendQueued(queued: Queued): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    queued.watch.lookAtMs = await this.#sender.send(queued);
  }

  #track(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}

/** One of each workspace, then a second of each, and so on; which comes first depends on `seed`. */
function inFairOrder(all: readonly Queued[], seed: number): readonly Queued[] {
  const ranked = all
    .map((each) => ({ each, rank: hash(`${seed} ${placeKey(each.subscription.place)}`) }))
    .sort((a, b) => a.rank - b.rank);
  const byWorkspace = Map.groupBy(ranked, ({ each }) => {
    const { platform, workspace } = each.subscription.place;
    return `${platform} ${workspace ?? ''}`;
  });
  const turns = [...byWorkspace.values()].flatMap((those) =>
    those.map(({ each }, turn) => ({ each, turn })),
  );
  return turns.sort((a, b) => a.turn - b.turn).map(({ each }) => each);
}
