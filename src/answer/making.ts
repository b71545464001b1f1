import type { Quote } from '../debate/quote.ts';
import { FEWEST_POINTS, type Summary } from '../debate/summary.ts';
import type { CheckSentence, DraftSentence, RefusedSentence, Withheld } from '../debate/summary.ts';
import { datum } from './data.ts';
import { rejectedBy } from './judge.ts';
import type { Claim } from './judge.ts';
import { ModelFailure, isUseless } from './language-model.ts';
import type { FailureKind } from './language-model.ts';
import { fillSlots } from './prompt.ts';
import type { Prompt } from './prompt.ts';
import { bestOf, nothing, proposalIn } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import { BudgetSpent } from './session.ts';
import type { Asking, Session } from './session.ts';
import { verify } from './verify.ts';

/** What making a summary needs beside its question. */
export interface MakingParts {
  readonly session: Session;
  readonly correction: Prompt;
  /** Null where nothing is judged. */
  readonly judge: Prompt | null;
}

/** What came of asking a model for a summary. */
export interface Made {
  readonly summary: Summary | null;
  /** Why there is none. */
  readonly withheld: Withheld | null;
  /** Each draft that was checked: the first, and its correction where there was one. */
  readonly proposals: readonly Proposal[];
  /** How many sentences the judge took away; null where it was not asked or gave no verdict. */
  readonly rejected: number | null;
  /** What the model failed at, if anything: the first time or later. */
  readonly failure: FailureKind | null;
}

/** How a summary was made, for the operator and for measurements. */
export interface SummaryRecord extends Made {
  readonly prompt: string;
  readonly calls: number;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly tookMs: number;
}

/** Draft, check, correct once what was refused, judge: what stands at the end, if enough does. */
export async function makeSummary(
  asking: Asking,
  shown: readonly Quote[],
  check: CheckSentence,
  { session, correction, judge }: MakingParts,
): Promise<Made> {
  const first = await proposed(asking, shown, check, session);
  if ('reason' in first) return { ...NOTHING, withheld: first.reason, failure: first.failure };
  const isWhole = first.refused.length === 0;
  const again = correctionOf(asking, first.refused, correction);
  const second = isWhole ? null : await proposed(again, shown, check, session);
  const proposals = second === null || 'reason' in second ? [first] : [first, second];
  const [, corrected = first] = proposals;
  const draft = bestOf(first, corrected);
  const failure = second !== null && 'reason' in second ? second.failure : null;
  const judged = judge === null ? UNJUDGED : await judgedDraft(draft, shown, judge, session);
  const { summary } = verify(judged.draft ?? draft, shown, check);
  const withheld = summary === null ? 'nothing verified' : null;
  return { summary, withheld, proposals, rejected: judged.rejected, failure };
}

const NOTHING = { summary: null, proposals: [], rejected: null } as const;
const UNJUDGED = { draft: null, rejected: null } as const;

/** Why there is no proposal. */
interface Missing {
  readonly reason: Withheld;
  readonly failure: FailureKind | null;
}

async function proposed(
  asking: Asking,
  shown: readonly Quote[],
  check: CheckSentence,
  session: Session,
): Promise<Proposal | Missing> {
  try {
    return proposalIn(await session.ask(asking), shown, check);
  } catch (fault) {
    if (fault instanceof BudgetSpent) return { reason: 'budget spent', failure: null };
    if (!(fault instanceof ModelFailure)) throw fault;
    if (isUseless(fault)) return nothing(fault.kind, 'no whole answer');
    const isRefusal = fault.kind === 'refused';
    return { reason: isRefusal ? 'nothing verified' : 'model unreachable', failure: fault.kind };
  }
}

/** The question again, with what was refused of the first answer and why. */
function correctionOf(
  asking: Asking,
  refused: readonly RefusedSentence[],
  { system, user, settings }: Prompt,
): Asking {
  const faults = refused.map(({ sentence, faults: each }) =>
    [
      ...(sentence === '' ? [] : [datum('phrase refusée', sentence)]),
      ...each.map(({ rule, detail }) => datum('défaut', `${rule} : ${detail}`)),
    ].join('\n'),
  );
  const filled = fillSlots(user, { demande: asking.user, defauts: faults.join('\n\n') });
  return { ...asking, prompt: 'reprise', system, user: filled, settings };
}

/** The draft without what the judge rejects; a judge that can't be had takes nothing away. */
async function judgedDraft(
  draft: readonly DraftSentence[],
  shown: readonly Quote[],
  judge: Prompt,
  session: Session,
): Promise<{ readonly draft: readonly DraftSentence[]; readonly rejected: number | null }> {
  if (draft.length < FEWEST_POINTS) return { draft, rejected: null };
  const claims = draft.map((each) => claimOf(each, shown));
  try {
    const rejected = await rejectedBy((asking) => session.ask(asking), claims, judge);
    if (rejected === null) return { draft, rejected: null };
    const followed = draft.filter((_, index) => !rejected.has(index));
    return { draft: followed, rejected: draft.length - followed.length };
  } catch (fault) {
    if (fault instanceof BudgetSpent || fault instanceof ModelFailure) {
      return { draft, rejected: null };
    }
    throw fault;
  }
}

function claimOf({ sentence, passages }: DraftSentence, shown: readonly Quote[]): Claim {
  const cited = passages.flatMap((number) => shown[number - 1] ?? []);
  return { sentence, passages: cited.map(({ passage }) => passage) };
}
