import { rejectedBy } from '../../src/answer/judge.ts';
import type { Claim } from '../../src/answer/judge.ts';
import type { LanguageModel } from '../../src/answer/language-model.ts';
import type { Prompt } from '../../src/answer/prompt.ts';
import type { Asking } from '../../src/answer/session.ts';
import type { Point } from '../../src/debate/summary.ts';

/**
 * Sums over the sentences of one summary or of many, as in ALCE (Gao et al., 2023, §4): recall is the
 * share of sentences that all they cite supports together; a citation is precise if its sentence is
 * supported, and it supports it alone or cannot be left out.
 * https://arxiv.org/abs/2305.14627
 */
export interface Citations {
  readonly sentences: number;
  readonly supported: number;
  readonly citations: number;
  readonly precise: number;
}

export interface Judging {
  readonly model: LanguageModel;
  readonly judge: Prompt;
  readonly now: () => number;
}

/** Nobody waits for a measurement. */
const JUDGEMENT_MS = 120_000;

/** One sentence: all it cites, and where that is several passages, each alone and all but each. */
interface Judged {
  readonly whole: Claim;
  readonly parts: readonly { readonly alone: Claim; readonly others: Claim }[];
}

/** Asks the model once about every sentence of a summary; null where it gives no verdict. */
export async function citationsOf(
  points: readonly Point[],
  { model, judge, now }: Judging,
): Promise<Citations | null> {
  const judged = points.map(claimsOf);
  const claims = judged.flatMap(({ whole, parts }) => [
    whole,
    ...parts.flatMap(({ alone, others }) => [alone, others]),
  ]);
  const until = now() + JUDGEMENT_MS;
  const { signal } = new AbortController();
  const ask = async (asking: Asking) =>
    (await model.complete({ ...asking, withinMs: until - now(), signal })).text;
  const rejected = await rejectedBy(ask, claims, judge);
  if (rejected === null) return null;
  const follows = (claim: Claim) => !rejected.has(claims.indexOf(claim));
  return summed(
    judged.map(({ whole, parts }) => {
      const isSupported = follows(whole);
      const needed = parts.filter(({ alone, others }) => follows(alone) || !follows(others));
      return {
        sentences: 1,
        supported: isSupported ? 1 : 0,
        citations: whole.passages.length,
        precise: isSupported ? (parts.length === 0 ? 1 : needed.length) : 0,
      };
    }),
  );
}

/** The sums of several summaries. */
export function summed(all: readonly Citations[]): Citations {
  const sum = (of: (each: Citations) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    sentences: sum(({ sentences }) => sentences),
    supported: sum(({ supported }) => supported),
    citations: sum(({ citations }) => citations),
    precise: sum(({ precise }) => precise),
  };
}

function claimsOf({ sentence, evidence }: Point): Judged {
  const passages = evidence.map(({ passage }) => passage);
  const parts = passages.map((passage, at) => ({
    alone: { sentence, passages: [passage] },
    others: { sentence, passages: passages.toSpliced(at, 1) },
  }));
  return { whole: { sentence, passages }, parts: passages.length === 1 ? [] : parts };
}
