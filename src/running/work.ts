import { setTimeout as wait } from 'node:timers/promises';
import type { Time } from '../ports.ts';

/** How often things happened since the start, by name: for the health endpoint. */
export class Counters {
  readonly #counts = new Map<string, number>();

  /** Counts one more; gives back how many there are now. */
  count(name: string): number {
    const counted = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, counted);
    return counted;
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort());
  }
}

/** The first of its kind and then every tenfold: what somebody repeats must not fill the log. */
export function isNotable(count: number): boolean {
  return Number.isInteger(Math.log10(count));
}

/** Knows what is being done, so that a stop can wait for it. */
export class Work {
  readonly #running = new Set<Promise<void>>();
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Does one piece of work and counts it under its kind; a fault is given to `onFault`, whose own are fatal to nothing. */
  run(
    kind: string,
    work: () => Promise<void>,
    onFault: (fault: unknown) => Promise<void>,
  ): Promise<void> {
    this.#counters.count(`received: ${kind}`);
    const done = work()
      .catch((fault: unknown) => {
        this.#counters.count(`failed: ${kind}`);
        return onFault(fault);
      })
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
    return done;
  }

  /** Resolves when nothing is left to do, or after `ms` with something left. */
  async settled(ms: number, time: Time): Promise<void> {
    await readyWithin(Promise.allSettled([...this.#running]), ms, time);
  }
}

/** Between two attempts at reaching a server: at once after a hiccup, four times a minute in an outage. */
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 15_000;
const SHORTEST_WAIT_AT_START_MS = 1_000;

/** Each wait is twice the one before, from `shortest` to `longest`. */
export function* growingWaits(
  shortest = SHORTEST_WAIT_MS,
  longest = LONGEST_WAIT_MS,
): Generator<number, never> {
  let wait = shortest;
  for (;;) {
    yield wait;
    wait = Math.min(wait * 2, longest);
  }
}

/** The same from a second on: at the start nobody waits for an answer yet. */
export function waitsAtStart(): Generator<number, never> {
  return growingWaits(SHORTEST_WAIT_AT_START_MS);
}

/** At the start some seven seconds pass from the first of them to the last. */
const REFUSALS_THAT_STAND = 4;

/** A token that is good may be refused by a hiccup: only a refusal that comes again and again stands. */
export class Refusals {
  #inARow = 0;

  /** Told of every attempt that failed: whether the token's refusal stands now. */
  stand(isRefused: boolean): boolean {
    this.#inARow = isRefused ? this.#inARow + 1 : 0;
    return this.#inARow >= REFUSALS_THAT_STAND;
  }
}

const LATE: unique symbol = Symbol('late');
const asLate = (): typeof LATE => LATE;
const endOfTurn = (resolve: (late: typeof LATE) => void) => setImmediate(resolve, LATE);

/** What the work gives if it is ready in time, and before a stop, else null; the work itself goes on. */
export async function readyWithin<Value>(
  work: Promise<Value>,
  ms: number,
  { deadline }: Pick<Time, 'deadline'>,
  stopping?: AbortSignal,
): Promise<Awaited<Value> | null> {
  // Most answers are there within this turn of the event loop: no timer is worth setting for them.
  const first = await Promise.race([work, new Promise<typeof LATE>(endOfTurn)]);
  if (first !== LATE) return first;
  if (stopping?.aborted === true) return null;
  const timer = new AbortController();
  const { signal } = timer;
  const ending = stopping === undefined ? signal : AbortSignal.any([signal, stopping]);
  const late = deadline(ms, ending).then(asLate, asLate);
  try {
    const won = await Promise.race([work, late]);
    return won === LATE ? null : won;
  } finally {
    timer.abort();
  }
}

/** What a platform answers at most: some hundred times what it is asked for. */
const LONGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/** A body was longer than any that is meant: of what was asked, nobody knows whether it was done. */
export class LongBody extends Error {
  /** As systems call a message that is too long. */
  readonly code = 'EMSGSIZE';
}

/** All of a body; rejects with a `LongBody`, and reads no more, once it has more than `most` bytes. */
export async function bytesOfBody(
  body: AsyncIterable<Uint8Array> | null,
  most = LONGEST_ANSWER_BYTES,
): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > most) throw new LongBody(`an answer of more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** An answer of a platform, as its client library takes it from whoever fetches. */
interface Answered<Headers> {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url?: string;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/**
 * The same, wholly read: the libraries would read it without an end. Rejects with a `LongBody`. It is no
 * `Response`, which takes longer to make and to read again than all that is done for a question.
 */
export async function wholeOf<Headers>(answered: Answered<Headers>) {
  const { ok, status, statusText, url = '', headers } = answered;
  const bytes = await bytesOfBody(answered.body);
  return {
    ...{ ok, status, statusText, url, headers, body: null, bodyUsed: false },
    arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer),
    text: () => Promise.resolve(bytes.toString()),
    json: () => Promise.try((): unknown => JSON.parse(bytes.toString())),
  };
}

/** The clock and the waiting of the process. */
export function platformTime(now: () => Date): Time {
  return {
    now: () => now().getTime(),
    wait: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    deadline: (ms, signal) => wait(ms, undefined, { signal }),
  };
}
