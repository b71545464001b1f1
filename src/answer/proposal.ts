import type { Quote } from '../debate/quote.ts';
import { FEWEST_POINTS } from '../debate/summary.ts';
import type {
  CheckSentence,
  DraftSentence,
  RefusedSentence,
  SentenceFault,
} from '../debate/summary.ts';
import { readDraft } from './draft.ts';
import { verify } from './verify.ts';

/** A draft that was checked. */
export interface Proposal {
  readonly proposed: number;
  readonly kept: readonly DraftSentence[];
  /** Empty where nothing has to be mended. */
  readonly refused: readonly RefusedSentence[];
}

/** Checks what a model wrote, sentence by sentence. */
export function proposalIn(text: string, shown: readonly Quote[], check: CheckSentence): Proposal {
  const draft = readDraft(text);
  if (draft === null) return nothing('unreadable', 'not the JSON object that was asked for');
  if (draft.length < FEWEST_POINTS) {
    return nothing('too few sentences', `${draft.length} for ${FEWEST_POINTS} at least`);
  }
  const { refused } = verify(draft, shown, check);
  const isRefused = new Set(refused.map(({ sentence }) => sentence));
  const kept = draft.filter(({ sentence }) => !isRefused.has(sentence));
  return { proposed: draft.length, kept, refused };
}

/** What is made of an answer in which nothing can be kept. */
export function nothing(rule: string, detail: string): Proposal {
  const faults: readonly SentenceFault[] = [{ rule, detail }];
  return { proposed: 0, kept: [], refused: [{ sentence: '', faults }] };
}

/** The second where it suffices and keeps as much; else the sentences of both that stand. */
export function bestOf(first: Proposal, second: Proposal): readonly DraftSentence[] {
  const isBetter = second.kept.length >= FEWEST_POINTS && second.kept.length >= first.kept.length;
  if (isBetter) return second.kept;
  if (first.kept.length >= FEWEST_POINTS) return first.kept;
  const said = new Set(first.kept.map(({ sentence }) => sentence));
  return [...first.kept, ...second.kept.filter(({ sentence }) => !said.has(sentence))];
}
