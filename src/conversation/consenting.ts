import { askedOf, told } from '../ask/request.ts';
import type { Address, Answer, Asked, Debates, Options } from '../ask/request.ts';
import type { Notice } from '../debate/notice.ts';
import { BotError } from '../errors.ts';
import { fullAt, isWaiting, type Proposal, type Proposals } from '../proposing/proposal.ts';
import { dayAt, MOST_OF_THREAD, peopleIn } from '../proposing/thread.ts';
import { Asking, gestureOf, Unreadable, type AskingParts } from './asking.ts';
import type { Conversation } from './conversation.ts';
import { RETRY_FOR_MS } from './delivery.ts';
import type { Click, Exchange } from './exchange.ts';
import { repeat, unlessRefused } from './repeating.ts';

interface ConsentingParts<Payload extends object> extends AskingParts<Payload> {
  readonly conversation: Conversation<Payload>;
  readonly debates: Debates;
  /** Absent where nothing lasts. */
  readonly proposals?: Pick<Proposals, 'by' | 'all'>;
}

const ANSWERS = { oui: 'named', anonyme: 'unnamed', non: 'refused', reprendre: 'refused' } as const;
const GESTURE = /^(?<gesture>oui|anonyme|non|reprendre) (?<number>\d{1,15})$/u;

/** What happens when somebody proposes a whole thread, and when its people answer. */
export class Consenting<Payload extends object> {
  readonly #parts: ConsentingParts<Payload>;
  readonly #asking: Asking<Payload>;

  constructor(parts: ConsentingParts<Payload>) {
    this.#parts = parts;
    this.#asking = new Asking(parts);
  }

  /** Asks those whom a process that ended has not asked. */
  resume(): void {
    this.#asking.askAll();
  }

  /** Says what proposing the thread of a message does, over a button that does it. */
  async offer(exchange: Exchange<Payload>, message: string): Promise<void> {
    const { debates, conversation, consents } = this.#parts;
    const options = { geste: 'fil', lien: message };
    const debate = consents === undefined ? null : await debates.at(exchange.address);
    const question = { command: 'proposer', options } as const;
    if (debate !== null)
      return conversation.show(
        exchange,
        told({ code: 'thread to propose' }, [askedOf(debate, question)]),
      );
    if (consents === undefined) return conversation.show(exchange, told({ code: 'no proposals' }));
    // There are several, and none is chosen: that is what this says.
    await conversation.ask(exchange, { command: 'proposer', input: { options } }, 'asker');
  }

  /** Does what a button of a thread says; false for another button. */
  async click(exchange: Exchange<Payload>, click: Click, { options }: Asked): Promise<boolean> {
    const { conversation } = this.#parts;
    const { geste = '' } = options;
    const answered = GESTURE.exec(geste)?.groups;
    if (geste !== 'fil' && answered === undefined) return false;
    if (!(await conversation.isNew(exchange, click))) return true;
    if (answered === undefined) await this.#begin(exchange, options);
    else {
      const { gesture, number } = answered as { gesture: keyof typeof ANSWERS; number: string };
      const work = unlessDown(
        this.#answered(exchange, gesture, Number(number), options.lien ?? ''),
      );
      await conversation.showMade(exchange, work, click.message);
    }
    return true;
  }

  async #begin(exchange: Exchange<Payload>, options: Options): Promise<void> {
    const begun = this.#begun(exchange.address, options).then((made) => {
      if ('code' in made) return told(made);
      const people = made.proposed?.thread?.asked ?? 0;
      return told({ code: 'thread proposed', number: made.number, people });
    });
    await this.#parts.conversation.showMade(exchange, unlessDown(begun));
    this.#asking.askAll();
  }

  async #begun(address: Address, { lien = '', debat = '' }: Options): Promise<Proposal | Notice> {
    const { debates, proposals, consents, time } = this.#parts;
    if (consents === undefined || proposals === undefined) return { code: 'no proposals' };
    if ((await debates.named(debat, address)) === null) return { code: 'debate gone' };
    const full = await fullAt(address, proposals);
    if (full !== null) return { code: 'too many proposals', of: full };
    const thread = await this.#read(address, lien);
    if ('code' in thread) return thread;
    const people = peopleIn(thread.messages);
    if (people.length === 0) return { code: 'nobody to ask' };
    if (thread.hasMore || people.length > MOST_OF_THREAD.people)
      return { code: 'thread too long', ...MOST_OF_THREAD };
    const made = { ...thread, day: dayAt(time.now()), debate: debat };
    return (await consents.begin(address, made, people)) ?? { code: 'thread proposed before' };
  }

  /** The thread, or why there is none. */
  async #read(address: Address, message: string) {
    const { threads, faults, time } = this.#parts;
    const until = time.now() + RETRY_FOR_MS;
    try {
      const read = () => threads.read(address, message);
      return await repeat(read, { faults, time, until, mayRepeat: unlessRefused });
    } catch (error) {
      if (error instanceof Unreadable)
        return { code: 'thread unreadable', why: error.message } as const;
      if (faults.read(error)?.outcome === 'rate limited') return { code: 'thread later' } as const;
      throw error;
    }
  }

  async #answered(
    { person }: Exchange<Payload>,
    gesture: keyof typeof ANSWERS,
    number: number,
    workspace: string,
  ): Promise<Answer> {
    const { platform, proposals, consents, debates } = this.#parts;
    const place = { platform, workspace, channel: null, person: null };
    const kept = (await proposals?.all(place)) ?? [];
    const proposal = kept.find((each) => each.number === number && isWaiting(each));
    const consent =
      proposal === undefined ? null : ((await consents?.of(proposal, person)) ?? null);
    if (proposal === undefined || consent === null) return told({ code: 'consent over' });
    const { areSeveral, knownAt } = debates;
    const isThere = !areSeveral || knownAt(place).some(({ key }) => key === proposal.debate);
    if (!isThere) return told({ code: 'debate gone' });
    // What was refused is not there any more to be agreed to.
    const wanted = consent.answer === 'refused' ? 'refused' : ANSWERS[gesture];
    const answer = wanted === 'named' && consent.name === null ? 'unnamed' : wanted;
    await consents?.answer(consent, answer);
    const isKept = answer !== 'refused';
    return told({ code: 'consented', answer }, isKept ? [gestureOf('reprendre', consent)] : []);
  }
}

async function unlessDown(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof BotError && fault.code === 'store')
      return told({ code: 'proposals down' });
    throw fault;
  }
}
