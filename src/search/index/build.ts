import type { SynonymGroup, Passage } from '../../debate/passage.ts';
import { IndexBuilder } from './index-builder.ts';
import type { PassageIndex } from './passage-index.ts';

/** Passages between two steps of a build: a hundredth of a second of work at most. */
const STEP = 256;

/** Lays out the passages; their places in `passages` are their numbers. */
export function buildIndex(
  passages: readonly Passage[],
  groups: readonly SynonymGroup[],
): PassageIndex {
  const steps = buildSteps(passages, groups);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * The same in steps, so that others may be served between them: each yields how many passages are laid
 * out. `previous` was made with the same lexicon; `unchanged` tells which of its passages says the
 * same as a new one, and is not analysed again.
 */
export function* buildSteps(
  passages: readonly Passage[],
  groups: readonly SynonymGroup[],
  previous?: PassageIndex,
  unchanged: (passage: Passage) => number | undefined = () => undefined,
): Generator<number, PassageIndex> {
  const builder = new IndexBuilder(groups, previous);
  for (const [number, passage] of passages.entries()) {
    const known = unchanged(passage);
    if (known === undefined) builder.add(passage);
    else builder.addKnown(known);
    if (number % STEP === STEP - 1) yield number + 1;
  }
  return yield* builder.finish(passages);
}
