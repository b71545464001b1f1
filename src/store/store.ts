import { createHash } from 'node:crypto';
import { BotError } from '../errors.ts';

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

/** Stands after every part of a key, so that what begins with `T1:` never begins with `T10:`. */
const END = ':';
/** The character after `END`: what begins with a prefix comes before the prefix with this in its place. */
const AFTER_END = ';';
/**
 * A longer part is replaced by its hash: the most parts and the longest name of a kind make 254
 * characters, and PostgreSQL has room for 255. Each part by itself, so that a
 * prefix stays one.
 */
const LONGEST_PART = 44;
/** Escaping never writes it: a hash cannot be taken for a part. */
const HASH = '#';

/** The most parts that can follow the name of a kind. */
const MOST_PARTS = 5;
/** The longest name a kind can have. */
const LONGEST_KIND = 28;

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

/** The key of some parts, or the prefix of every key that begins with them. */
export function keyText(parts: readonly string[]): string {
  return parts.map((part) => `${shortened(escaped(part))}${END}`).join('');
}

/** The end, not included, of the keys that begin with a prefix; engines compare bytes. */
export function endOfPrefix(prefix: string): string {
  return `${prefix.slice(0, -END.length)}${AFTER_END}`;
}

/** The parts as they are written in a key. */
export function writtenParts(key: string): string[] {
  return key.split(END).slice(0, -1);
}

export function hashed(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64url');
}

function shortened(part: string): string {
  return part.length <= LONGEST_PART ? part : `${HASH}${hashed(part)}`;
}

/** Keeps apart what differs, down to half an emoji, and leaves nothing an engine could read as a sign. */
function escaped(part: string): string {
  return part.replace(
    /[^A-Za-z0-9.-]/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** Databases count in whole milliseconds, from one up. */
export function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs));
}
