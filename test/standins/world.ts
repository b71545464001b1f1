/** Milliseconds since 1970, as `Date.now` gives them; a test passes its own. */
export type Clock = () => number;

/** Somebody; each platform adds what they may do. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
}

/** The people and channels of a workspace, or of a whole Discord, by identifier. */
export interface Community<Member extends Person, Place extends Channel> {
  readonly people: Map<string, Member>;
  readonly channels: Map<string, Place>;
}

/** Throws where there is no such channel or person: the test is wrong, not the bot. */
export function whoAndWhere<Member extends Person, Place extends Channel>(
  { people, channels }: Community<Member, Place>,
  channelId: string,
  personId: string,
): { readonly channel: Place; readonly person: Member } {
  const channel = channels.get(channelId);
  const person = people.get(personId);
  if (channel === undefined || person === undefined) {
    throw new Error(`no such channel or person: ${channelId} ${personId}`);
  }
  return { channel, person };
}

/**
 * The one thing tests wait on: each part announces that something changed, and whoever waits looks
 * again. Nothing polls and nothing sleeps.
 */
export class Changes {
  readonly #waiting = new Set<() => void>();

  announce(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** The first value other than undefined that `probe` gives, now or after a later change. */
  until<Value>(probe: () => Value | undefined): Promise<Value> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          const value = probe();
          if (value === undefined) return;
          resolve(value);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** A message of either platform. */
export interface Posted {
  /** Unique over the whole world. */
  readonly id: string;
  readonly channel: string;
  /** The one person who sees it; absent where the whole channel does. */
  readonly onlyFor?: string;
  readonly isDeleted: boolean;
}

/** Everything ever posted, in order, in its latest state. */
export class Messages<Message extends Posted> {
  readonly #changes: Changes;
  readonly #byId = new Map<string, Message>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** A new message, or the new state of one. */
  keep(message: Message): Message {
    this.#byId.set(message.id, message);
    this.#changes.announce();
    return message;
  }

  delete(message: Message): Message {
    return this.keep({ ...message, isDeleted: true });
  }

  /** Undefined where there is none, or no longer. */
  find(id: string): Message | undefined {
    const message = this.#byId.get(id);
    return message?.isDeleted === true ? undefined : message;
  }

  /** What stands in a channel now; only what this person sees, if one is named. */
  in(channel: string, reader?: string): readonly Message[] {
    return this.everIn(channel).filter(({ isDeleted, onlyFor }) => {
      return !isDeleted && (reader === undefined || [undefined, reader].includes(onlyFor));
    });
  }

  /** With the deleted ones, to see what was shown for a moment. */
  everIn(channel: string): readonly Message[] {
    return [...this.#byId.values()].filter((message) => message.channel === channel);
  }
}

/** One HTTP request, whatever became of it. */
export interface Call {
  /** When it arrived, on the stand-in's clock. */
  readonly at: number;
  /** What struck it, when something did. */
  readonly fault?: object;
  /** What was answered, or would have been had the connection held; absent where no work was done. */
  answer?: object;
}

/** What a test can look at and wait for, on both platforms; `nameOf` tells the method or route of a request. */
export function readingsOf<Name, Request extends Call, Message extends Posted>(
  world: {
    readonly changes: Changes;
    readonly messages: Messages<Message>;
    readonly calls: readonly Request[];
  },
  nameOf: (call: Request) => Name | undefined,
) {
  const { changes, messages } = world;
  const calls = (name?: Name): readonly Request[] => {
    return world.calls.filter((call) => name === undefined || nameOf(call) === name);
  };
  return {
    /** The requests so far, of one method or route, or of all. */
    calls,
    /** The nth of them once it has been answered (or struck). */
    waitForCall: (name: Name, nth = 1): Promise<Request> =>
      changes.until(() => {
        const call = calls(name)[nth - 1];
        return call?.answer === undefined && call?.fault === undefined ? undefined : call;
      }),
    /** What stands in a channel now; only what this person sees, if one is named. */
    messagesIn: (channel: string, reader?: string) => messages.in(channel, reader),
    /** The same with the deleted ones, to see what was shown for a moment. */
    everIn: (channel: string) => messages.everIn(channel),
    /** The first message of a channel that fits, now or later. */
    waitForMessage: (channel: string, fits: (message: Message) => boolean = () => true) => {
      return changes.until(() => messages.in(channel).find(fits));
    },
    /** Resolves once `probe` gives something; it is asked again whenever anything changes. */
    until: <Value>(probe: () => Value | undefined) => changes.until(probe),
  };
}
