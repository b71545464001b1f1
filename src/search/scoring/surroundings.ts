import type { Passage } from '../../debate/passage.ts';
import type { Scored } from './best-first.ts';

/** How many passages before and after one are around it. */
const REACH = 3;

/** For each passage found, the best score of those found around it in the same work, 0 when none is. */
export function bestAround(found: readonly Scored[], passages: readonly Passage[]): number[] {
  const scores = new Map(found.map(({ passage, score }) => [passage, score]));
  return found.map(({ passage }) => {
    let best = 0;
    for (let other = passage - REACH; other <= passage + REACH; other += 1) {
      const score = other === passage ? 0 : (scores.get(other) ?? 0);
      if (score <= best) continue;
      if (passages[other]?.source.id === passages[passage]?.source.id) best = score;
    }
    return best;
  });
}
