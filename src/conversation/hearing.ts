import type { Conversation } from './conversation.ts';
import type { ShownTo } from './buttons.ts';
import type { Exchange } from './exchange.ts';
import { subjectIn, typedIn } from './typed.ts';

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
}

/** What happens when somebody speaks to the bot without a command: the same on every platform. */
export class Hearing<Payload extends object> {
  readonly #conversation: Conversation<Payload>;
  readonly #commandOf: (typed: string) => string;

  /** `commandOf` gives a command's own name, where a platform may call it otherwise. */
  constructor(conversation: Conversation<Payload>, commandOf = (typed: string): string => typed) {
    this.#conversation = conversation;
    this.#commandOf = commandOf;
  }

  /** Answers a message, once whoever tells of it and how often. Never rejects. */
  hear(exchange: Exchange<Payload>, heard: Heard): Promise<void> {
    const conversation = this.#conversation;
    return conversation.perform(exchange, async () => {
      if (await conversation.isFirst(`message:${heard.id}`)) await this.#answer(exchange, heard);
    });
  }

  /** What is passed on is searched as a whole; what is said is a question. */
  #answer(exchange: Exchange<Payload>, heard: Heard): Promise<void> {
    const { text, passedOn, excuse = null, shownTo } = heard;
    const conversation = this.#conversation;
    if (excuse !== null) return conversation.tell(exchange, excuse);
    if (passedOn !== '') return conversation.searchFor(exchange, subjectIn(passedOn), shownTo);
    const typed = typedIn(text);
    const command = this.#commandOf(typed.command);
    return conversation.ask(exchange, { command, input: { text: typed.text } }, shownTo);
  }
}
