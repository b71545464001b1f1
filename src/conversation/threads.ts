import type { Answer, Asked } from '../ask/request.ts';
import type { Reply } from '../debate/reply.ts';
import type { Time } from '../ports.ts';
import { readyWithin } from '../running/work.ts';
import { parsedObject, readAsked, type ShownTo } from './buttons.ts';
import { Memory, type MemoryParts } from './memory.ts';

/** For so long a question can be followed up. */
const FOLLOWED_FOR_MS = 30 * 60_000;
/** A memory that is slower has forgotten: nobody is kept waiting for it. */
const RECALL_WITHIN_MS = 500;

/** Where people see one question as following another; its names are the platform’s own. */
export interface Thread {
  /** Where what is said goes on from, the nearest first. */
  readonly before: readonly string[];
  /** Where others may go on from what was asked. */
  readonly shared: readonly string[];
  /** Where the same person alone does. */
  readonly own: readonly string[];
}

/** Where what stood before a message is, for what goes on from an answer that cannot be gone on from itself. */
export function stoodBefore(message: string): string {
  return `before ${message}`;
}

const NOWHERE: Thread = { before: [], shared: [], own: [] };

/** What is said in a thread, or in none. */
interface Threaded {
  readonly thread?: Thread | undefined;
}

interface ThreadsParts extends MemoryParts {
  readonly time: Time;
}

/**
 * What was asked last in each thread, for half an hour, whichever process is told what follows: command and
 * options, under a name from which neither a place nor a person can be read.
 */
export class Threads {
  readonly #time: Time;
  readonly #memory: Memory;
  /** The messages that are being answered. */
  readonly #heard = new WeakMap<Threaded, { message: string; isHeardAgain: boolean }>();

  constructor(parts: ThreadsParts) {
    this.#time = parts.time;
    this.#memory = new Memory(parts, 'followed');
  }

  /**
   * What was asked there before a message; null where nothing was, or it is forgotten. When that is heard once
   * more in other words, it is what stood before the first ones, and not what they made of it. Never rejects.
   */
  async before(where: Threaded, message: string, isHeardAgain: boolean): Promise<Asked | null> {
    const { before } = where.thread ?? NOWHERE;
    this.#heard.set(where, { message, isHeardAgain });
    const stood = stoodBefore(message);
    const names = isHeardAgain ? [stood] : before;
    const last = (await this.#recall(names)).find((each) => each !== null);
    if (last === undefined) return null;
    if (!isHeardAgain) await this.#remember([stood], last);
    return last.asked;
  }

  /**
   * Remembers what can be followed up; what one person alone reads, for that person. What is heard once more in
   * other words is the last of its thread only where it was. Never rejects.
   */
  async keep(where: Threaded, answer: Answer, shownTo: ShownTo): Promise<void> {
    const { shared, own } = where.thread ?? NOWHERE;
    const { asked } = answer;
    if (asked === null || !canBeFollowed(asked, answer.reply)) return;
    const isPrivate = shownTo === 'asker' || asked.options.prive !== undefined;
    const names = isPrivate ? own : [...shared, ...own];
    const heard = this.#heard.get(where);
    const open = heard?.isHeardAgain === true ? await this.#whereLast(names, heard.message) : names;
    const made = heard === undefined ? [] : [`asked by ${heard.message}`];
    await this.#remember([...made, ...open], { asked, askedAtMs: this.#time.now() });
  }

  /** The names under which nothing was asked since a message but other pages of what it asked. */
  async #whereLast(names: readonly string[], message: string): Promise<readonly string[]> {
    const known = await this.#recall([stoodBefore(message), `asked by ${message}`, ...names]);
    const [stood, made, ...lasts] = known.map((each) => each && bare(each.asked));
    return names.filter((_, n) => [null, stood, made].includes(lasts[n] ?? null));
  }

  /** What is kept under these names, for half an hour after it was asked. */
  #recall(names: readonly string[]): Promise<readonly (Last | null)[]> {
    const recalled = names.map(async (name) => {
      const last = readLast(await this.#unlessLate(this.#memory.recall(name)));
      return last !== null && last.askedAtMs + FOLLOWED_FOR_MS >= this.#time.now() ? last : null;
    });
    return Promise.all(recalled);
  }

  /** The same for whoever goes on from the message that shows it. Never rejects. */
  keepOn(message: string, answer: Answer, shownTo: ShownTo): Promise<void> {
    return this.keep({ thread: { ...NOWHERE, shared: [message] } }, answer, shownTo);
  }

  /** No longer than for half an hour after it was asked. */
  async #remember(names: readonly string[], { asked, askedAtMs }: Last): Promise<void> {
    const ttlMs = askedAtMs + FOLLOWED_FOR_MS - this.#time.now();
    if (ttlMs <= 0) return;
    const text = JSON.stringify({ ...asked, askedAtMs });
    const kept = names.map((name) => this.#memory.keep(name, text, ttlMs));
    await this.#unlessLate(Promise.all(kept));
  }

  #unlessLate<Result>(work: Promise<Result>): Promise<Result | null> {
    return readyWithin(work, RECALL_WITHIN_MS, this.#time);
  }
}

interface Last {
  readonly asked: Asked;
  /** In milliseconds since 1970. */
  readonly askedAtMs: number;
}

function readLast(text: string | null): Last | null {
  const { command, options, askedAtMs } = parsedObject(text ?? '') ?? {};
  const asked = readAsked(command, options);
  return asked === null || typeof askedAtMs !== 'number' ? null : { asked, askedAtMs };
}

const NO_TURN = { page: undefined, resume: undefined, autre: undefined };

/** A question, whatever page of it was turned to, or what else of it was asked by a button. */
function bare({ command, options }: Asked): string {
  return JSON.stringify([command, { ...options, ...NO_TURN }]);
}

/**
 * What shows something, or says of a subject or a voice that nothing is held; never the words of somebody’s
 * message. Of a question that is too long for a subject, the part that was searched is kept with it.
 */
function canBeFollowed({ options }: Asked, reply: Reply): boolean {
  if (options.brut !== undefined) return false;
  switch (reply.kind) {
    case 'quotes':
    case 'position':
    case 'comparison':
    case 'citation':
    case 'map':
    case 'exchange':
    case 'sources':
      return true;
    case 'notice':
      return FOLLOWED_NOTICES.has(reply.notice.code);
    case 'context':
    case 'help':
      return false;
  }
}

const FOLLOWED_NOTICES: ReadonlySet<string> = new Set([
  'no passage',
  'no citation',
  'silent on subject',
  'no position',
  'nothing in common',
  'nothing held',
  'nothing read together',
]);
