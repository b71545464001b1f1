import type { Passage, SynonymGroup } from '../../debate/passage.ts';
import { isAlone, LEAST_OWN_AMOUNT } from './fields.ts';
import { Growing } from './growing.ts';
import { PassageReader } from './passage-reader.ts';
import { Vocabulary } from './vocabulary.ts';
import { sortedForms, TransposedWindow, WindowBuilder } from './builders.ts';
import { RowsBuilder } from './rows-builder.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { isOfQuestions } from './sample.ts';
import {
  averageOf,
  normsOf,
  saturationOf,
  type Lexis,
  type PassageIndex,
  rangeOf,
  UNIT,
  WINDOW_PASSAGES,
  type PostingsWindow,
} from './passage-index.ts';

/** Passages that are read, and that are compared with those of before, between two steps of a build. */
const STEP = 256;
const COMPARED = 8_192;

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
 * The same in steps, so that others may be served between them: each yields the share of the passages
 * that is laid out. `previous` was made with the same lexicon; `unchanged` tells which of its passages
 * says the same as a new one, and is not analysed again.
 */
export function* buildSteps(
  passages: readonly Passage[],
  groups: readonly SynonymGroup[],
  previous?: PassageIndex,
  unchanged: (passage: Passage) => number | undefined = () => undefined,
): Generator<number, PassageIndex> {
  const builder = new IndexBuilder(groups, previous);
  for (let first = 0; first < passages.length; first += WINDOW_PASSAGES) {
    const added = passages.slice(first, first + WINDOW_PASSAGES);
    const known: (number | undefined)[] = [];
    for (const [place, passage] of added.entries()) {
      const number = unchanged(passage);
      const wasAlone = number !== undefined && isAlone(previous?.passages ?? [], number);
      known.push(wasAlone === isAlone(passages, first + place) ? number : undefined);
      if (known.length % COMPARED === 0) yield first / passages.length;
    }
    if (!builder.addWindow(first, known)) {
      for (const [place, passage] of added.entries()) {
        builder.add(passage, known[place], isAlone(passages, first + place));
        if (place % STEP === STEP - 1) yield (first + place + 1) / passages.length;
      }
    }
    yield (first + added.length) / passages.length;
  }
  return yield* builder.finish(passages);
}

/** Makes an index passage by passage: read anew, or taken over from an index that knows it. */
class IndexBuilder {
  readonly #previous: PassageIndex | undefined;
  /** The window of the previous index last taken from. */
  #transposed: TransposedWindow | undefined;
  readonly #vocabulary: Vocabulary;
  readonly #lexicon: Lexicon;
  readonly #windows: PostingsWindow[] = [];
  readonly #window = new WindowBuilder();
  readonly #reader: PassageReader;
  readonly #rows: RowsBuilder;
  readonly #lengths = new Growing(new Uint16Array());

  constructor(groups: readonly SynonymGroup[], previous?: PassageIndex) {
    this.#previous = previous;
    this.#vocabulary = previous?.vocabulary ?? new Vocabulary();
    this.#lexicon = lexiconOf(groups, this.#vocabulary);
    this.#reader = new PassageReader(this.#vocabulary, this.#lexicon);
    this.#rows = new RowsBuilder(this.#vocabulary, previous);
  }

  /** Adds a passage: as the previous index knows it by this number, else as it reads now. */
  add(passage: Passage, known: number | undefined, alone: boolean): void {
    if (known === undefined) this.#addNew(passage, alone);
    else this.#addKnown(known);
  }

