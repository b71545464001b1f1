import type { Catalogue } from '../debate/catalogue.ts';
import type { Holdings } from '../debate/holdings.ts';
import type { Notice } from '../debate/notice.ts';
import type { Reply } from '../debate/reply.ts';
import type { Deliveries, Subscriptions } from '../daily/subscriptions.ts';
import type { Options, Request } from './request.ts';
import type { Retriever } from '../search/retriever.ts';
import type { Drafts, Proposals } from '../proposing/proposal.ts';
import type { Consents } from '../proposing/thread.ts';
import type { Choose } from '../summary/model-choice.ts';
import type { Arguments } from './arguments.ts';

/** What every command may know. */
export interface Knowledge {
  readonly catalogue: Catalogue;
  readonly holdings: Holdings;
  readonly retriever: Retriever;
  /** What a model of meaning makes of a text, in time or null; never rejects. Null or absent where none is configured. */
  readonly vectorOf?: ((text: string) => Promise<Float32Array | null>) | null;
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
  /** Null where no model is configured. */
  readonly choose: Choose | null;
  /** Null or absent where nothing lasts. */
  readonly subscribing?: Subscribing | null;
  /** The same. */
  readonly proposing?: Proposing | null;
}

/** What `/proposer` works on. Every promise may be rejected with a BotError `store`. */
export interface Proposing {
  readonly proposals: Proposals;
  readonly drafts: Drafts;
  readonly consents: Pick<Consents, 'standing'>;
  /** The key of the debate; absent where there is one, null where none is chosen: then nothing is proposed to any. */
  readonly debate?: string | null;
}

/** What `/abonnement` works on. Every promise may be rejected with a BotError `store`. */
export interface Subscribing {
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The zone of a subscription that names none. */
  readonly timeZone: string;
}

/** One thing people can ask. */
export interface Command {
  /** Gives the words that follow no option to the options they stand for, or tells why they stand for none. */
  readonly read: (typed: Arguments, knowledge: Knowledge) => Options | Notice;
  /** Reads the line as it was typed, where its words must stay what they are to the character. */
  readonly readExactly?: (line: string) => Options;
  readonly answer: (
    options: Options,
    knowledge: Knowledge,
    request: Request,
  ) => Reply | Promise<Reply>;
}

/** A notice as a reply. */
export function notice(told: Notice): Reply {
  return { kind: 'notice', notice: told };
}
