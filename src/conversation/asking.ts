import { told, type Address, type Asked } from '../ask/request.ts';
import type { Cleared } from '../debate/gate.ts';
import type { Log, Time } from '../ports.ts';
import { dayAt, type Consent, type Consents, type Written } from '../proposing/thread.ts';
import type { Work } from '../running/work.ts';
import type { Composer } from './composer.ts';
import type { FaultReader } from './exchange.ts';
import { isCertainlyUndone, repeat } from './repeating.ts';

/** A thread as its platform gives it: the messages of people, in order. */
export interface ReadThread {
  /** Tells it from every other of its workspace, from whichever of its messages it is read. */
  readonly place: string;
  readonly link: string;
  readonly messages: readonly Written[];
  /** Whether there are more than are read. */
  readonly hasMore: boolean;
}

/** Why a platform does not give a thread, in one sentence for whoever asks. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** What a platform does of threads. One attempt each, rejected with the platform's own error. */
export interface ThreadPort<Payload> {
  /** The thread of a message of the place; rejects with an `Unreadable` where that cannot be. */
  readonly read: (at: Address, message: string) => Promise<ReadThread>;
  /** Shows a message to a person alone, in the conversation with the bot; the same key shows it once. */
  readonly write: (
    to: Address & { readonly person: string },
    message: Cleared<Payload>,
    key: string,
  ) => Promise<void>;
}

export interface AskingParts<Payload extends object> {
  readonly platform: string;
  readonly composer: Composer<Payload>;
  readonly threads: ThreadPort<Payload>;
  readonly faults: FaultReader;
  readonly work: Work;
  readonly log: Log;
  readonly time: Time;
  /** Absent where nothing lasts. */
  readonly consents?: Consents;
}

/** A person is asked for so long where the platform makes the bot wait. */
const ASK_FOR_MS = 10 * 60_000;

/** Asks each person of a thread that is proposed, once, whether their words may be kept. */
export class Asking<Payload extends object> {
  readonly #parts: AskingParts<Payload>;

  constructor(parts: AskingParts<Payload>) {
    this.#parts = parts;
  }

  /** Asks, in the background, all who are still to be asked: those whom a process that ended has not asked, too. */
  askAll(): void {
    const { consents, platform, work, log } = this.#parts;
    if (consents === undefined) return;
    const untold = (fault: unknown) => {
      log.warn({ fault }, 'people of a thread are not asked for now');
      return Promise.resolve();
    };
    const begin = async () => {
      const all = await consents.unasked(platform);
      const ask = async () => {
        for (const each of all) if (await consents.take(each)) await this.#ask(each);
      };
      if (all.length > 0) await work.run('asking for consent', ask, untold);
    };
    begin().catch(untold);
  }

  /** Whom the platform lets nobody write to has not agreed. */
  async #ask(consent: Consent & { readonly person: string }): Promise<void> {
    const { threads, faults, time, log, consents } = this.#parts;
    const { person, platform, workspace, number } = consent;
    const to = { platform, workspace, channel: null, person };
    const until = time.now() + ASK_FOR_MS;
    try {
      const message = this.#question(consent);
      const write = () => threads.write(to, message, `fil ${number}`);
      await repeat(write, { faults, time, until, mayRepeat: isCertainlyUndone });
    } catch (fault) {
      const known = faults.read(fault);
      const fields = { fault: faults.toBotError(fault, 'asking for consent'), code: known?.code };
      log.warn({ ...fields, number }, 'a person of a thread could not be asked');
      const isClosed = known?.outcome === 'refused' && !faults.isTokenFault(known);
      if (isClosed) await consents?.answer(consent, 'unreached');
    }
  }

  #question(consent: Consent): Cleared<Payload> {
    const { name, said, untilMs } = consent;
    const [day = '', until] = [said[0]?.day, dayAt(untilMs)];
    const answers = [...(name === null ? [] : ['oui']), 'anonyme', 'non'];
    const question = told(
      { code: 'consent asked', name, day, until },
      answers.map((each) => gestureOf(each, consent)),
    );
    const own = said.map(({ words }) => words);
    return this.#parts.composer.withOwn(question, own);
  }
}

/** The workspace stands in the button: the conversation with the bot may belong to none. */
export function gestureOf(gesture: string, { number, workspace }: Consent): Asked {
  return { command: 'proposer', options: { geste: `${gesture} ${number}`, lien: workspace ?? '' } };
}
