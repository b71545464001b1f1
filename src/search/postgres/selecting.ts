import { mayHold, saidBy, type WorkDigest } from '../../debate/digest.ts';
import type { Filters } from '../../debate/filters.ts';
import type { Selection } from '../../debate/holdings.ts';
import { themeKey } from '../../debate/topics.ts';
import type { KeptDigest, KeptWork } from './told.ts';

type Digest = WorkDigest & KeptDigest;

/** Whether a work may hold a passage that is meant, as far as its digest tells. */
export function mayHave(selection: Selection): (work: Digest) => boolean {
  const { theme } = selection;
  const [isTheme, isMeant] = [isOfKey(theme), mayHold(selection)];
  return (work) =>
    isMeant(work) && (theme === undefined || work.themes.some(([name]) => isTheme(name)));
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

/** Whether voices alone are asked for, which a digest tells apart. */
export function isOfVoices({ since, until, without }: Filters): boolean {
  return (since ?? until) === null && without.length === 0;
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
