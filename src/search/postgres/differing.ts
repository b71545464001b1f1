import type { Row } from './connection.ts';
import { RANK } from './edition.ts';
import { hashOf, type Work } from './works.ts';

/** A work that is kept, and where. */
export interface KnownWork {
  readonly bucket: number;
  readonly first: number;
  readonly passages: number;
  readonly rank: number;
  readonly hash: string;
}

/** A work that is new or says something else than before. */
export interface NewWork {
  readonly work: Work;
  readonly rank: number;
  readonly hash: string;
}

/** What of a debate is not as it is kept. */
export interface Difference {
  readonly added: readonly NewWork[];
  /** The ids of works that are not there any more, or not as they were. */
  readonly removed: readonly string[];
}

/** Passages that differ, as a share of all, from which on building anew costs less than changing. */
const MOST_CHANGED = 0.3;

/** Between two ranks, less than a work may have passages: those of the next would stand among them. */
const LEAST_GAP = 2 ** 16;

export function knownWorkOf(row: Row): KnownWork {
  const [bucket = 0, first = 0, passages = 0, rank = 0] = [
    'bucket',
    'first',
    'passages',
    'rank',
  ].map((name) => Number(row[name]));
  return { bucket, first, passages, rank, hash: String(row['hash']) };
}

/**
 * What differs between works as they come and as they are kept; null where they are better laid out
 * anew: most of them differ, or they come in another order.
 */
export async function differenceFrom(
  known: ReadonlyMap<string, KnownWork>,
  works: Iterable<Work> | AsyncIterable<Work>,
  passageCount: number,
): Promise<Difference | null> {
  const ranks: (number | null)[] = [];
  const others: { readonly work: Work; readonly hash: string; readonly order: number }[] = [];
  const seen = new Set<string>();
  let changed = 0;
  for await (const work of works) {
    const hash = hashOf(work);
    const before = known.get(work.source.id);
    const isSame = before?.hash === hash;
    seen.add(work.source.id);
    const order = ranks.push(isSame ? before.rank : null) - 1;
    if (isSame) continue;
    changed += work.passages.length;
    if (changed > MOST_CHANGED * passageCount) return null;
    others.push({ work, hash, order });
  }
  const filled = filledIn(ranks);
  if (filled === null) return null;
  const added = others.map(({ work, hash, order }) => ({ work, hash, rank: filled[order] ?? 0 }));
  const differing = new Set(added.map(({ work }) => work.source.id));
  const removed = [...known.keys()].filter((id) => !seen.has(id) || differing.has(id));
  return { added, removed };
}

/** The same ranks, with new ones between them where there are none yet; null where that cannot be. */
function filledIn(ranks: readonly (number | null)[]): number[] | null {
  const filled: number[] = [];
  for (let start = 0; start < ranks.length;) {
    let end = start;
    while (end < ranks.length && ranks[end] === null) end += 1;
    const before = filled.at(-1);
    const after = ranks[end] ?? (before ?? 0) + (end - start + 1) * RANK;
    const from = before ?? after - (end - start + 1) * RANK;
    const gap = (after - from) / (end - start + 1);
    if (gap < LEAST_GAP) return null;
    for (let place = start; place < end; place += 1) filled.push(from + (place - start + 1) * gap);
    if (end < ranks.length) filled.push(after);
    start = end + 1;
  }
  return filled;
}
