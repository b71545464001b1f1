import type { Quote } from '../debate/quote.ts';
import { Summary } from '../debate/summary.ts';
import type { CheckSentence, DraftSentence, RefusedSentence } from '../debate/summary.ts';

/** What became of a draft: the sentences that stand, where enough of them do, and those that were refused. */
export interface Verified {
  readonly summary: Summary | null;
  readonly refused: readonly RefusedSentence[];
}

/**
 * Compares each sentence of a draft with the passages it cites, by their numbers among those shown
 * (from 1). The one way from a model's words to a summary.
 */
export function verify(
  draft: readonly DraftSentence[],
  shown: readonly Quote[],
  check: CheckSentence,
): Verified {
  return Summary.of(draft, shown, check);
}
