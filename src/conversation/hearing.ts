import { AnsweredMessages, type Answered, type AnsweredParts } from './answered.ts';
import { EVENT_MEMORY_MS, type Conversation } from './conversation.ts';
import type { ShownTo } from './buttons.ts';
import type { Exchange, HeardExchange } from './exchange.ts';
import { questionIn, subjectIn } from './typed.ts';

/** A message that speaks to the bot, as its platform read it. */
export interface Heard {
  /** Tells it from every other message of the platform. */
  readonly id: string;
  /** Its words, without the platform's own marks. */
  readonly text: string;
  /** The words of others that it passes on, where it has none of its own. */
  readonly passedOn: string;
  /** What is said in the place of an answer, where the platform keeps the words back. */
  readonly excuse?: string | null;
  /** To whom the answer is shown, where that does not depend on it. */
  readonly shownTo: ShownTo | null;
  /** That a person changed it; null where it is as it was written. */
  readonly edit: Edit | null;
}

interface Edit {
  /** In milliseconds since 1970, which tells it from every other edit of the message. */
  readonly atMs: number;
  /** Whether it was made just now, and is not told because something else of an old message changed. */
  readonly isRecent: boolean;
}

interface HearingParts<Payload extends object> extends AnsweredParts {
  readonly conversation: Conversation<Payload>;
  /** A command's own name, where a platform may call it otherwise. */
  readonly commandOf?: (typed: string) => string;
}

/** What happens when somebody speaks to the bot without a command: the same on every platform. */
export class Hearing<Payload extends object> {
  readonly #conversation: Conversation<Payload>;
  readonly #answered: AnsweredMessages;
  readonly #commandOf: (typed: string) => string;

  constructor({ conversation, commandOf = (typed) => typed, ...parts }: HearingParts<Payload>) {
    this.#conversation = conversation;
    this.#answered = new AnsweredMessages(parts);
    this.#commandOf = commandOf;
  }

  /**
   * Answers a message once, whoever tells of it and how often; in other words, its answer is amended.
   * Where it is deleted, or names the bot no more, its answer stays. Never rejects.
   */
  hear(exchange: HeardExchange<Payload>, heard: Heard): Promise<void> {
    const { id, edit } = heard;
    return this.#conversation.perform(exchange, () =>
      this.#answered.inTurn(id, async (done) => {
        const before = await (edit === null ? this.#ofNew(id) : this.#ofEdited(heard, edit));
        if (before !== null) await this.#answer(exchange, heard, before, done);
      }),
    );
  }

  /** The answer that stands before a message is answered: none. Null where it is not to be answered. */
  async #ofNew(id: string): Promise<Answered | null> {
    return (await this.#conversation.isFirst(`message:${id}`)) ? UNANSWERED : null;
  }

  /** The same once it was changed: it may have named the bot only since, and its words may still be the same. */
  async #ofEdited(heard: Heard, { atMs, isRecent }: Edit): Promise<Answered | null> {
    const { id } = heard;
    const conversation = this.#conversation;
    if (!(await conversation.isFirst(`message:${id}:${atMs}`))) return null;
    const before = await this.#answered.begin(id, atMs, EVENT_MEMORY_MS);
    if (before > atMs) return null;
    let known = await this.#answered.recall(id);
    if (known === null) {
      if (!isRecent) return null;
      if (await conversation.isFirst(`message:${id}`)) return UNANSWERED;
    }
    if (known === null || known.editedAtMs < before) {
      known = await this.#answered.awaited(id, before);
    }
    if (known?.words !== this.#hashOf(heard)) return known ?? UNANSWERED;
    await this.#answered.keep(id, { ...known, editedAtMs: atMs }, EVENT_MEMORY_MS);
    return null;
  }

  /** What came of it is remembered as soon as it is shown, for whoever is told of an edit. */
  async #answer(
    exchange: HeardExchange<Payload>,
    heard: Heard,
    before: Answered,
    done: () => void,
  ): Promise<void> {
    const { id, edit } = heard;
    const { answer: standing } = before;
    const words = this.#hashOf(heard);
    const remember = (answer: string | null) =>
      this.#answered.keep(id, { words, answer, editedAtMs: edit?.atMs ?? 0 }, EVENT_MEMORY_MS);
    const kept: Promise<void>[] = [];
    exchange.standing = standing;
    exchange.shown = (answer) => {
      kept.push(remember(answer).then(done));
    };
    try {
      await this.#ask(exchange, heard, before !== UNANSWERED);
    } finally {
      if (kept.length === 0) kept.push(remember(standing));
      await Promise.all(kept);
    }
  }

  /** What is passed on is searched as a whole; what is said is a question. */
  async #ask(
    exchange: Exchange<Payload>,
    { id, text, passedOn, excuse = null, shownTo }: Heard,
    isHeardAgain: boolean,
  ): Promise<void> {
    const conversation = this.#conversation;
    if (excuse !== null) return conversation.tell(exchange, excuse);
    const after = await conversation.threads.before(exchange, id, isHeardAgain);
    if (passedOn !== '') return conversation.searchFor(exchange, subjectIn(passedOn), shownTo);
    const { command, ...asked } = questionIn(text, after);
    const question = { command: this.#commandOf(command), ...asked };
    return conversation.ask(exchange, question, shownTo);
  }

  #hashOf({ id, text, passedOn }: Heard): string {
    return this.#answered.hashOf(id, `${text}\n${passedOn}`);
  }
}

const UNANSWERED: Answered = { words: '', answer: null, editedAtMs: 0 };
