import { foldWhiteSpace } from '../french/typography.ts';
import type { Time } from '../ports.ts';
import { growingWaits } from '../running/work.ts';
import { parsedObject } from './buttons.ts';
import { hashed, Memory, type MemoryParts } from './memory.ts';

/** What is known of a message that was answered: nothing of what it says. */
export interface Answered {
  /** A hash of its words. */
  readonly words: string;
  /** The name of the answer that stands; null where it was a whisper, or a fault. */
  readonly answer: string | null;
  /** When the person changed it last, in milliseconds since 1970; 0 where it is as it was written. */
  readonly editedAtMs: number;
}

export interface AnsweredParts extends MemoryParts {
  readonly time: Time;
}

/** For so long the first answer, which another process makes, is waited for. */
const AWAITED_MS = 30_000;
const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

/** The messages that were answered, and one thing at a time for each: so that an edit finds the answer it amends. */
export class AnsweredMessages {
  readonly #parts: AnsweredParts;
  readonly #memory: Memory;
  readonly #turns = new Map<string, Promise<void>>();

  constructor(parts: AnsweredParts) {
    this.#parts = parts;
    this.#memory = new Memory(parts, 'answered');
  }

  /** Does something with a message once all before it is done, or has said so itself. */
  async inTurn(id: string, act: (done: () => void) => Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const before = this.#turns.get(id);
    const turn = Promise.all([before, promise]).then(() => undefined);
    this.#turns.set(id, turn);
    const done = () => {
      resolve(undefined);
    };
    try {
      await before;
      await act(done);
    } finally {
      done();
      if (this.#turns.get(id) === turn) this.#turns.delete(id);
    }
  }

  /** Null where nothing is known of it, or it is forgotten. Never rejects. */
  async recall(id: string): Promise<Answered | null> {
    return readAnswered(await this.#memory.recall(id));
  }

  /**
   * The same of a message that another process is answering now, once it has answered it as it was changed at
   * this time; as it is after half a minute.
   */
  async awaited(id: string, sinceMs = 0): Promise<Answered | null> {
    const { time } = this.#parts;
    const until = time.now() + AWAITED_MS;
    for (const waitMs of growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)) {
      const known = await this.recall(id);
      if (known !== null && known.editedAtMs >= sinceMs) return known;
      if (time.now() >= until) return known;
      await time.wait(waitMs);
    }
    return null;
  }

  /** Says that an edit is being answered; gives back which was before, wherever, 0 for none. Never rejects. */
  async begin(id: string, editedAtMs: number, ttlMs: number): Promise<number> {
    const before = await this.#memory.recall(`${id} begun`);
    await this.#memory.keep(`${id} begun`, String(editedAtMs), ttlMs);
    return Number(before ?? 0);
  }

  /** Never rejects. */
  keep(id: string, { words, answer, editedAtMs }: Answered, ttlMs: number): Promise<void> {
    return this.#memory.keep(id, JSON.stringify({ words, answer, editedAtMs }), ttlMs);
  }

  /** Each message has hashes of its own, so that nobody can tell from them who asked the same. */
  hashOf(id: string, words: string): string {
    return hashed(`${this.#parts.platform} ${id} ${foldWhiteSpace(words)}`);
  }
}

function readAnswered(text: string | null): Answered | null {
  const { words, answer, editedAtMs } = parsedObject(text ?? '') ?? {};
  const isNamed = answer === null || typeof answer === 'string';
  if (typeof words !== 'string' || !isNamed || typeof editedAtMs !== 'number') return null;
  return { words, answer, editedAtMs };
}
