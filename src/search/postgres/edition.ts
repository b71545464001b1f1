import type { Passage } from '../../debate/passage.ts';
import { type Held, type Segment } from '../index/held.ts';
import {
  type Lexis,
  LONGEST,
  normsUpTo,
  RowReader,
  WINDOW_PASSAGES,
} from '../index/passage-index.ts';
import { firstAfter, numbersIn, type StemPostings } from './bytes.ts';
import type { Query } from './connection.ts';
import type { Told } from './words.ts';

/** What is known of the places of one bucket, whoever asks. */
export interface Bucket {
  /** By place: the length of its passage in eighths of a word of the text; 0 where there is none any more. */
  readonly lengths: Uint16Array;
  /** By work, ascending: its first place. */
  readonly firsts: Uint16Array;
  /** By work: where it stands in the corpus; the passages of a work are less than a whole number of RANKs. */
  readonly ranks: Float64Array;
}

/** Between the ranks of two works that follow each other when they are laid out: others fit between them. */
export const RANK = 2 ** 32;

/** The row of a passage, and how many grams its words have. */
export interface KeptRow {
  readonly bytes: Uint8Array;
  readonly grams: number;
}

/** What one question has asked for so far. */
export class Hand {
  /** By stem. */
  readonly postings = new Map<number, StemPostings>();
  readonly rows = new Map<number, KeptRow>();
  readonly passages = new Map<number, Passage>();
  /** Passages that may hold the phrases of the question, in the order of the corpus. */
  holding: readonly number[] = [];
  isAmong: (passage: number) => boolean = () => true;
  /** Whether something of it was read while the edition was the live one. */
  isOfLive = false;
}

/**
 * One edition of a debate as a process holds it: what is known of its words and of the places of its
 * buckets. All else is in the hand of the question that goes on: between two steps another may.
 */
export class EditionHeld {
  readonly held: Held;
  readonly passageCount: number;
  readonly #buckets: readonly Bucket[];
  #hand = new Hand();

  constructor(
    lexis: Lexis,
    { length, passageCount, themes, subjects }: Told,
    buckets: readonly Bucket[],
    sample: readonly number[] = [],
  ) {
    this.#buckets = buckets;
    this.passageCount = passageCount;
    const rows = new RowReader();
    const norms = normsUpTo(LONGEST, length / Math.max(1, passageCount));
    this.held = {
      ...lexis,
      isInMemory: false,
      segments: buckets.map((bucket, number) => this.#segmentOf(bucket, number, norms)),
      rowOf: (passage) => {
        const { bytes } = asked(this.#hand.rows.get(passage), 'row', passage);
        return rows.readBytes(bytes, 0, bytes.length);
      },
      gramLengthOf: (passage) => asked(this.#hand.rows.get(passage), 'row', passage).grams,
      passageOf: (passage) => this.#hand.passages.get(passage),
      areOfOneWork: (passage, other) =>
        Math.floor(passage / WINDOW_PASSAGES) === Math.floor(other / WINDOW_PASSAGES) &&
        this.#workOf(passage) === this.#workOf(other),
      mayHold: () => this.#hand.holding,
      isAmong: (passage) => this.#hand.isAmong(passage),
      placeOf: (passage) => this.placeOf(passage),
      sample: () => sample,
      themes: () => themes.map(([name]) => name),
      subjects: () => (themes.length > 0 ? namesOf(themes) : subjects),
    };
  }

  /** Goes on with what this question has asked for. */
  take(hand: Hand): void {
    this.#hand = hand;
  }

  placeOf(passage: number): number {
    const bucket = this.#buckets[Math.floor(passage / WINDOW_PASSAGES)];
    const work = this.#workOf(passage);
    const order = (passage % WINDOW_PASSAGES) - (bucket?.firsts[work] ?? 0);
    return (bucket?.ranks[work] ?? 0) + order;
  }

  /** Which work of its bucket a passage is of: the last that starts at it or before it. */
  #workOf(passage: number): number {
    const firsts =
      this.#buckets[Math.floor(passage / WINDOW_PASSAGES)]?.firsts ?? new Uint16Array();
    return firstAfter(firsts, passage % WINDOW_PASSAGES) - 1;
  }

  #segmentOf({ lengths }: Bucket, number: number, norms: Float32Array): Segment {
    return {
      first: number * WINDOW_PASSAGES,
      ...{ lengths, norms },
      postingsOf: (stem) => {
        const { passages, amounts, starts } = asked(this.#hand.postings.get(stem), 'stem', stem);
        return { passages, amounts, start: starts[number] ?? 0, end: starts[number + 1] ?? 0 };
      },
    };
  }
}

function asked<Kept>(kept: Kept | undefined, kind: string, number: number): Kept {
  if (kept === undefined) throw new RangeError(`${kind} ${number} is read and was not asked for`);
  return kept;
}

function namesOf(themes: Told['themes']): string[] {
  return themes.toSorted(([, one], [, other]) => other - one).map(([name]) => name);
}

/** The buckets of a generation, by their numbers. */
export async function readBuckets(
  generation: number,
  count: number,
  schema: string,
  query: Query,
): Promise<Bucket[]> {
  const sql = `SELECT bucket, lengths, firsts, ranks FROM ${schema}.buckets WHERE generation = $1`;
  const rows = new Map((await query(sql, [generation])).map((row) => [row['bucket'], row]));
  return Array.from({ length: count }, (_, number) => ({
    lengths: numbersIn(Uint16Array, rows.get(number)?.['lengths']),
    firsts: numbersIn(Uint16Array, rows.get(number)?.['firsts']),
    ranks: numbersIn(Float64Array, rows.get(number)?.['ranks']),
  }));
}
