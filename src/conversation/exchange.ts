import type { Address, Asked, Extent } from '../ask/request.ts';
import type { OpenDebate } from '../debate/debates.ts';
import type { Cleared } from '../debate/gate.ts';
import type { Reply } from '../debate/reply.ts';
import type { Action, ShownTo } from './buttons.ts';
import type { Contestable } from './feedback.ts';
import type { Thread } from './threads.ts';

/** One platform on which people ask and read. */
export interface Adapter {
  readonly platform: string;
  /** Begins to take requests; resolves when the platform can be answered. */
  start: () => Promise<void>;
  /** Sends a reply nobody asked for just now, such as the daily quotation. */
  post: (to: Address, reply: Reply, from: OpenDebate) => Promise<void>;
  /** Takes no more requests, finishes those begun, and lets go of the platform. */
  stop: () => Promise<void>;
}

/** A message that the gate has cleared, and what it is sent with. */
export interface Outgoing<Payload> {
  readonly message: Cleared<Payload>;
  readonly shownTo: ShownTo;
  /** The person who may withdraw it; null where nobody may. */
  readonly owner: string | null;
  /** Whether it says only that the gate refused the answer. */
  readonly isRefused: boolean;
}

/**
 * One thing that a person did on a platform, and the ways to answer it. A method makes one attempt and
 * rejects with the platform's own error: `Conversation` decides what is tried again, and who is told.
 */
export interface Exchange<Payload> {
  readonly address: Address;
  readonly person: string;
  /** What was done, for counters and the log: never what was said. */
  readonly doing: string;
  /** Where what is asked here can be followed up; absent where it cannot. */
  readonly thread?: Thread | undefined;
  /** Until when the platform takes a first response, in milliseconds since 1970; absent where it always does. */
  readonly answerBy?: number;
  /** Whether what was tried last may be made again whatever became of it, because it does nothing twice. */
  readonly isRepeatable?: boolean;
  /** Whether the person may manage so much; null where the platform cannot tell. */
  readonly mayManage?: (extent: Extent) => Promise<boolean | null>;
  /** The name of the answer that stands already, and is to be replaced; absent or null where there is none. */
  readonly standing?: string | null;
  /** Is told the name of a message as soon as `reply` has shown it. */
  readonly shown?: (message: string | null) => void;

  /**
   * Says that the answer takes a while: a message of its own, or a change of the one that was clicked.
   * Resolves to whom the answer must be shown from now on; null where that is still open.
   */
  hold: (as: ShownTo | 'in place') => Promise<ShownTo | null>;
  /** Shows an answer; resolves to the name of its message, null where nobody can amend it. */
  reply: (outgoing: Outgoing<Payload>, isToBeAmended: boolean) => Promise<string | null>;
  /** Tells the person alone, by whatever way is still open, beside what stands there already. */
  whisper: (message: Cleared<Payload>) => Promise<void>;
  /** Puts a message in the place of the one that was clicked in, else of the one `reply` has shown. */
  amend: (outgoing: Outgoing<Payload>) => Promise<void>;
}

/** A click on a button. */
export interface ClickedExchange<Payload> extends Exchange<Payload> {
  /** Takes away the message that was clicked in. */
  withdraw: () => Promise<void>;
  /** Asks what is wrong with an answer, or with which of its quotations. */
  openForm: (quotations: readonly Contestable[]) => Promise<void>;
}

/** A message that speaks to the bot, which may have an answer already. */
export interface HeardExchange<Payload> extends Exchange<Payload> {
  /**
   * The name of the answer that stands: what `reply` shows takes its place, where it is still there, and a
   * whisper beside it takes it away.
   */
  standing: string | null;
  /** Is told the name of the answer as soon as it is shown; null where nobody can amend it. */
  shown: (answer: string | null) => void;
}

/** A button that was clicked, as its platform read it. */
export interface Click {
  /** Null for a button that this version does not have. */
  readonly action: Action | null;
  /** What the button asks; `expired` where it has forgotten, null where it asks nothing this version knows. */
  readonly question: () => Promise<Asked | 'expired' | null>;
  /** The passages quoted in that message, as far as they are known. */
  readonly quoted: readonly string[];
  /** Tells this press from every other, however often the platform tells of it. */
  readonly press: string;
  /** Tells it from the others under its message. */
  readonly button: string;
  /** The name of the message it stands under. */
  readonly message: string;
  /** Whether one person alone sees that message. */
  readonly isEphemeral: boolean;
  /** The person who may withdraw that message. */
  readonly owner: string | null;
  /** Whether the person who clicked may withdraw what others asked; null where the platform cannot tell. */
  readonly mayWithdraw: () => Promise<boolean | null>;
}

/** What became of something that was asked of a platform. */
export interface Fault {
  /** The platform's own name or number for it, an HTTP status, or the network's name. */
  readonly code: string | number;
  /**
   * Whether the platform did it: `refused`, `rate limited` and `not reached` mean that it certainly did
   * not; after a cut connection, a timeout or a server error nobody can know.
   */
  readonly outcome: 'refused' | 'rate limited' | 'not reached' | 'unknown';
  /** How long the platform asks to wait; 0 where it does not say. */
  readonly retryAfterMs: number;
}

/** Network faults that come before a request is sent. */
export const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Reads the errors that calls to a platform throw. */
export interface FaultReader {
  /** Null when it is a fault of our own. */
  read: (error: unknown) => Fault | null;
  /** Whether the token itself is refused: then nobody can be told anything. */
  isTokenFault: (fault: Fault) => boolean;
  /** Whether nobody waits for the answer any more. */
  isTooLate: (fault: Fault) => boolean;
  /** The fault as the operator's log holds it: without texts, tokens and addresses. */
  toBotError: (error: unknown, doing: string) => unknown;
  /** What the person reads of it; `reference` is what the log knows it by. */
  sentenceFor: (fault: Fault, reference: string) => string;
}

/** The sentences that depend on what a platform calls its channels and its administrators. */
export interface Sentences {
  readonly thanks: () => string;
  readonly shared: () => string;
  /** Where nobody can know whether it was. */
  readonly perhapsShared: () => string;
  readonly outdatedButton: () => string;
  readonly expiredButton: () => string;
  readonly nothingToSearch: () => string;
  readonly notYoursToRemove: () => string;
  /** Where the platform does not say who may withdraw what others asked. */
  readonly adminsUnknown: () => string;
  readonly notRemoved: (reference: string) => string;
}

/** Thrown by an exchange where another process, or a session that was replayed, has answered already. */
export class AnsweredElsewhere extends Error {
  override readonly name = 'AnsweredElsewhere';
}
