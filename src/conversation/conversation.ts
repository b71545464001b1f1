import type { Answer, Asked, Debates, Dispatch, Request } from '../ask/request.ts';
import { isWorthSharing } from '../debate/reply.ts';
import type { Claims, Feedback, Notes, Verdict } from '../ports.ts';
import type { Work } from '../running/work.ts';
import { Delivery, type DeliveryParts } from './delivery.ts';
import { themesOf, type ShownTo } from './buttons.ts';
import { contestableIn, judge } from './feedback.ts';
import type { Click, ClickedExchange, Exchange, Sentences } from './exchange.ts';
import { Presses } from './presses.ts';
import { Threads } from './threads.ts';

/** An event is delivered again at once, after a minute, after five, and then hourly for a day. */
export const EVENT_MEMORY_MS = 24 * 60 * 60 * 1000;

/** What a conversation needs of its platform and of the rest of the program. */
interface ConversationParts<Payload extends object> extends DeliveryParts<Payload> {
  readonly sentences: Sentences;
  readonly dispatch: Dispatch;
  readonly debates: Debates;
  readonly claims: Claims;
  readonly feedback: Feedback;
  readonly notes: Notes;
  readonly work: Work;
}

type Question = Pick<Request, 'command' | 'input' | 'spoken' | 'isPressed'>;

/** What happens when somebody asks or clicks: the same on every platform. */
export class Conversation<Payload extends object> {
  readonly #parts: ConversationParts<Payload>;
  readonly #delivery: Delivery<Payload>;
  readonly #presses: Presses;
  /** What can be followed up. */
  readonly threads: Threads;

  constructor(parts: ConversationParts<Payload>) {
    this.#parts = parts;
    this.threads = new Threads(parts);
    this.#delivery = new Delivery({ ...parts, threads: this.threads });
    this.#presses = new Presses({ ...parts, isFirst: this.isFirst.bind(this) });
  }

