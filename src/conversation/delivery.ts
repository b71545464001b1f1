import type { Answer } from '../ask/request.ts';
import type { Cleared } from '../debate/gate.ts';
import type { ReportFault } from '../errors.ts';
import type { Log, Meter, Time } from '../ports.ts';
import { readyWithin, type Counters } from '../running/work.ts';
import { isAsking, type ShownTo } from './buttons.ts';
import { Changes } from './changes.ts';
import type { Composer, Recipients } from './composer.ts';
import {
  AnsweredElsewhere,
  type ClickedExchange,
  type Exchange,
  type Fault,
  type FaultReader,
  type Outgoing,
} from './exchange.ts';
import { isCertainlyUndone, repeat, unlessRefused } from './repeating.ts';
import type { Threads } from './threads.ts';

/** What was certainly not done is tried again for so long: platforms ask for half a minute at most, outages pass. */
export const RETRY_FOR_MS = 60_000;
/** Platforms wait three seconds for a first response. */
export const ACKNOWLEDGE_WITHIN_MS = 2_000;

export interface DeliveryParts<Payload extends object> {
  readonly composer: Composer<Payload>;
  readonly faults: FaultReader;
  readonly platform: string;
  readonly counters: Counters;
  /** Absent where nobody watches. */
  readonly meter?: Meter;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
}

/** Brings answers before people's eyes: what is tried again, in which order, and what completes them. */
export class Delivery<Payload extends object> {
  readonly #parts: DeliveryParts<Payload> & { readonly threads: Threads };
  readonly #changes = new Changes();
  /** When people whose answer is not there yet began to wait, in milliseconds since 1970. */
  readonly #waiting = new WeakMap<Exchange<Payload>, number>();

  constructor(parts: DeliveryParts<Payload> & { readonly threads: Threads }) {
    this.#parts = parts;
  }

  /** Counts a question, by a name that the program has. */
  asked(command: string): void {
    const { meter, platform } = this.#parts;
    meter?.asked(platform, isAsking(command) ? command : 'unknown');
  }

  /** Somebody waits from now on. */
  begin(exchange: Exchange<Payload>): void {
    this.#waiting.set(exchange, this.#parts.time.now());
  }

  /** Shows an answer as a message of its own, or in the place of one that stands, and then what completes it. */
  async show(exchange: Exchange<Payload>, answer: Answer, recipients: Recipients): Promise<void> {
    const isToBeAmended = answer.complete !== undefined;
    const { standing = null } = exchange;
    const isLatest = standing === null ? null : this.#changes.mark(standing);
    // Composed anew for each attempt: the corpus may have been read again since the one before.
    const compose = (each: Answer) => this.#parts.composer.answer(each, recipients);
    const message = await this.attempt(exchange, () =>
      exchange.reply(compose(answer), isToBeAmended),
    );
    this.#answered(exchange);
    exchange.shown?.(message);
    if (message !== null) await this.#parts.threads.keepOn(message, answer, recipients.shownTo);
    if (message === null || !isToBeAmended) return;
    const isFirst = isLatest === null || message !== standing;
    const mayComplete = isFirst ? this.#changes.markFirst(message) : isLatest;
    await this.#complete(exchange, answer, compose, mayComplete);
  }

  /** Shows an answer in the place of the message that was clicked in, and what completes it. */
  async change(
    exchange: Exchange<Payload>,
    answer: Answer,
    recipients: Recipients,
    message: string,
  ): Promise<void> {
    const isLatest = this.#changes.mark(message);
    const compose = (each: Answer) => this.#parts.composer.answer(each, recipients);
    const amend = () => {
      const outgoing = compose(answer);
      // What only the one who clicked may see cannot stand in the place of what all see.
      const isForAll = !outgoing.isRefused || recipients.shownTo === 'asker';
      return isForAll ? exchange.amend(outgoing) : exchange.whisper(outgoing.message);
    };
    await this.attempt(exchange, amend, unlessRefused);
    this.#answered(exchange);
    if (answer.complete !== undefined) await this.#complete(exchange, answer, compose, isLatest);
  }

  /** An answer that is not there soon is announced, which may decide to whom it is shown. */
  async awaited(exchange: Exchange<Payload>, work: Promise<Answer>, as: ShownTo | 'in place') {
    const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, this.#parts.time);
    if (ready !== null) return [ready, null] as const;
    const held = await this.hold(exchange, as);
    return [await work, held] as const;
  }

  hold(exchange: Exchange<Payload>, as: ShownTo | 'in place'): Promise<ShownTo | null> {
    return this.attempt(exchange, () => exchange.hold(as));
  }

  /** Shows an answer to the one who clicked, beside the message that was clicked in, or in its place. */
  async showMade(exchange: Exchange<Payload>, work: Promise<Answer>, message?: string) {
    const [answer] = await this.awaited(
      exchange,
      work,
      message === undefined ? 'asker' : 'in place',
    );
    const toAll = { shownTo: 'everyone', owner: null, sharedBy: null } as const;
    if (message === undefined) await this.show(exchange, answer, { ...toAll, shownTo: 'asker' });
    else await this.change(exchange, answer, toAll, message);
  }

