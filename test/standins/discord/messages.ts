import type { APIMessage } from 'discord-api-types/v10';
import type { Changes } from '../world.ts';
import { together, type Pings } from './mentions.ts';

/** A message as it stands, and what became of it. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  /** As the API gives it now. */
  readonly payload: APIMessage;
  /** The one person who sees it; absent where the whole channel does. */
  readonly onlyFor?: string;
  /** Every earlier state, oldest first: what was shown cannot be withdrawn. */
  readonly earlier: readonly APIMessage[];
  /** Whom it notified, or could have, in any of its states. */
  readonly pings: Pings;
  readonly isDeleted: boolean;
}

export type NewMessage = Pick<Message, 'payload' | 'pings'> & { readonly onlyFor?: string };

/** Everything the bot and people ever posted, in order, in its latest state. */
export class Messages {
  readonly #changes: Changes;
  readonly #byId = new Map<string, Message>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  post(message: NewMessage): Message {
    const { id, channel_id: channel } = message.payload;
    return this.#keep({ ...message, id, channel, earlier: [], isDeleted: false });
  }

  edit(message: Message, payload: APIMessage, pings: Pings): Message {
    const earlier = [...message.earlier, message.payload];
    return this.#keep({ ...message, payload, earlier, pings: together(message.pings, pings) });
  }

  delete(message: Message): Message {
    return this.#keep({ ...message, isDeleted: true });
  }

  /** Undefined where there is none, or no longer. */
  find(id: string): Message | undefined {
    const message = this.#byId.get(id);
    return message?.isDeleted === true ? undefined : message;
  }

  in(channel: string): readonly Message[] {
    return this.everIn(channel).filter(({ isDeleted }) => !isDeleted);
  }

  /** With the deleted ones, to see what was shown for a moment. */
  everIn(channel: string): readonly Message[] {
    return [...this.#byId.values()].filter((message) => message.channel === channel);
  }

  #keep(message: Message): Message {
    this.#byId.set(message.id, message);
    this.#changes.announce();
    return message;
  }
}
