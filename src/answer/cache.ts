import * as v from 'valibot';
import type { Quote } from '../debate/quote.ts';
import type { CheckSentence, Summary } from '../debate/summary.ts';
import { verify } from './verify.ts';

/** Keeps what was verified. Neither promise rejects: what cannot be kept is made again. */
export interface SummaryCache {
  /** What was kept under a key of 64 hexadecimal figures; undefined or null where nothing was. */
  readonly get: (key: string) => Promise<unknown>;
  readonly set: (key: string, value: KeptSummary) => Promise<void>;
}

const keptSummary = v.array(v.object({ sentence: v.string(), passages: v.array(v.string()) }));

/** Sentences and the ids of the passages they rest on: words of passages are never kept. */
export type KeptSummary = v.InferOutput<typeof keptSummary>;

export function toKept({ points }: Summary): KeptSummary {
  return points.map(({ sentence, evidence }) => ({
    sentence,
    passages: evidence.map(({ passage }) => passage.id),
  }));
}

/** The summary that was kept, verified again; null where any of it no longer stands. */
export function fromKept(
  value: unknown,
  shown: readonly Quote[],
  check: CheckSentence,
): Summary | null {
  const read = v.safeParse(keptSummary, value);
  if (!read.success) return null;
  const ids = shown.map(({ passage }) => passage.id);
  const draft = read.output.map(({ sentence, passages }) => ({
    sentence,
    // A passage that is not shown gets number 0, which no passage has.
    passages: passages.map((id) => ids.indexOf(id) + 1),
  }));
  const { summary, refused } = verify(draft, shown, check);
  return refused.length === 0 ? summary : null;
}
