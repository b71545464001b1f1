import type { Corpus } from '../debate/passage.ts';
import { holderText } from '../debate/quote.ts';
import type { Feedback, Log, Verdict } from '../ports.ts';

/** One quotation of an answer, and whose it is: what a form calls it by. */
export interface Contestable {
  readonly ref: string;
  readonly holder: string;
}

/** Of the choices of a form, the one that is every quotation of the answer; the others are numbers from 1. */
export const WHOLE_ANSWER = 'tout';

/** The quotations of an answer that can be contested, in its order; what has left the corpus cannot. */
export function contestableIn(
  refs: readonly string[],
  { passages }: Pick<Corpus, 'passages'>,
): readonly Contestable[] {
  const known = new Map(passages.map((passage) => [passage.id, passage]));
  return refs.flatMap((ref) => {
    const passage = known.get(ref);
    return passage === undefined ? [] : [{ ref, holder: holderText(passage) }];
  });
}

/** The passages that a choice in the form stands for. */
export function chosenFrom(refs: readonly string[], choice: unknown): readonly string[] {
  const chosen = typeof choice === 'string' ? refs[Number(choice) - 1] : undefined;
  return chosen === undefined ? refs : [chosen];
}

interface JudgingParts {
  readonly platform: string;
  readonly feedback: Feedback;
  readonly corpus: Pick<Corpus, 'passages'>;
  readonly log: Log;
}

/** Counts a verdict; of a contested quotation the operator is told, and it is kept why. Nothing of the person is. */
export async function judge(
  { platform, feedback, corpus, log }: JudgingParts,
  verdict: Verdict,
  refs: readonly string[],
): Promise<void> {
  await feedback.count(verdict, platform);
  const contested = verdict === 'utile' ? [] : contestableIn(refs, corpus).map(({ ref }) => ref);
  if (contested.length === 0) return;
  log.info({ platform, reason: verdict, passages: contested }, 'a quotation was contested');
  await feedback.contest(verdict, contested);
}
