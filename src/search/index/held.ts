import type { Passage } from '../../debate/passage.ts';
import { topicsAmong } from '../../debate/topics.ts';
import {
  type Lexis,
  type PassageIndex,
  rangeOf,
  RowReader,
  WINDOW_PASSAGES,
} from './passage-index.ts';
import { sampleOf } from './sample.ts';

/** Forms that follow one another; one that the corpus does not have is -1. */
export type Phrase = readonly number[];

/** The passages of a segment that hold one stem, and how much of it each holds: from one place of these arrays to another (excluded). */
export interface Postings {
  /** Ascending, counted from the first of the segment. */
  readonly passages: Uint16Array;
  /** In eighths of an occurrence in the text, 255 at most. */
  readonly amounts: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export const NO_POSTINGS: Postings = {
  ...{ passages: new Uint16Array(), amounts: new Uint8Array() },
  ...{ start: 0, end: 0 },
};

/** As many passages as two bytes can number, scored together: a window of an index, or what one database row tells of. */
export interface Segment {
  /** The number of its first passage. */
  readonly first: number;
  /** By passage: its length. */
  readonly lengths: Uint16Array;
  /** By length: what it is beside the average one, as BM25 tempers it. */
  readonly norms: Float32Array;
  postingsOf(stem: number): Postings;
}

/**
 * All that a search looks at. What is known of words is always there; postings, rows and passages are
 * there once they were asked for (`Needed`), wherever they are kept.
 */
export interface Held extends Lexis {
  readonly segments: readonly Segment[];
  /** Whether asking for a passage costs nothing: all are in memory. */
  readonly isInMemory: boolean;
  /** How many forms the text has, then all the forms that are kept, BREAK between them; valid until the next one. */
  rowOf(passage: number): Uint32Array;
  gramLengthOf(passage: number): number;
  passageOf(passage: number): Passage | undefined;
  areOfOneWork(passage: number, other: number): boolean;
  /** Passages among which are all that hold these phrases of stop words, in the order of the corpus. */
  mayHold(phrases: readonly Phrase[]): Iterable<number>;
  /** Whether a passage is among those that were asked for so (`Needed.among`). */
  isAmong(passage: number): boolean;
  /** Grows with the place of a passage in the corpus: of equals, the first one comes first. */
  placeOf(passage: number): number;
  /** The numbers of a thousand passages or so, spread evenly over the corpus. */
  sample(): readonly number[];
  /** The themes that are written beside passages, each once. */
  themes(): readonly string[];
  /** What may be asked about, the most frequent first. */
  subjects(): readonly string[];
}

/** Passages of these ids, or of these works. */
export type Among = { readonly ids: readonly string[] } | { readonly works: readonly string[] };

/** What must be at hand before a search goes on. */
export interface Needed {
  /** Stems whose postings are read. */
  readonly stems?: readonly number[];
  /** Passages whose rows are read. */
  readonly rows?: readonly number[];
  readonly passages?: readonly number[];
  readonly phrases?: readonly Phrase[];
  readonly among?: Among | undefined;
}

/**
 * A search in steps, each of which tells what the next one needs: it runs at once where all is in
 * memory, and waits for a database between two steps where it is not.
 */
export type Steps<Result> = Generator<Needed, Result, undefined>;

/** Carries out a search of which all is at hand. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** All of an index is at hand. */
export function heldOf(index: PassageIndex): Held {
  const rows = new RowReader();
  const { passages } = index;
  return {
    ...index,
    segments: segmentsOf(index),
    isInMemory: true,
    rowOf: (passage) => rows.read(index, passage),
    gramLengthOf: (passage) => index.gramLengths[passage] ?? 0,
    passageOf: (passage) => passages[passage],
    areOfOneWork: (passage, other) => passages[passage]?.source.id === passages[other]?.source.id,
    mayHold: () => passages.keys(),
    isAmong: () => true,
    placeOf: (passage) => passage,
    sample: () => sampleOf(passages.length),
    themes: () => [...new Set(passages.flatMap(({ topics }) => topics))],
    subjects: () => topicsAmong(passages).all,
  };
}

function segmentsOf({ windows, lengths, norms }: PassageIndex): Segment[] {
  return windows.map((window, number): Segment => {
    const first = number * WINDOW_PASSAGES;
    return {
      ...{ first, norms },
      lengths: lengths.subarray(first, first + WINDOW_PASSAGES),
      postingsOf: (stem) => {
        const [start, end] = rangeOf(window, stem);
        const { passages, amounts } = window;
        return { passages, amounts, start, end };
      },
    };
  });
}
