import type { WorkDigest } from '../../debate/digest.ts';
import type { Filters } from '../../debate/filters.ts';
import type { Selection } from '../../debate/holdings.ts';
import { themeKey } from '../../debate/topics.ts';
import type { KeptDigest, KeptWork } from './told.ts';

type Digest = WorkDigest & KeptDigest;

/** Whether a work may hold a passage that is meant, as far as its digest tells. */
export function mayHold({ filters, theme, isOwnPosition = false }: Selection) {
  const isTheme = isOfKey(theme);
  return (work: Digest): boolean =>
    isOfYears(filters, work) &&
    (theme === undefined || work.themes.some(([name]) => isTheme(name))) &&
    saidBy(filters, work).some(({ passages, own }) => (isOwnPosition ? own : passages) > 0);
}

function isOfYears({ since, until }: Filters, { years }: Digest): boolean {
  if (since === null && until === null) return true;
  const [from, to] = [since, until].map(yearIn);
  return years !== null && (from ?? -Infinity) <= years[1] && years[0] <= (to ?? Infinity);
}

/** Whether a theme is written so that it has this key; each is read once. */
export function isOfKey(key: string | undefined): (theme: string) => boolean {
  const known = new Map<string, boolean>();
  return (theme) => {
    const isSame = known.get(theme) ?? themeKey(theme) === key;
    known.set(theme, isSame);
    return isSame;
  };
}

/** Counts by work the passages that are meant; null where digests do not tell it. */
export function countingOf(selection: Selection): ((work: Digest) => number) | null {
  const { filters, ids, from, theme, isOwnPosition = false, standsAlone, holding } = selection;
  const isTold =
    isOfVoices(filters) &&
    (ids ?? theme ?? holding ?? from?.address ?? null) === null &&
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
function saidBy(filters: Filters, work: Digest): Digest['said'] {
  return work.said.filter(maySpeak(filters, work));
}

/** Whether a voice of a work may speak. */
export function maySpeak({ speakers, others }: Filters, { source }: Pick<Digest, 'source'>) {
  return (said: Digest['said'][number]): boolean =>
    (speakers.length === 0 || speakers.some(({ speaks }) => speaks({ ...said, source }))) &&
    !others.some(({ speaks }) => speaks({ ...said, source }));
}

/** Whether voices alone are asked for, which a digest tells apart. */
export function isOfVoices({ since, until, without }: Filters): boolean {
  return (since ?? until) === null && without.length === 0;
}

/** Dates begin with their year, in four figures. */
function yearIn(date: string | null): number | null {
  return date === null ? null : Number(date.slice(0, 4));
}

/** So many of them together that their sizes come to that. */
export function* batchesOf<Each>(
  all: readonly Each[],
  sizeOf: (each: Each) => number,
  most: number,
): Generator<readonly Each[]> {
  for (let next = 0; next < all.length;) {
    const first = next;
    for (let size = 0; next < all.length && size < most; next += 1) {
      const each = all[next];
      size += each === undefined ? 0 : sizeOf(each);
    }
    yield all.slice(first, next);
  }
}

/** Works that follow one another, all of which are as their digests tell, or none. */
export function runsOf<Work extends { readonly digest: KeptWork | null }>(
  works: readonly Work[],
): readonly { readonly works: readonly Work[]; readonly digests: readonly KeptWork[] | null }[] {
  const runs: { works: Work[]; digests: KeptWork[] | null }[] = [];
  for (const work of works) {
    let run = runs.at(-1);
    if (run === undefined || (run.digests === null) !== (work.digest === null)) {
      runs.push((run = { works: [], digests: work.digest === null ? null : [] }));
    }
    run.works.push(work);
    if (work.digest !== null) run.digests?.push(work.digest);
  }
  return runs;
}