  /** Does one thing that a person waits for; of a fault the operator is told, and the person. Never rejects. */
  perform(exchange: Exchange<Payload>, action: () => Promise<void>): Promise<void> {
    this.#delivery.begin(exchange);
    return this.#parts.work.run(exchange.doing, action, (error) =>
      this.#delivery.apologise(exchange, error),
    );
  }

  /** Whether something comes for the first time, to any process; a memory that fails keeps nobody from an answer. */
  async isFirst(event: string, ttlMs = EVENT_MEMORY_MS): Promise<boolean> {
    const { claims, platform, reportFault } = this.#parts;
    try {
      return await claims.claim(`${platform}:${event}`, ttlMs);
    } catch (fault) {
      reportFault(fault);
      return true;
    }
  }

  /** Answers a question; `to` says to whom, where that does not depend on the answer. */
  async ask(
    exchange: Exchange<Payload>,
    question: Question,
    to: ShownTo | null = null,
  ): Promise<void> {
    const work = this.answerTo(exchange, question);
    const [answer, held] = await this.#delivery.awaited(exchange, work, to ?? 'everyone');
    const shownTo = to ?? held ?? answer.audience;
    await this.threads.keep(exchange, answer, shownTo);
    await this.show(exchange, answer, shownTo);
  }

  /** Searches with the words of somebody's message, which are not kept. */
  async searchFor(
    exchange: Exchange<Payload>,
    sujet: string,
    to: ShownTo | null = null,
  ): Promise<void> {
    const prive = to === 'asker' ? { prive: 'oui' } : {};
    const question = { command: 'debat', input: { options: { sujet, brut: 'oui', ...prive } } };
    if (sujet === '') await this.#delivery.tell(exchange, this.#parts.sentences.nothingToSearch());
    else await this.ask(exchange, question, to);
  }

  /** Says one sentence to the person alone. */
  tell(exchange: Exchange<Payload>, sentence: string): Promise<void> {
    return this.#delivery.tell(exchange, sentence);
  }

  /** Shows an answer to those whom it is for, or to those named. */
  show(exchange: Exchange<Payload>, answer: Answer, to: ShownTo | null = null): Promise<void> {
    const recipients = { shownTo: to ?? answer.audience, owner: exchange.person, sharedBy: null };
    return this.#delivery.show(exchange, answer, recipients);
  }

  /** Does what a button says, once where it is pressed twice; one of another version of the bot is told so. */
  async click(exchange: ClickedExchange<Payload>, click: Click): Promise<void> {
    const { sentences } = this.#parts;
    if (!(await this.isNew(exchange, click))) return;
    switch (click.action) {
      case null:
        return this.#delivery.tell(exchange, sentences.outdatedButton());
      case 'previous':
      case 'next':
      case 'another':
      case 'summarise':
        return this.#changeInPlace(exchange, click);
      case 'context':
      case 'position':
      case 'picture':
      case 'ask':
        return this.#answerPrivately(exchange, click);
      case 'theme':
        return this.#openTheme(exchange, click);
      case 'share':
        return this.#share(exchange, click);
      case 'remove':
        return this.#remove(exchange, click);
      case 'useful':
        return this.takeVerdict(exchange, 'utile');
      case 'wrong':
        return this.#contest(exchange, click);
    }
  }

  /** Whether a press is to be answered; of one that is not, note is taken. */
  async isNew(exchange: Exchange<Payload>, click: Click): Promise<boolean> {
    const news = await this.#presses.newsOf(exchange.person, click);
    if (news === 'double') await this.#delivery.hold(exchange, 'in place');
    return news === 'new';
  }

  /** Shows the one who clicked what comes of it, beside the message that was clicked in, or in its place. */
  showMade(exchange: Exchange<Payload>, work: Promise<Answer>, message?: string): Promise<void> {
    return this.#delivery.showMade(exchange, work, message);
  }

  /** Asks what is wrong with an answer, or with which of its quotations. */
  async #contest(exchange: ClickedExchange<Payload>, { quoted }: Click): Promise<void> {
    const contestable = await contestableIn(quoted, exchange.address, this.#parts.debates);
    await this.#delivery.attempt(exchange, () => exchange.openForm(contestable));
  }

  /** Keeps what somebody thinks of what is quoted, and not who; null for a form of another version. */
  async takeVerdict(
    exchange: Exchange<Payload>,
    verdict: Verdict | null,
    quoted: readonly string[] = [],
  ): Promise<void> {
    if (verdict !== null) await judge(this.#parts, verdict, quoted, exchange.address);
    const { outdatedButton, thanks } = this.#parts.sentences;
    await this.#delivery.tell(exchange, (verdict === null ? outdatedButton : thanks)());
  }

  /** What the button asks; null where nobody knows any more, and the person was told so. */
  async #questionOf(exchange: Exchange<Payload>, click: Click): Promise<Asked | null> {
    const { sentences } = this.#parts;
    const asked = await click.question();
    if (asked !== null && asked !== 'expired') return asked;
    const told = asked === null ? sentences.outdatedButton() : sentences.expiredButton();
    await this.tell(exchange, told);
    return null;
  }

  /** Another page, or the same passages with a summary: in the message itself. */
  async #changeInPlace(exchange: Exchange<Payload>, click: Click): Promise<void> {
    const asked = await this.#questionOf(exchange, click);
    if (asked === null) return;
    const [answer] = await this.#delivery.awaited(
      exchange,
      this.#repeated(exchange, asked),
      'in place',
    );
    if (!isWorthSharing(answer.reply)) return this.show(exchange, answer, 'asker');
    const shownTo = click.isEphemeral ? 'asker' : 'everyone';
    const recipients = { shownTo, owner: click.owner, sharedBy: null } as const;
    await this.threads.keep(exchange, answer, shownTo);
    await this.#delivery.change(exchange, answer, recipients, click.message);
  }

  /** To the one who clicked, who may then share it: a click must not fill a channel. */
  async #answerPrivately(exchange: Exchange<Payload>, click: Click): Promise<void> {
    const asked = await this.#questionOf(exchange, click);
    if (asked === null) return;
    await this.ask(exchange, { command: asked.command, input: asked, isPressed: true }, 'asker');
  }

  /** What is said on the first of a passage's topics on which something is said, else what stands around it. */
  async #openTheme(exchange: Exchange<Payload>, click: Click): Promise<void> {
    const asked = await this.#questionOf(exchange, click);
    if (asked === null) return;
    for (const each of await themesOf(asked, exchange.address, this.#parts.debates)) {
      const answer = await this.#repeated(exchange, each);
      if (answer.reply.kind === 'quotes') return this.show(exchange, answer, 'asker');
    }
    await this.show(exchange, await this.#repeated(exchange, asked), 'asker');
  }

  /** Passes a private answer on to its channel as it is before the person's eyes, once, and says so in its place. */
  async #share(exchange: Exchange<Payload>, click: Click): Promise<void> {
    await this.#delivery.hold(exchange, 'in place');
    const share = () => this.#passOn(exchange, click);
    const ending = await this.#presses.once(`share:${click.message}`, EVENT_MEMORY_MS, share);
    const { shared, perhapsShared } = this.#parts.sentences;
    if (ending === 'done') await this.#delivery.settle(exchange, shared());
    else if (ending === 'unknown') await this.#delivery.tell(exchange, perhapsShared());
  }

  async #passOn(exchange: Exchange<Payload>, click: Click): Promise<boolean> {
    const { person } = exchange;
    const asked = await this.#questionOf(exchange, click);
    if (asked === null) return false;
    const answer = await this.#repeated(exchange, asked);
    if (isWorthSharing(answer.reply)) return this.#delivery.passOn(exchange, answer, person);
    await this.show(exchange, answer, 'asker');
    return false;
  }

  /** Takes an answer away for the one whose it is, or for whoever may do so for others. */
  async #remove(exchange: ClickedExchange<Payload>, click: Click): Promise<void> {
    const { sentences, faults, reportFault } = this.#parts;
    const may = click.owner === exchange.person || (await click.mayWithdraw());
    if (may !== true) {
      const refusal = may === null ? sentences.adminsUnknown() : sentences.notYoursToRemove();
      return this.#delivery.tell(exchange, refusal);
    }
    await this.#delivery.hold(exchange, 'in place');
    try {
      await this.#delivery.withdraw(exchange, click.message);
    } catch (error) {
      const fault = faults.read(error);
      if (fault === null || faults.isTooLate(fault)) throw error;
      const reference = reportFault(faults.toBotError(error, exchange.doing));
      await this.#delivery.tell(exchange, sentences.notRemoved(reference));
    }
  }

  answerTo({ address, mayManage }: Exchange<Payload>, question: Question): Promise<Answer> {
    this.#delivery.asked(question.command);
    const request = { address, ...question };
    return this.#parts.dispatch(mayManage === undefined ? request : { ...request, mayManage });
  }

  #repeated(exchange: Exchange<Payload>, { command, options }: Asked): Promise<Answer> {
    return this.answerTo(exchange, { command, input: { options }, isPressed: true });
  }
}
