import { Keyv } from 'keyv';
import type { Log, Time } from '../ports.ts';
import { BotError } from '../errors.ts';
import { readyWithin } from '../running/work.ts';
import type { Engine, Run } from './engine.ts';

/**
 * How long an operation may take. A healthy database needs milliseconds; Slack and Discord want a
 * first response within 3 seconds, and two operations may come before it.
 */
const TIMEOUT_MS = 1_000;
/** How long a database that is down is left alone before it is tried again. */
const RETRY_MS = 1_000;
/** Operations under way at once: more than a database serves in time, and some megabytes. */
const MOST_PENDING = 1_000;

/** Whether what is kept can be read and changed, read alone, or neither. */
export type StoreState = 'up' | 'read-only' | 'down';

export interface StoreHealth {
  readonly engine: Engine['name'];
  readonly state: StoreState;
  /** Whether it can be read and changed. */
  readonly isUp: boolean;
  /** Why it cannot, in the database's own short code (`READONLY`, `SQLITE_FULL`, `ECONNREFUSED`); null while it can. */
  readonly reason: string | null;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
}

export interface GuardParts {
  readonly time: Time;
  readonly log: Log;
  readonly timeoutMs?: number;
  readonly retryMs?: number;
}

/** What the log hears when a state begins. */
const EVENTS: Readonly<Record<StoreState, string>> = {
  up: 'the store is up again',
  'read-only': 'the store takes no changes',
  down: 'the store is down',
};

/**
 * Stands between the program and its database, so that what is slow or down costs a question a
 * second at most: an operation ends in time; while the database is down none is begun, nothing waits
 * for it, and it is tried again until it takes changes. The log hears of the changes and of nothing else.
 */
export class Guard {
  readonly #engine: Engine;
  readonly #keyv: Keyv<string>;
  readonly #parts: Required<GuardParts>;
  readonly #closing = new AbortController();
  #state: StoreState = 'up';
  #reason: string | null = null;
  #sinceMs: number;
  #pending = 0;
  #check: Promise<void> | null = null;
  /** Why operations failed though the database is up: told once each, until it was down. */
  readonly #told = new Set<string>();

  constructor(engine: Engine, parts: GuardParts) {
    this.#engine = engine;
    this.#keyv = openKeyv(engine);
    this.#parts = { timeoutMs: TIMEOUT_MS, retryMs: RETRY_MS, ...parts };
    this.#sinceMs = parts.time.now();
  }

  /** Connects; a database that does not answer is left to come up by itself. */
  start(): Promise<void> {
    return this.#ask(() => this.#reopen());
  }

