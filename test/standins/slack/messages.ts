import type { types } from '@slack/bolt';
import type { Changes } from './changes.ts';
import type { Identifiers } from './identifiers.ts';

/** By which road the message came; Slack lets `chat.update` touch only what `chat.postMessage` made. */
export type Road = 'acknowledgement' | 'response_url' | 'chat.postMessage' | 'chat.postEphemeral';

/** A message as people see it now. */
export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly types.AnyBlock[];
  readonly road: Road;
  /** The parent's timestamp, in a thread. */
  readonly threadTs?: string;
  /** The one person who sees it; absent where the whole channel does. */
  readonly onlyFor?: string;
  /** What the sender asked about link previews, where it asked. */
  readonly unfurls?: { readonly links?: unknown; readonly media?: unknown };
  readonly edits: number;
  readonly deleted: boolean;
}

export type NewMessage = Omit<Message, 'ts' | 'edits' | 'deleted'>;
export type Content = Pick<Message, 'text' | 'blocks'>;

/** Everything the app ever posted, in order, in its latest state. */
export class Messages {
  readonly #changes: Changes;
  readonly #identifiers: Identifiers;
  readonly #byTs = new Map<string, Message>();

  constructor(changes: Changes, identifiers: Identifiers) {
    this.#changes = changes;
    this.#identifiers = identifiers;
  }

  post(message: NewMessage): Message {
    const ts = this.#identifiers.timestamp();
    return this.#keep({ ...message, ts, edits: 0, deleted: false });
  }

  edit(message: Message, content: Content): Message {
    return this.#keep({ ...message, ...content, edits: message.edits + 1 });
  }

  delete(message: Message): Message {
    return this.#keep({ ...message, deleted: true });
  }

  /** Deleted ones included, so that a test can also see what was shown for a moment. */
  everIn(channel: string): readonly Message[] {
    return [...this.#byTs.values()].filter((message) => message.channel === channel);
  }

  in(channel: string): readonly Message[] {
    return this.everIn(channel).filter((message) => !message.deleted);
  }

  find(channel: string, ts: string): Message | undefined {
    const message = this.#byTs.get(ts);
    return message?.channel === channel && !message.deleted ? message : undefined;
  }

  #keep(message: Message): Message {
    this.#byTs.set(message.ts, message);
    this.#changes.announce();
    return message;
  }
}
