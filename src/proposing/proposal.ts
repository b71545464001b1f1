import * as v from 'valibot';
import type { Address } from '../ask/request.ts';
import type { ProposalNotice } from '../debate/proposal.ts';
import type { Reply } from '../debate/reply.ts';

// What is kept is read by these schemas: an earlier version, or another program, may have written it.

/** What somebody proposes: words, or an address whose words whoever keeps the debate is to choose. */
export type Proposed = Readonly<v.InferOutput<typeof PROPOSED>>;
const PROPOSED = v.object({
  /** As they were written, line breaks included; null where an address alone is proposed. */
  words: v.nullable(v.string()),
  /** Whose they are, by the name that the proposer gives. */
  voice: v.nullable(v.string()),
  url: v.nullable(v.string()),
  title: v.nullable(v.string()),
  /** `2011`, `2011-04` or `2011-04-01`. */
  date: v.nullable(v.string()),
  /** Of the message that it was proposed from; null where it was written. */
  permalink: v.nullable(v.string()),
  /** Present where it is a whole thread, whose words are kept apart: thread.ts. */
  thread: v.exactOptional(
    v.object({
      /** How many people were to be asked. */
      asked: v.pipe(v.number(), v.safeInteger()),
      /** Until when they may answer, in milliseconds since 1970. */
      untilMs: v.number(),
    }),
  ),
});

/** What whoever keeps the debate decided. */
export type Decision = Readonly<v.InferOutput<typeof DECISION>>;
const DECISION = v.object({
  verdict: v.picklist(['accepted', 'refused']),
  /** One sentence for the proposer. */
  reason: v.nullable(v.string()),
});

/** One thing that was put before whoever keeps the debate. */
export type Proposal = Readonly<v.InferOutput<typeof PROPOSAL>>;
export const PROPOSAL = v.object({
  /** From 1; no two have the same. */
  number: v.pipe(v.number(), v.safeInteger()),
  /** The folder of the debate it is for; empty where there is only one. */
  debate: v.fallback(v.string(), ''),
  platform: v.string(),
  workspace: v.nullable(v.string()),
  /** Stands for the proposer, whom it does not name. */
  by: v.string(),
  /** When, as `2026-11-22`. */
  day: v.string(),
  /** Null once it is decided: nothing is kept of it then but what became of it. */
  proposed: v.nullable(PROPOSED),
  /** Null while it waits. */
  decision: v.nullable(DECISION),
});

/** Where proposals are kept, for so long as they end. Every promise may be rejected with a BotError `store`. */
export interface Proposals {
  readonly add: (
    from: Address,
    proposed: Proposed,
    made: Pick<Proposal, 'day' | 'debate'>,
  ) => Promise<Proposal>;
  /** Those of one proposer, in order. */
  readonly by: (proposer: Address) => Promise<readonly Proposal[]>;
  /** Those of the place of an address, or all, in order. */
  readonly all: (within?: Address) => Promise<readonly Proposal[]>;
  /** Puts it in the place of what it was; of a thread that is decided, nothing that was written is kept. */
  readonly put: (proposal: Proposal) => Promise<void>;
  /** With all that was kept for it. */
  readonly remove: (proposal: Proposal) => Promise<void>;
}

/** What somebody wrote of a proposal that is not complete, by the names of options; kept for half an hour. */
export type Draft = Readonly<v.InferOutput<typeof DRAFT>>;
const said = v.exactOptional(v.string());
export const DRAFT = v.object({
  ...{ mots: said, auteur: said, source: said, date: said, lien: said },
  /** The folder of the debate it is for. */
  debat: said,
});

/** A draft, where it is for this debate. */
export function ofDebate(draft: Draft | null, debate: string): Draft | null {
  return (draft?.debat ?? '') === debate ? draft : null;
}

/** Where drafts are kept. Every promise may be rejected with a BotError `store`. */
export interface Drafts {
  readonly of: (proposer: Address) => Promise<Draft | null>;
  /** Null forgets it. */
  readonly keep: (proposer: Address, draft: Draft | null) => Promise<void>;
}

/** Characters of the words: what the forms of Slack take; and of a name, a title, an address. */
export const LONGEST = { words: 3_000, voice: 80, title: 200, address: 490 } as const;

/** Proposals that wait: of one person, of one place, of all places together. */
export const MOST_WAITING = { person: 10, place: 100, all: 1_000 } as const;

/** Who may propose no more for now: one person, or anybody at the place; null where there is room. */
export async function fullAt(
  address: Address,
  proposals: Pick<Proposals, 'by' | 'all'>,
): Promise<'person' | 'place' | null> {
  const waiting = (those: readonly Proposal[]) => those.filter(isWaiting).length;
  if (waiting(await proposals.by(address)) >= MOST_WAITING.person) return 'person';
  const isFull =
    waiting(await proposals.all(address)) >= MOST_WAITING.place ||
    waiting(await proposals.all()) >= MOST_WAITING.all;
  return isFull ? 'place' : null;
}

/** Whether it was not decided yet. */
export function isWaiting({ decision }: Proposal): boolean {
  return decision === null;
}

/** Whether a reply says what a proposal still needs: a form may ask for it. */
export function isToComplete(reply: Reply): boolean {
  return reply.kind === 'notice' && TO_COMPLETE.has(reply.notice.code);
}

const TO_COMPLETE: ReadonlySet<string> = new Set<ProposalNotice['code']>([
  'nothing to propose',
  'proposal incomplete',
  'proposal too long',
  'not an address',
  'words apart',
  'not a day',
]);