  #addNew(passage: Passage, alone: boolean): void {
    const { textLength, forms, stems, amounts, units } = this.#reader.read(passage, alone);
    this.#rows.add(textLength, forms);
    for (const [place, stem] of stems.entries()) this.#addPosting(stem, amounts[place] ?? 0);
    this.#endPassage(units);
  }

  #addKnown(number: number): void {
    const previous = this.#previous;
    const window = previous?.windows[Math.floor(number / WINDOW_PASSAGES)];
    if (previous === undefined || window === undefined) {
      throw new RangeError(`there is no passage ${number} to take from a previous index`);
    }
    this.#rows.addKnown(previous, number, number + 1);
    const first = number - (number % WINDOW_PASSAGES);
    if (this.#transposed?.first !== first) this.#transposed = new TransposedWindow(first, window);
    this.#transposed.visit(number, (stem, amount) => {
      this.#addPosting(stem, amount);
    });
    this.#endPassage(previous.lengths[number] ?? 0);
  }

  /** Takes a window of the previous index over as it is; false where its passages are not all these. */
  addWindow(first: number, known: readonly (number | undefined)[]): boolean {
    const window = this.#previous?.windows[first / WINDOW_PASSAGES];
    if (this.#previous === undefined || window === undefined) return false;
    const lengths = this.#previous.lengths.subarray(first, first + WINDOW_PASSAGES);
    const isSame = (number: number | undefined, place: number) => number === first + place;
    if (known.length !== lengths.length || !known.every(isSame)) return false;
    this.#rows.addKnown(this.#previous, first, first + lengths.length);
    this.#lengths.pushAll(lengths);
    this.#windows.push(window);
    return true;
  }

  /** Lays out what is left and measures the whole; yields between steps. */
  *finish(passages: readonly Passage[]): Generator<number, PassageIndex> {
    if (this.#windows.length * WINDOW_PASSAGES < this.#lengths.length) this.#endWindow();
    const lengths = this.#lengths.toArray();
    const norms = normsOf(lengths);
    const stemCount = this.#vocabulary.stems.size;
    const greatest = new Float32Array(stemCount);
    const counts = new Uint32Array(stemCount);
    const ownCounts = new Uint32Array(stemCount);
    for (const [place, window] of this.#windows.entries()) {
      const own = lengths.subarray(place * WINDOW_PASSAGES);
      measure(window, own, norms, { greatest, counts, ownCounts });
      yield 1;
    }
    const rows = yield* this.#rows.finish();
    return {
      passages,
      vocabulary: this.#vocabulary,
      lexicon: this.#lexicon,
      windows: this.#windows,
      passageCount: passages.length,
      counts,
      ownCounts,
      greatest,
      sortedForms: yield* sortedForms(this.#vocabulary.forms, this.#previous?.sortedForms),
      lengths,
      norms,
      ...rows,
      averageGrams: averageOf(rows.gramLengths),
      isOfQuestions: isOfQuestions(passages),
      leastOdds: null,
    };
  }

  #addPosting(stem: number, amount: number): void {
    this.#window.add(stem, this.#lengths.length % WINDOW_PASSAGES, amount);
  }

  #endPassage(units: number): void {
    this.#lengths.push(units);
    if (this.#lengths.length % WINDOW_PASSAGES === 0) this.#endWindow();
  }

  #endWindow(): void {
    this.#windows.push(this.#window.finish(this.#vocabulary.stems.size));
  }
}

/** Raises the most that BM25 gives a posting of each stem, and how many are its own, by what a window holds. */
export function measure(
  window: PostingsWindow,
  lengths: Uint16Array,
  norms: Float32Array,
  { greatest, counts, ownCounts }: Pick<Lexis, 'greatest' | 'counts' | 'ownCounts'>,
): void {
  const { passages, amounts } = window;
  for (let stem = 0; stem < greatest.length; stem += 1) {
    const [start, end] = rangeOf(window, stem);
    let most = greatest[stem] ?? 0;
    let own = ownCounts[stem] ?? 0;
    for (let place = start; place < end; place += 1) {
      const amount = amounts[place] ?? 0;
      const norm = norms[lengths[passages[place] ?? 0] ?? 0] ?? 1;
      most = Math.max(most, saturationOf(amount / UNIT, norm));
      if (amount >= LEAST_OWN_AMOUNT) own += 1;
    }
    greatest[stem] = most;
    counts[stem] = (counts[stem] ?? 0) + end - start;
    ownCounts[stem] = own;
  }
}
