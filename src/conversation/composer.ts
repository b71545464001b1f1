import type { Answer, Dispatch, Illustrate } from '../ask/request.ts';
import type { Time } from '../ports.ts';
import { readyWithin } from '../running/work.ts';
import { answerOnFault, faultAnswer } from '../ask/request.ts';
import { isPictured } from '../debate/drawn.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { Cleared, MisquotationError } from '../debate/gate.ts';
import type { Reading } from '../debate/reading.ts';
import type { Reply } from '../debate/reply.ts';
import { BotError } from '../errors.ts';
import type { ReportFault } from '../errors.ts';
import type { Ownership, ShownTo } from './buttons.ts';
import type { Outgoing } from './exchange.ts';

/** How a platform writes an answer, and how what it wrote is read back for the outgoing gate. */
export interface Rendering<Payload> {
  readonly render: (answer: Answer) => Payload;
  /** Finds in a payload, and in nothing else, all that a person will see of it. */
  readonly read: (payload: Payload) => Reading;
}

/** What a message needs to know beside the answer. */
export interface Circumstances extends Ownership {
  /** The person who passes a private answer on to the channel. */
  readonly sharedBy: string | null;
}

/** How a platform writes its messages, and how what it wrote is read back. */
export interface Look<Payload> {
  render: (answer: Answer, circumstances: Circumstances) => Payload;
  /** A message of one sentence of ours. */
  sentence: (text: string) => Payload;
  read: (payload: Payload) => Reading;
  /** Reads what quotes nothing: a form, the entries of a menu. */
  readOwnWords: (shown: object) => Reading;
  /** Adds a person's own words to a message for that person alone, over its buttons. */
  withOwn: (payload: Payload, own: readonly string[]) => Payload;
  /** Finds what else a person will see of such a message. */
  readAround: (payload: Payload) => Reading;
}

/** Who sees an answer, whose it is, and who passes it on to the channel. */
export interface Recipients {
  readonly shownTo: ShownTo;
  readonly owner: string | null;
  readonly sharedBy: string | null;
}

interface Illustrating {
  /** Absent where no pictures are drawn. */
  readonly illustrate?: Illustrate | undefined;
  readonly time: Time;
}

interface ComposerParts<Payload> extends Illustrating {
  readonly look: Look<Payload>;
  readonly reportFault: ReportFault;
}

const TO_THE_ASKER: Recipients = { shownTo: 'asker', owner: null, sharedBy: null };

/** Makes everything that leaves: written by the platform, cleared by the gate. */
export class Composer<Payload extends object> {
  readonly #parts: ComposerParts<Payload>;
  /** The messages made of an answer, for as long as somebody holds the answer itself. */
  readonly #messages = new WeakMap<Answer, Map<string, Cleared<Payload>>>();

  constructor(parts: ComposerParts<Payload>) {
    this.#parts = parts;
  }

  /** What the gate refuses becomes a notice with a reference, which the asker alone is told. */
  answer(answer: Answer, { shownTo, owner, sharedBy }: Recipients): Outgoing<Payload> {
    const { look, reportFault } = this.#parts;
    const { catalogue } = answer.from ?? NO_DEBATE;
    const circumstances = { shownTo, isOwned: owner !== null, sharedBy };
    // The corpus may have been read again since: what left it must not be shown once more.
    const form = `${catalogue.hash} ${shownTo} ${circumstances.isOwned} ${sharedBy ?? ''}`;
    const messages = this.#messages.get(answer) ?? new Map<string, Cleared<Payload>>();
    const known = messages.get(form);
    if (known !== undefined) return { message: known, shownTo, owner, isRefused: false };
    const render = (each: Answer) => look.render(each, circumstances);
    const rendering = { render, read: look.read };
    const { message, isRefused } = cleared(answer, rendering, reportFault);
    if (isRefused) return { message, shownTo: 'asker', owner: null, isRefused };
    this.#messages.set(answer, messages.set(form, message));
    return { message, shownTo, owner, isRefused };
  }

  /** A reply that nobody asked for just now. Rejects with a BotError where the gate refuses it. */
  async post(reply: Reply, from: OpenDebate): Promise<Outgoing<Payload>> {
    const posted = { asked: null, query: '', reply, audience: 'everyone', from } as const;
    const answer = await illustrated(posted, this.#parts);
    const outgoing = this.answer(answer, { shownTo: 'everyone', owner: null, sharedBy: null });
    if (!outgoing.isRefused) return outgoing;
    throw new BotError('misquotation', 'the gate refused a post', { outcome: 'undone' });
  }

  /** What a person reads when something went wrong that the log holds under this reference. */
  fault(fault: unknown, reference: string): Cleared<Payload> {
    return this.answer(
      answerOnFault(fault, () => reference),
      TO_THE_ASKER,
    ).message;
  }

  /** One sentence of ours. */
  sentence(text: string): Cleared<Payload> {
    const { look } = this.#parts;
    return Cleared.by(NO_DEBATE.gate, look.sentence(text), look.read);
  }

  /** An answer with a person's own words, for that person alone: they are no quotation, and are not the bot's. */
  withOwn(answer: Answer, own: readonly string[]): Cleared<Payload> {
    const { look } = this.#parts;
    const message = look.render(answer, { shownTo: 'asker', isOwned: false, sharedBy: null });
    return Cleared.by(NO_DEBATE.gate, look.withOwn(message, own), look.readAround);
  }

  /** A view that quotes a debate, read back as a message is. */
  quoting<Shown extends object>(
    shown: Shown,
    read: (shown: Shown) => Reading,
    { gate }: OpenDebate,
  ): Cleared<Shown> {
    return Cleared.by(gate, shown, read);
  }

  /** A form, a view or the entries of a menu; those of a debate hold its names. */
  ownWords<Shown extends object>(shown: Shown, { gate } = NO_DEBATE): Cleared<Shown> {
    return Cleared.by(gate, shown, this.#parts.look.readOwnWords);
  }
}

/**
 * Renders an answer and passes it through the gate. What the gate refuses does not leave: the fault
 * is reported, and the person gets a notice with its reference instead.
 */
export function cleared<Payload>(
  answer: Answer,
  { render, read }: Rendering<Payload>,
  reportFault: ReportFault,
): { readonly message: Cleared<Payload>; readonly isRefused: boolean } {
  try {
    const { gate } = answer.from ?? NO_DEBATE;
    return { message: Cleared.by(gate, render(answer), read), isRefused: false };
  } catch (fault) {
    if (!(fault instanceof MisquotationError)) throw fault;
    const message = Cleared.by(NO_DEBATE.gate, render(faultAnswer(reportFault(fault))), read);
    return { message, isRefused: true };
  }
}

/** Draws the pictures that belong to answers before they are shown, none where there is nobody to draw them. */
export function illustrating(dispatch: Dispatch, parts: Illustrating): Dispatch {
  return async (request) => illustrated(await dispatch(request), parts);
}

/** No picture takes so long where few are waited for: the words of an answer do not wait longer. */
export const PICTURED_WITHIN_MS = 5_000;

async function illustrated(answer: Answer, { illustrate, time }: Illustrating): Promise<Answer> {
  if (illustrate === undefined || !isPictured(answer.reply)) return answer;
  return { ...answer, picture: await readyWithin(illustrate(answer), PICTURED_WITHIN_MS, time) };
}
