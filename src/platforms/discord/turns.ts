/** Knows who changed a message last: what was awaited for the page before must not take the place of this one. */
export class Turns {
  readonly #last = new Map<string, symbol>();

  /** To be taken before a message is changed, and ended. */
  take(message: string): Turn {
    const turn = Symbol(message);
    const isLast = () => this.#last.get(message) === turn;
    const end = () => {
      if (isLast()) this.#last.delete(message);
    };
    this.#last.set(message, turn);
    return { isLast, end };
  }

  /** For whoever made the message: somebody may have changed it before its name was known. */
  takeFirst(message: string | null): Turn {
    if (message === null) return { isLast: () => true, end: () => undefined };
    if (!this.#last.has(message)) return this.take(message);
    return { isLast: () => false, end: () => undefined };
  }
}

export interface Turn {
  readonly isLast: () => boolean;
  readonly end: () => void;
}
