import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { BotError } from '../errors.ts';
import type { Log } from '../ports.ts';
import type { Durability, Origin, Row, Run, Selection } from './engine.ts';

/** A sort of thing that is kept. */
export interface Kind<Value> {
  readonly name: string;
  /** What is none was written by another version, or by another program. */
  readonly schema: v.GenericSchema<unknown, Value>;
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
const CLAIM = 'claim';

/** A kind; names are unique in the program, and stay what they are for what was kept before. */
export function kind<Value>(name: string, schema: v.GenericSchema<unknown, Value>): Kind<Value> {
  if (!/^[a-z][a-z-]*$/u.test(name) || name.length > LONGEST_KIND || name === CLAIM) {
    throw new BotError('internal', `no kind can be named ${name}`);
  }
  const made: Kind<Value> = {
    name,
    schema,
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

function hashed(text: string): string {
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

/** A count, and how the databases write one, as far as numbers are exact. */
export const COUNT = v.pipe(v.number(), v.safeInteger());
const WRITTEN_COUNT = /^-?\d{1,15}$/u;

/** Databases count in whole milliseconds, from one up. */
function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs));
}

/**
 * What is remembered from one start to the next, and between processes. Any promise may be rejected
 * with a retryable BotError `store`, within a second or two; it is then unknown whether a change
 * took place.
 */
export class Store {
  readonly #run: Run;
  readonly #log: Log;
  /** Kinds whose unreadable entries the log has heard of. */
  readonly #told = new Set<string>();

  constructor(run: Run, log: Log) {
    this.#run = run;
    this.#log = log;
  }

  /** Null where there is nothing, where it has ended, or where it cannot be read. */
  async get<Value>(key: Key<Value>): Promise<Value | null> {
    const text = await this.#run(({ keyv }) => keyv.get(key.text));
    return text === undefined ? null : this.#read(key.kind, text);
  }

  /** Keeps a value that JSON can write; for `ttlMs`, or without end. */
  async set<Value>(key: Key<Value>, value: Value, ttlMs?: number): Promise<void> {
    const text = JSON.stringify(value);
    const ttl = ttlMs === undefined ? undefined : wholeMs(ttlMs);
    await this.#run(({ keyv }) => keyv.set(key.text, text, ttl));
  }

  /** Whether there was something. */
  delete(key: Key<unknown>): Promise<boolean> {
    return this.#run(({ keyv }) => keyv.delete(key.text));
  }

  /**
   * Adds a whole number to a count without end, whoever else does; the new count. What is kept there and is
   * no count, to which no database adds, gives way to `anew`.
   */
  async add({ kind, text: key }: Key<number>, amount: number, anew = 0): Promise<number> {
    const kept = await this.#run(({ keyv }) => keyv.get(key));
    if (kept !== undefined && !WRITTEN_COUNT.test(kept)) {
      this.#tellDamaged(kind);
      await this.#run(({ keyv }) => keyv.set(key, String(anew)));
    }
    return this.#run(({ engine }) => engine.add(key, amount));
  }

  /**
   * True the first time that it is claimed within `ttlMs`, by whatever process. A rejection says that
   * nobody knows whether it was taken: what must not happen twice is then not done
   * (docs/decisions/0008-store.md).
   */
  claim(claimed: string, ttlMs: number, durability: Durability = 'machine'): Promise<boolean> {
    // Hashed: a claim outlives the erasure of a workspace, and must not name it.
    const key = keyText([CLAIM, hashed(claimed)]);
    return this.#run(({ engine }) => engine.claim(key, wholeMs(ttlMs), durability));
  }

  /**
   * All of a kind whose keys begin with these parts, each once, in no order that means anything.
   * What is set or deleted meanwhile may be among them or not.
   */
  async *entries<Value>(
    kind: Kind<Value>,
    ...within: readonly string[]
  ): AsyncGenerator<Entry<Value>> {
    for await (const page of this.#pages({ kind: kind.name, within })) {
      for (const { key, text } of page) {
        const value = this.#read(kind, text);
        if (value !== null) yield { key: { kind, text: key }, value };
      }
    }
  }

  /** What of the database tells that it is the one that was written before. */
  origin(): Promise<Origin> {
    return this.#run(({ engine }) => engine.origin());
  }

  /**
   * Forgets what any kind keeps of a workspace, but those that are `spared`, and leaves none of it in the
   * database's own files, where that can be seen to. What is set meanwhile may stay.
   */
  async erase(
    platform: string,
    workspace: string,
    spared: readonly Pick<Kind<unknown>, 'name'>[] = [],
  ): Promise<void> {
    const prefixes = spared.map(({ name }) => keyText([name]));
    for await (const page of this.#pages({ kind: null, within: [platform, workspace] })) {
      const keys = page.flatMap(({ key }) =>
        prefixes.some((prefix) => key.startsWith(prefix)) ? [] : [key],
      );
      if (keys.length > 0) await this.#run(({ keyv }) => keyv.deleteMany(keys));
    }
    // Where another process reads the journal just now, the next sweep empties it.
    await this.#run(async ({ engine }) => engine.scrub?.()).catch(() => undefined);
  }

  /** Each page in its own time: a long list is not a slow store. */
  async *#pages(selection: Selection): AsyncGenerator<readonly Row[]> {
    let pages: AsyncIterator<readonly Row[]> | null = null;
    for (;;) {
      const step = await this.#run(({ engine }) => (pages ??= engine.pages(selection)).next());
      if (step.done === true) return;
      yield step.value;
    }
  }

  #read<Value>(kind: Kind<Value>, text: string): Value | null {
    const { success, output } = v.safeParse(kind.schema, jsonOrUndefined(text));
    if (success) return output;
    this.#tellDamaged(kind);
    return null;
  }

  #tellDamaged({ name }: Pick<Kind<unknown>, 'name'>): void {
    const event = 'what the store keeps cannot be read, and counts as none';
    if (!this.#told.has(name)) this.#log.warn({ kind: name }, event);
    this.#told.add(name);
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
