import { voiceKey } from '../../debate/speaker.ts';
import type { Hit, Retriever } from '../retriever.ts';

/** A hit is comparable with the best of its page when it scores this share of it at least. */
const COMPARABLE = 0.7;

/** How many more hits than wanted are looked at, so that the last page has voices to choose from. */
const LOOK_AHEAD = 30;

/** The same retriever, its hits balanced page by page; `record` is told of each, with the reasons of its score. */
export function withBalance(
  retriever: Retriever,
  pageSize: number,
  record?: (hit: Hit) => void,
): Retriever {
  return {
    search: (question) => {
      const limit = question.limit + LOOK_AHEAD;
      const isExplained = record !== undefined;
      const { total, hits: found } = retriever.search({ ...question, limit, isExplained });
      const hits = balanced(found, pageSize, question.limit);
      if (record !== undefined) for (const hit of hits) record(hit);
      return { total, hits };
    },
    suggest: (text, limit) => retriever.suggest(text, limit),
  };
}

/**
 * The first hits wanted, page by page, so that no voice takes more than its share of a page when others
 * have something comparable to say: on a page of three, one place a voice when three voices compare with
 * the best hit left, two when two do. Places that nobody comparable claims go to the next best hits, and
 * the hits of a page stay in the order of their scores.
 */
export function balanced(hits: readonly Hit[], pageSize: number, wanted = hits.length): Hit[] {
  const left = [...hits];
  const pages: Hit[] = [];
  while (left.length > 0 && pages.length < wanted) {
    const places = placesOfNextPage(left, pageSize);
    pages.push(...left.filter((_, place) => places.has(place)));
    left.splice(0, left.length, ...left.filter((_, place) => !places.has(place)));
  }
  return pages.slice(0, wanted);
}

/** Which of the hits left make the next page. */
function placesOfNextPage(left: readonly Hit[], pageSize: number): Set<number> {
  const least = (left[0]?.score ?? 0) * COMPARABLE;
  const comparable = left.filter(({ score }) => score >= least);
  const voices = new Set(comparable.map(({ passage }) => voiceKey(passage)));
  const share = Math.ceil(pageSize / voices.size);
  const taken = new Map<string, number>();
  const places = new Set<number>();
  comparable.forEach(({ passage }, place) => {
    const voice = voiceKey(passage);
    const count = taken.get(voice) ?? 0;
    if (places.size === pageSize || count >= share) return;
    taken.set(voice, count + 1);
    places.add(place);
  });
  for (let place = 0; places.size < Math.min(pageSize, left.length); place += 1) places.add(place);
  return places;
}