  /** What completes an answer is not waited for. */
  #answered(exchange: Exchange<Payload>): void {
    const { meter, platform, time } = this.#parts;
    const since = this.#waiting.get(exchange);
    if (since === undefined) return;
    this.#waiting.delete(exchange);
    meter?.answered(platform, time.now() - since);
  }

  /** Shows a private answer to all, in a message that says who passes it on; false where the gate refuses it. */
  async passOn(exchange: Exchange<Payload>, answer: Answer, by: string): Promise<boolean> {
    const { composer, threads } = this.#parts;
    const recipients = { shownTo: 'everyone', owner: by, sharedBy: by } as const;
    return this.attempt(exchange, async () => {
      const outgoing = composer.answer(answer, recipients);
      const message = await exchange.reply(outgoing, false);
      if (message !== null) await threads.keepOn(message, answer, outgoing.shownTo);
      return !outgoing.isRefused;
    });
  }

  /** Puts one sentence in the place of the private message that was clicked in, where that can be. */
  async settle(exchange: Exchange<Payload>, sentence: string): Promise<void> {
    const message = this.#parts.composer.sentence(sentence);
    const done = { message, shownTo: 'asker', owner: null, isRefused: false } as const;
    try {
      await this.attempt(exchange, () => exchange.amend(done), unlessRefused);
    } catch (error) {
      const code = this.#parts.faults.read(error)?.code ?? 'unknown';
      this.#parts.log.warn({ code }, 'the private copy of a shared answer stays');
    }
  }

  /** Says one sentence to the person alone. */
  async tell(exchange: Exchange<Payload>, sentence: string): Promise<void> {
    const message = this.#parts.composer.sentence(sentence);
    await this.attempt(exchange, () => exchange.whisper(message));
  }

  /** Takes away the message that was clicked in: nothing that is still awaited brings it back. */
  async withdraw(exchange: ClickedExchange<Payload>, message: string): Promise<void> {
    this.#changes.mark(message);
    await this.attempt(exchange, () => exchange.withdraw(), unlessRefused);
  }

  /** Tells the operator of a fault, and the person by whatever way is open. Never rejects. */
  async apologise(exchange: Exchange<Payload>, error: unknown): Promise<void> {
    const { counters, log, faults } = this.#parts;
    const apology = this.#apologyFor(exchange, error);
    if (apology === null) return;
    try {
      await this.attempt(exchange, () => exchange.whisper(apology), unlessRefused);
    } catch (closed) {
      counters.count('not told');
      const code = faults.read(closed)?.code ?? 'unknown';
      log.warn({ code }, 'a person could not be told of a fault');
    }
  }

  /** Null where nobody is to be told: the person has an answer, or waits no longer. */
  #apologyFor({ doing }: Exchange<Payload>, error: unknown): Cleared<Payload> | null {
    const { counters, log, faults, composer, reportFault } = this.#parts;
    if (error instanceof AnsweredElsewhere) {
      counters.count('answered elsewhere');
      return null;
    }
    const fault = faults.read(error);
    if (fault !== null && faults.isTooLate(fault)) {
      const times = counters.count(`too late: ${fault.code}`);
      log.warn({ doing, code: fault.code, times }, 'nobody waits for the answer any more');
      return null;
    }
    const reference = reportFault(faults.toBotError(error, doing));
    if (fault === null) return composer.fault(error, reference);
    if (faults.isTokenFault(fault)) return null;
    return composer.sentence(faults.sentenceFor(fault, reference));
  }

  /** Makes a call again for as long as that can do no harm; throws its last error. */
  attempt<Result>(
    exchange: Exchange<Payload>,
    call: () => Promise<Result>,
    // Asked after each fault: an exchange of several steps may be through with the one that counts.
    mayRepeat = (fault: Fault): boolean =>
      exchange.isRepeatable === true ? unlessRefused(fault) : isCertainlyUndone(fault),
  ): Promise<Result> {
    const { faults, time } = this.#parts;
    const until = Math.min(time.now() + RETRY_FOR_MS, exchange.answerBy ?? Infinity);
    return repeat(call, { faults, time, until, mayRepeat });
  }

  /**
   * Puts what completes an answer in its place, unless it is the same or somebody changed the message
   * since. Where that fails, what stands there stays, and only the operator is told. Never rejects.
   */
  async #complete(
    exchange: Exchange<Payload>,
    answer: Answer,
    compose: (answer: Answer) => Outgoing<Payload>,
    isLatest: () => boolean,
  ): Promise<void> {
    const whole = (await answer.complete?.()) ?? answer;
    if (whole === answer) return;
    const { counters, faults, log } = this.#parts;
    const amend = async () => {
      if (!isLatest()) return;
      const outgoing = compose(whole);
      if (!outgoing.isRefused) await exchange.amend(outgoing);
    };
    try {
      // The same message twice is one message: an edit may be repeated whatever became of it.
      await this.attempt(exchange, amend, unlessRefused);
    } catch (error) {
      const known = faults.read(error);
      if (known !== null && faults.isTooLate(known)) {
        counters.count(`too late: ${known.code}`);
        return;
      }
      const fault = faults.toBotError(error, 'completing an answer');
      log.warn({ fault }, 'an answer stays as it was before it was completed');
    }
  }
}
