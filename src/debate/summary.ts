import type { Passage } from './passage.ts';
import type { Quote } from './quote.ts';

/** One sentence a model proposes, with the numbers (from 1) of the passages it says it rests on. */
export interface DraftSentence {
  readonly sentence: string;
  readonly passages: readonly number[];
}

/** One sentence that was checked, and the quotations it rests on. */
export interface Point {
  readonly sentence: string;
  readonly evidence: readonly [Quote, ...Quote[]];
}

/** Why a sentence cannot be shown. */
export interface SentenceFault {
  /** The name of the rule it breaks. */
  readonly rule: string;
  /** The words that break it, or what is missing: for the model's second attempt, never for a person. */
  readonly detail: string;
}

/** Compares a sentence with the passages it cites; empty when nothing is wrong. */
export type CheckSentence = (
  sentence: string,
  cited: readonly Passage[],
) => readonly SentenceFault[];

/** A sentence of a draft that was refused, and why. */
export interface RefusedSentence {
  readonly sentence: string;
  readonly faults: readonly SentenceFault[];
}

/** Fewer sentences that stand are no summary. */
export const FEWEST_POINTS = 2;
export const MOST_POINTS = 5;

/**
 * Sentences that were each compared with the passages they cite. There is no other way to make one
 * than from a draft, by a check: what was not checked is no summary.
 */
export class Summary {
  readonly points: readonly Point[];

  private constructor(points: readonly Point[]) {
    this.points = points;
  }

  /** What stands of a draft (null where too little does), and what was refused of it. */
  static of(
    draft: readonly DraftSentence[],
    shown: readonly Quote[],
    check: CheckSentence,
  ): { readonly summary: Summary | null; readonly refused: readonly RefusedSentence[] } {
    const points: Point[] = [];
    const refused: RefusedSentence[] = [];
    for (const drafted of draft) {
      const { point, faults } = pointFor(drafted, shown, check);
      if (point !== null && points.length < MOST_POINTS) points.push(point);
      else if (point === null) refused.push({ sentence: drafted.sentence, faults });
    }
    const stands = points.length >= FEWEST_POINTS;
    return { summary: stands ? new Summary(points) : null, refused };
  }
}

function pointFor(
  { sentence, passages }: DraftSentence,
  shown: readonly Quote[],
  check: CheckSentence,
): { readonly point: Point | null; readonly faults: readonly SentenceFault[] } {
  const cited = [...new Set(passages)].sort((a, b) => a - b);
  const [first, ...others] = cited.map((number) => shown[number - 1]);
  const known = others.filter((quote) => quote !== undefined);
  if (first === undefined) return refusal('cites nothing', `passages: ${cited.join(', ')}`);
  if (known.length < others.length)
    return refusal('cites what was not shown', `passages: ${cited.join(', ')}`);
  const evidence = [first, ...known] as const;
  const faults = check(
    sentence,
    evidence.map(({ passage }) => passage),
  );
  return { point: faults.length === 0 ? { sentence, evidence } : null, faults };
}

function refusal(rule: string, detail: string) {
  return { point: null, faults: [{ rule, detail }] };
}

/** Why an answer that should have one has no summary. */
export type Withheld =
  'nothing verified' | 'no model' | 'model unreachable' | 'too many at once' | 'budget spent';

/** What became of a summary: none yet though a model could make one, under way, made, or not to be had. */
export type SummaryPart =
  | { readonly kind: 'offered' }
  | { readonly kind: 'awaited' }
  | { readonly kind: 'given'; readonly summary: Summary }
  | { readonly kind: 'withheld'; readonly reason: Withheld };