  health(): StoreHealth {
    const [engine, state] = [this.#engine.name, this.#state];
    return { engine, state, isUp: state === 'up', reason: this.#reason, sinceMs: this.#sinceMs };
  }

  /** While no changes are taken they are asked for all the same: the database refuses them, and answers the rest. */
  readonly run: Run = async (operation) => {
    if (this.#state === 'down') throw this.#fault('is down');
    if (this.#pending >= MOST_PENDING) throw this.#fault('is asked too much at once');
    this.#pending += 1;
    try {
      return await this.#inTime(operation({ keyv: this.#keyv, engine: this.#engine }));
    } catch (cause) {
      this.suspect(cause);
      throw this.#fault(`failed: ${detailOf(cause)}`, cause);
    } finally {
      this.#pending -= 1;
    }
  };

  /** Asks the database whether it is there and takes changes: an operation may fail for a reason of its own. */
  suspect(why: unknown = null): void {
    if (this.#state !== 'up' || this.#check !== null || this.#closing.signal.aborted) return;
    this.#check = this.#ask(() => this.#engine.ping()).finally(() => {
      this.#check = null;
      if (this.#state === 'up' && why !== null && !(why instanceof Late)) this.#tellOnce(why);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#inTime(this.#engine.close()).catch((cause: unknown) => {
      this.#parts.log.warn(
        { engine: this.#engine.name, reason: codeOf(cause), detail: detailOf(cause) },
        'the store did not close',
      );
    });
  }

  #fault(what: string, cause?: unknown): BotError {
    return new BotError('store', `the store (${this.#engine.name}) ${what}`, {
      cause,
      retryable: true,
    });
  }

  #tellOnce(why: unknown): void {
    const reason = codeOf(why);
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    const fields = { engine: this.#engine.name, reason, detail: detailOf(why) };
    this.#parts.log.warn(fields, 'the store refused something, though it takes changes');
  }

  /** Begins the state that is found by writing and, where that fails, by reading. Never rejects. */
  async #ask(writing: () => Promise<void>): Promise<void> {
    try {
      await this.#inTime(writing());
      this.#turn('up', null);
      return;
    } catch (cause) {
      const read = this.#inTime(this.#engine.peek());
      const [isRead] = await Promise.allSettled([read]);
      if (isRead.status === 'rejected') {
        this.#turn('down', cause);
        return;
      }
    }
    // It may have come back between the two.
    const [written] = await Promise.allSettled([this.#inTime(this.#engine.ping())]);
    if (written.status === 'fulfilled') this.#turn('up', null);
    else this.#turn('read-only', written.reason);
  }

  #turn(state: StoreState, cause: unknown): void {
    const before = this.#state;
    if (this.#closing.signal.aborted) return;
    this.#reason = cause === null ? null : codeOf(cause);
    if (state === before) return;
    this.#state = state;
    this.#sinceMs = this.#parts.time.now();
    this.#told.clear();
    const fields = { engine: this.#engine.name, reason: this.#reason, detail: detailOf(cause) };
    if (state === 'up') this.#parts.log.info({ engine: this.#engine.name }, EVENTS.up);
    else this.#parts.log.warn(fields, EVENTS[state]);
    if (before === 'up') void this.#comeUp();
  }

  /**
   * Connects anew each time: after a failover, the address leads to another server. Never rejects.
   */
  async #comeUp(): Promise<void> {
    const { signal } = this.#closing;
    const { time, retryMs } = this.#parts;
    while (this.#state !== 'up') {
      await time.wait(retryMs, signal).catch(() => undefined);
      if (signal.aborted) return;
      await this.#ask(() => this.#reopen());
    }
  }

  #reopen(): Promise<void> {
    return this.#engine.reopen().then(() => this.#engine.ping());
  }

  async #inTime<Result>(work: Promise<Result>): Promise<Result> {
    const done = work.then((result) => ({ result }));
    const { timeoutMs, time } = this.#parts;
    const inTime = await readyWithin(done, timeoutMs, time);
    if (inTime === null) throw new Late(`no answer within ${timeoutMs} ms`);
    return inTime.result;
  }
}

/** An operation was not through in time. */
class Late extends Error {
  readonly code = 'late';
}

/** What an operator needs to know, without an address that may hold a password. */
function detailOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message === '' ? codeOf(cause) : cause.message;
}

/** In one word: a code of the system or of the database, or the word that opens an error of Redis. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return /^[A-Z]{2,}(?= )/u.exec(cause.message)?.[0] ?? cause.name;
}

/**
 * Keyv without its envelope: times end in the engine, which has a clock that all processes share,
 * and a count is a number that the engine can add to. Keyv swallows faults unless told otherwise.
 */
function openKeyv({ adapter, namespace }: Engine): Keyv<string> {
  return new Keyv<string>({
    store: adapter,
    namespace,
    useKeyPrefix: false,
    throwOnErrors: true,
    emitErrors: false,
    serialize: ({ value }) => value as string,
    // Typed as any value asked for; all that is asked for here is text.
    deserialize: (text) => ({ value: text as never }),
  });
}

/** What the store says, or `otherwise` when it is down or slow: the guard has told the log. */
export async function unlessStoreFails<Result>(
  asked: Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await asked;
  } catch (fault) {
    if (fault instanceof BotError && fault.code === 'store') return otherwise;
    throw fault;
  }
}
