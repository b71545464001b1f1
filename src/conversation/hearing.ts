import type { Conversation } from './conversation.ts';
import type { ShownTo } from './buttons.ts';
import type { Exchange } from './exchange.ts';
import { typedIn } from './typed.ts';

/** A message that speaks to the bot, as its platform read it. */
export interface Heard {
  /** Tells it from every other message of the platform. */
  readonly id: string;
  /** Its words, without the platform's own marks. */
  readonly text: string;
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
  hear(exchange: Exchange<Payload>, { id, text, shownTo }: Heard): Promise<void> {
    const conversation = this.#conversation;
    return conversation.perform(exchange, async () => {
      if (!(await conversation.isFirst(`message:${id}`))) return;
      const typed = typedIn(text);
      const command = this.#commandOf(typed.command);
      await conversation.ask(exchange, { command, input: { text: typed.text } }, shownTo);
    });
  }
}
