import { createHash } from 'node:crypto';
import type { Answer, Asked } from '../ask/request.ts';
import type { ReportFault } from '../errors.ts';
import type { Notes, Time } from '../ports.ts';
import { readyWithin } from '../running/work.ts';
import { parsedObject, readAsked, type ShownTo } from './buttons.ts';

/** For so long a question can be followed up. */
const FOLLOWED_FOR_MS = 30 * 60_000;
/** A memory that is slower has forgotten: nobody is kept waiting for it. */
const RECALL_WITHIN_MS = 500;

/** Where people see one question as following another; its names are the platform’s own, the nearest first. */
export interface Thread {
  /** What is answered here, where the platform tells; nothing is kept under it. */
  readonly answered: readonly string[];
  /** Where others may go on from what was asked. */
  readonly shared: readonly string[];
  /** Where the same person alone does. */
  readonly own: readonly string[];
}

const NOWHERE: Thread = { answered: [], shared: [], own: [] };

/** What is said in a thread, or in none. */
interface Threaded {
  readonly thread?: Thread | undefined;
}

interface ThreadsParts {
  readonly platform: string;
  readonly notes: Notes;
  readonly time: Time;
  readonly reportFault: ReportFault;
}

/**
 * What was asked last in each thread, for half an hour, whichever process is told what follows: command and
 * options, under a name from which neither a place nor a person can be read.
 */
export class Threads {
  readonly #parts: ThreadsParts;

  constructor(parts: ThreadsParts) {
    this.#parts = parts;
  }

  /** What was asked there last; null where nothing was, or it is forgotten. Never rejects. */
  async recall({ thread }: Threaded): Promise<Asked | null> {
    const { answered, shared, own } = thread ?? NOWHERE;
    for (const name of [...answered, ...shared, ...own]) {
      const text = await this.#unlessLate((notes) => notes.recall(this.#keyOf(name)));
      const { command, options } = parsedObject(text ?? '') ?? {};
      const asked = readAsked(command, options);
      if (asked !== null) return asked;
    }
    return null;
  }

  /** Remembers what can be followed up; what one person alone reads, for that person. Never rejects. */
  async keep({ thread }: Threaded, answer: Answer, shownTo: ShownTo): Promise<void> {
    const { shared, own } = thread ?? NOWHERE;
    if (!canBeFollowed(answer)) return;
    const isPrivate = shownTo === 'asker' || answer.asked?.options.prive !== undefined;
    const text = JSON.stringify(answer.asked);
    const kept = (isPrivate ? own : [...shared, ...own]).map((name) =>
      this.#unlessLate((notes) => notes.keep(this.#keyOf(name), text, FOLLOWED_FOR_MS)),
    );
    await Promise.all(kept);
  }

  async #unlessLate<Result>(use: (notes: Notes) => Promise<Result>): Promise<Result | null> {
    const { notes, time, reportFault } = this.#parts;
    try {
      return await readyWithin(use(notes), RECALL_WITHIN_MS, time);
    } catch (fault) {
      reportFault(fault);
      return null;
    }
  }

  #keyOf(name: string): string {
    const whole = `followed ${this.#parts.platform} ${name}`;
    return createHash('sha256').update(whole).digest('base64url');
  }
}

/** What shows something, or says of a subject or a voice that nothing is held; never the words of somebody’s message. */
function canBeFollowed({ asked, reply }: Answer): boolean {
  if (asked === null || asked.options.brut !== undefined) return false;
  switch (reply.kind) {
    case 'quotes':
    case 'position':
    case 'comparison':
    case 'citation':
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
]);
