import { BotError } from '../errors.ts';
import { keyText, LONGEST_KIND, MOST_PARTS } from './keys.ts';

/**
 * What is remembered from one start to the next, and between processes. Any promise may be rejected
 * with a retryable BotError `store`, within a second or two; it is then unknown whether a change
 * took place.
 */
export interface Store {
  /** Null where there is nothing, where it has ended, or where it cannot be read. */
  readonly get: <Value>(key: Key<Value>) => Promise<Value | null>;
  /** Keeps a value that JSON can write; for `ttlMs`, or without end. */
  readonly set: <Value>(key: Key<Value>, value: Value, ttlMs?: number) => Promise<void>;
  /** Whether there was something. */
  readonly delete: (key: Key<unknown>) => Promise<boolean>;
  /** Adds a whole number to a count, whoever else does; the new count. `ttlMs` runs from its first one. */
  readonly add: (key: Key<number>, amount: number, ttlMs?: number) => Promise<number>;
  /**
   * All of a kind whose keys begin with these parts, each once, in no order that means anything.
   * What is set or deleted meanwhile may be among them or not.
   */
  readonly entries: <Value>(
    kind: Kind<Value>,
    ...within: readonly string[]
  ) => AsyncIterable<Entry<Value>>;
  /** Forgets what any kind keeps of a workspace. What is set meanwhile may stay. */
  readonly erase: (platform: string, workspace: string) => Promise<void>;
}

/** A sort of thing that is kept. */
export interface Kind<Value> {
  readonly name: string;
  /** Null for what is not a value: it was written by another version, or by another program. */
  readonly parse: (value: unknown) => Value | null;
  /** The key of one; a part that there is not is empty. */
  readonly at: (platform: string, workspace: string, ...rest: readonly string[]) => Key<Value>;
}

/** Where one value is kept; made by its kind alone. */
export interface Key<Value> {
  readonly kind: Kind<Value>;
  readonly text: string;
}

export interface Entry<Value> {
  readonly key: Key<Value>;
  readonly value: Value;
}

/** Claims stand beside what is kept, under a name that no kind has. */
export const CLAIM = 'claim';

/** A kind; names are unique in the program, and stay what they are for what was kept before. */
export function kind<Value>(name: string, parse: (value: unknown) => Value | null): Kind<Value> {
  if (!/^[a-z][a-z-]*$/u.test(name) || name.length > LONGEST_KIND || name === CLAIM) {
    throw new BotError('internal', `no kind can be named ${name}`);
  }
  const made: Kind<Value> = {
    name,
    parse,
    at: (...parts) => ({ kind: made, text: keyText([name, ...limited(parts)]) }),
  };
  return made;
}

function limited(parts: readonly string[]): readonly string[] {
  if (parts.length <= MOST_PARTS) return parts;
  throw new BotError('internal', `a key has at most ${MOST_PARTS} parts`);
}
