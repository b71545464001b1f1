import type { Passage } from '../../debate/passage.ts';
import { weightOf, type Term } from '../analysis/term.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { byScore, type Found, type Scored } from './candidates.ts';
import { PassageReader, type Channels } from './channels.ts';
import { CHANNEL_WEIGHTS, COVERAGE_BONUS, RERANKED, SYNONYM } from './weights.ts';

/** A passage with its last score, and what it is made of. */
export interface Ranked extends Scored {
  /** What BM25 gave it. */
  readonly stems: number;
  readonly channels: Channels;
  /** The best of the passages around it in the same work. */
  readonly around: number;
  /** By which the sum is multiplied: from 1 for a passage that covers nothing of the question to 1.5 for all of it. */
  readonly coverage: number;
}

/** Adds the costlier channels to the best scores. */
export class Reranker {
  readonly #passages: readonly Passage[];
  readonly #reader: PassageReader;

  constructor(index: PassageIndex) {
    this.#passages = index.passages;
    this.#reader = new PassageReader(index);
  }

  /** What it does not reread can't come before what it does. */
  rerank(found: readonly Found[], terms: readonly Term[]): Ranked[] {
    const weight = Math.max(weightOf(terms), Number.MIN_VALUE);
    const first = found.slice(0, RERANKED);
    const numbers = first.map(({ passage }) => passage);
    const channels = this.#reader.read(terms, numbers);
    const nearby = bestAround(first, this.#passages);
    const reread = first.map(({ passage, score, covered }, place): Ranked => {
      const read = channels[place] ?? NOTHING;
      const share = Math.min(1, covered / weight);
      // What a passage lacks of the question, said by no synonym either, may be said just before or after.
      const lacking = Math.max(0, 1 - share / SYNONYM.credit);
      const around = CHANNEL_WEIGHTS.around * (nearby[place] ?? 0) * lacking;
      const coverage = 1 + COVERAGE_BONUS * share;
      const sum = score + (read.surface + read.grams + read.neighbours + read.window) + around;
      return { passage, score: sum * coverage, stems: score, channels: read, around, coverage };
    });
    const left = found.slice(RERANKED).map(({ passage, score }): Ranked => {
      return { passage, score, stems: score, channels: NOTHING, around: 0, coverage: 1 };
    });
    return [...reread.sort(byScore), ...left];
  }
}

const NOTHING: Channels = { surface: 0, grams: 0, neighbours: 0, window: 0 };

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
