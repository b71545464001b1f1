/** Relevance of each judged document to one query; those not judged count as irrelevant. */
export type Judgements = ReadonlyMap<string, number>;

export const NAMES = ['nDCG@10', 'MRR@10', 'R@10', 'R@100'] as const;
export type Measures = Readonly<Record<(typeof NAMES)[number], number>>;

/** The usual measures of one ranked list of document ids, each from 0 to 1. */
export function measuresOf(run: readonly string[], judgements: Judgements): Measures {
  const relevances = run.map((id) => judgements.get(id) ?? 0);
  const ideal = [...judgements.values()].sort((a, b) => b - a);
  const relevant = ideal.filter((relevance) => relevance > 0).length;
  const first = relevances.slice(0, 10).findIndex((relevance) => relevance > 0);
  const recall = (depth: number) =>
    relevances.slice(0, depth).filter((relevance) => relevance > 0).length / Math.max(1, relevant);
  return {
    'nDCG@10': gainOf(relevances) / Math.max(gainOf(ideal), Number.MIN_VALUE),
    'MRR@10': first < 0 ? 0 : 1 / (first + 1),
    'R@10': recall(10),
    'R@100': recall(100),
  };
}

/** Discounted cumulative gain of the first ten, with exponential gains. */
function gainOf(relevances: readonly number[]): number {
  return relevances
    .slice(0, 10)
    .reduce((sum, relevance, rank) => sum + (2 ** relevance - 1) / Math.log2(rank + 2), 0);
}
