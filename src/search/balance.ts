import { voiceKey } from '../debate/speaker.ts';
import type { Hit } from './question.ts';
import type { Retriever } from './retriever.ts';

/** A hit is comparable with the best of its page when it scores this share of it at least. */
const COMPARABLE = 0.7;

/** Hits beyond which no more are balanced: nobody turns so many pages, and the cost is in their square. */
const MOST_BALANCED = 500;

/** How many more hits than wanted are looked at, so that the last page has voices to choose from. */
const LOOK_AHEAD = 30;

/** The same retriever, its hits balanced page by page; `record` is told of each, with the reasons of its score. */
export function withBalance(
  retriever: Retriever,
  pageSize: number,
  record?: (hit: Hit) => void,
): Retriever {
  return {
    search: async (question) => {
      if (question.limit === 0) return retriever.search(question);
      const limit = question.limit + LOOK_AHEAD;
      const isExplained = record !== undefined;
      const {
        total,
        isLoose,
        hits: found,
      } = await retriever.search({ ...question, limit, isExplained });
      const hits = balanced(found, pageSize, question.limit);
      if (record !== undefined) for (const hit of hits) record(hit);
      return { total, isLoose, hits };
    },
    suggest: (text, limit) => retriever.suggest(text, limit),
    synonymsOf: (text) => retriever.synonymsOf(text),
    raritiesIn: (text) => retriever.raritiesIn(text),
  };
}

/**
 * The first hits wanted, page by page, so that no voice takes more than its share of a page when others
 * have something comparable to say: on a page of three, one place a voice when three voices compare with
 * the best hit left, two when two do. Places that nobody comparable claims go to the next best hits, and
 * the hits of a page stay in the order of their scores, those that have words to quote first.
 */
export function balanced(hits: readonly Hit[], pageSize: number, wanted = hits.length): Hit[] {
  let left = hits
    .slice(0, MOST_BALANCED)
    .map((hit): Voiced => ({ hit, voice: voiceKey(hit.passage) }));
  const pages: Hit[] = [];
  while (left.length > 0 && pages.length < wanted) {
    const page = nextPage(left, pageSize);
    const shown = left.filter((each) => page.has(each)).map(({ hit }) => hit);
    const isQuoted = ({ passage }: Hit) => passage.text !== null;
    pages.push(...shown.filter(isQuoted), ...shown.filter((hit) => !isQuoted(hit)));
    left = left.filter((each) => !page.has(each));
  }
  return [...pages, ...hits.slice(MOST_BALANCED)].slice(0, wanted);
}

interface Voiced {
  readonly hit: Hit;
  readonly voice: string;
}

/** Those of the hits left that make the next page. */
function nextPage(left: readonly Voiced[], pageSize: number): Set<Voiced> {
  const least = (left[0]?.hit.score ?? 0) * COMPARABLE;
  const comparable = left.filter(({ hit }) => hit.score >= least);
  const share = Math.ceil(pageSize / new Set(comparable.map(({ voice }) => voice)).size);
  const taken = new Map<string, number>();
  const page = new Set<Voiced>();
  for (const each of comparable) {
    const count = taken.get(each.voice) ?? 0;
    if (page.size === pageSize) break;
    if (count >= share) continue;
    taken.set(each.voice, count + 1);
    page.add(each);
  }
  for (const each of left) {
    if (page.size === pageSize) break;
    page.add(each);
  }
  return page;
}
