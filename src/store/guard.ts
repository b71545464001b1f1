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

export interface StoreHealth {
  readonly engine: Engine['name'];
  readonly isUp: boolean;
}

export interface GuardParts {
  readonly time: Time;
  readonly log: Log;
  readonly timeoutMs?: number;
  readonly retryMs?: number;
}

/**
 * Stands between the program and its database, so that what is slow or down costs a question a
 * second at most: an operation ends in time; while the database is down none is begun, nothing waits
 * for it, and it is tried again until it answers. The log hears of the changes and of nothing else.
 */
export class Guard {
  readonly #engine: Engine;
  readonly #keyv: Keyv<string>;
  readonly #parts: Required<GuardParts>;
  readonly #closing = new AbortController();
  #isUp = false;
  #pending = 0;
  #check: Promise<void> | null = null;

  constructor(engine: Engine, parts: GuardParts) {
    this.#engine = engine;
    this.#keyv = openKeyv(engine);
    this.#parts = { timeoutMs: TIMEOUT_MS, retryMs: RETRY_MS, ...parts };
  }

  /** Connects; a database that does not answer is left to come up by itself. */
  async start(): Promise<void> {
    try {
      await this.#reopen();
      this.#isUp = true;
    } catch (cause) {
      this.#goDown(cause);
    }
  }

  health(): StoreHealth {
    return { engine: this.#engine.name, isUp: this.#isUp };
  }

  readonly run: Run = async (operation) => {
    if (!this.#isUp) throw this.#fault('is down');
    if (this.#pending >= MOST_PENDING) throw this.#fault('is asked too much at once');
    this.#pending += 1;
    try {
      return await this.#inTime(operation({ keyv: this.#keyv, engine: this.#engine }));
    } catch (cause) {
      this.suspect();
      throw this.#fault(`failed: ${reasonOf(cause)}`, cause);
    } finally {
      this.#pending -= 1;
    }
  };

  /** Asks the database whether it is there: an operation may fail for a reason of its own. */
  suspect(): void {
    if (!this.#isUp || this.#check !== null || this.#closing.signal.aborted) return;
    this.#check = this.#inTime(this.#engine.ping())
      .catch((cause: unknown) => {
        this.#goDown(cause);
      })
      .finally(() => {
        this.#check = null;
      });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#inTime(this.#engine.close()).catch((cause: unknown) => {
      this.#parts.log.warn(
        { ...this.health(), reason: reasonOf(cause) },
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

  #goDown(cause: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#isUp = false;
    this.#parts.log.warn(
      { engine: this.#engine.name, reason: reasonOf(cause) },
      'the store is down',
    );
    void this.#comeUp();
  }

  /** Never rejects. */
  async #comeUp(): Promise<void> {
    const { signal } = this.#closing;
    const { time, log, retryMs } = this.#parts;
    while (!this.#isUp && !signal.aborted) {
      try {
        await this.#reopen();
        this.#isUp = true;
        log.info({ engine: this.#engine.name }, 'the store is up again');
      } catch {
        // Said once, when it went down.
        await time.wait(retryMs, signal).catch(() => undefined);
      }
    }
  }

  async #reopen(): Promise<void> {
    await this.#inTime(this.#engine.reopen().then(() => this.#engine.ping()));
  }

  async #inTime<Result>(work: Promise<Result>): Promise<Result> {
    const done = work.then((result) => ({ result }));
    const { timeoutMs, time } = this.#parts;
    const inTime = await readyWithin(done, timeoutMs, time);
    if (inTime === null) throw new Error(`no answer within ${timeoutMs} ms`);
    return inTime.result;
  }
}

/** What an operator needs to know, without an address that may hold a password. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return cause.message === '' ? code : cause.message;
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
