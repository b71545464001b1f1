import type { WorkDigest } from '../../debate/digest.ts';
import type { Filters } from '../../debate/filters.ts';
import type { Selection } from '../../debate/holdings.ts';

/** Whether a work may hold a passage that is meant, as far as its digest tells. */
export function mayHold({ filters, isOwnPosition = false }: Selection) {
  const [since, until] = [filters.since, filters.until].map(yearIn);
  return (work: WorkDigest): boolean =>
    (since === null && until === null
      ? true
      : work.years !== null &&
        (since ?? -Infinity) <= work.years[1] &&
        work.years[0] <= (until ?? Infinity)) &&
    saidBy(filters, work).some(({ passages, own }) => (isOwnPosition ? own : passages) > 0);
}

/** Counts by work the passages that are meant; null where digests do not tell it. */
export function countingOf(selection: Selection): ((work: WorkDigest) => number) | null {
  const { filters, ids, from, theme, isOwnPosition = false, standsAlone, holding } = selection;
  const isTold =
    (filters.since ?? filters.until ?? ids ?? theme ?? holding ?? from?.address ?? null) === null &&
    filters.without.length === 0 &&
    standsAlone !== true;
  if (!isTold) return null;
  return (work) =>
    from?.works.has(work.source) === false
      ? 0
      : saidBy(filters, work).reduce(
          (sum, { passages, own }) => sum + (isOwnPosition ? own : passages),
          0,
        );
}

/** What of a work is by voices that may speak. */
function saidBy({ speakers, others }: Filters, { said, source }: WorkDigest): WorkDigest['said'] {
  if (speakers.length + others.length === 0) return said;
  return said.filter(
    (each) =>
      (speakers.length === 0 || speakers.some(({ speaks }) => speaks({ ...each, source }))) &&
      !others.some(({ speaks }) => speaks({ ...each, source })),
  );
}

/** Dates begin with their year, in four figures. */
function yearIn(date: string | null): number | null {
  return date === null ? null : Number(date.slice(0, 4));
}
