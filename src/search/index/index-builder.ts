import type { Passage, SynonymGroup } from '../../debate/passage.ts';
import { wordsIn } from '../../french/words.ts';
import { FIELDS, isAlone, LEAST_OWN_AMOUNT, PART, type Field } from './fields.ts';
import { Growing } from './growing.ts';
import { BREAK, NO_STEM, Vocabulary } from './vocabulary.ts';
import { sortedForms, TransposedWindow, WindowBuilder } from './builders.ts';
import { RowsBuilder } from './rows-builder.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import {
  averageOf,
  lengthNormsOf,
  saturationOf,
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

/** A text as numbers: its forms in order, their stems without stop words, those of its joined forms. */
interface Analysed {
  readonly text: string;
  readonly forms: readonly number[];
  readonly stems: readonly number[];
  readonly joined: readonly number[];
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
  readonly #rows: RowsBuilder;
  readonly #lengths = new Growing(new Uint32Array());
  readonly #last = new Map<Field, Analysed>();
  /** What the passage being added holds: its stems, and by stem how much of it. */
  #posted: number[] = [];
  readonly #amounts = new Growing(new Uint32Array());

  constructor(groups: readonly SynonymGroup[], previous?: PassageIndex) {
    this.#previous = previous;
    this.#vocabulary = previous?.vocabulary ?? new Vocabulary();
    this.#lexicon = lexiconOf(groups, this.#vocabulary);
    this.#rows = new RowsBuilder(this.#vocabulary, previous);
  }

  /** Adds a passage: as the previous index knows it by this number, else as it reads now. */
  add(passage: Passage, known: number | undefined, alone: boolean): void {
    if (known === undefined) this.#addNew(passage, alone);
    else this.#addKnown(known);
  }

  #addNew(passage: Passage, alone: boolean): void {
    const kept: (readonly number[])[] = [];
    let units = 0;
    for (const field of FIELDS) {
      const analysed = this.#analyse(field, field.read(passage));
      if (field.kept) kept.push(analysed.forms);
      units += this.#post(field, alone ? (field.unitsAlone ?? field.units) : field.units, analysed);
    }
    this.#rows.add((kept[0]?.length ?? 1) - 1, kept.flat());
    for (const stem of this.#posted) {
      this.#addPosting(stem, this.#amounts.at(stem));
      this.#amounts.set(stem, 0);
    }
    this.#posted = [];
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
    const lengthNorms = lengthNormsOf(lengths);
    const stemCount = this.#vocabulary.stems.size;
    const greatest = new Float32Array(stemCount);
    const ownCounts = new Uint32Array(stemCount);
    for (const [place, window] of this.#windows.entries()) {
      const norms = lengthNorms.subarray(place * WINDOW_PASSAGES);
      measure(window, norms, { greatest, ownCounts });
      yield 1;
    }
    const rows = yield* this.#rows.finish();
    return {
      passages,
      vocabulary: this.#vocabulary,
      lexicon: this.#lexicon,
      windows: this.#windows,
      ownCounts,
      greatest,
      sortedForms: yield* sortedForms(this.#vocabulary.forms, this.#previous?.sortedForms),
      lengths,
      lengthNorms,
      ...rows,
      averageGrams: averageOf(rows.gramLengths),
      leastOdds: null,
    };
  }

  /** Adds what a field holds to the amounts; returns its length, in units. */
  #post(field: Field, units: number, { stems, joined }: Analysed): number {
    const groups = field.synonyms ? this.#lexicon.find(stems).map(({ group }) => group) : [];
    const posted = joined.length + groups.length > 0 ? [...stems, ...joined, ...groups] : stems;
    for (const stem of field.once ? new Set(posted) : posted) {
      const amount = this.#amounts.at(stem);
      if (amount === 0) this.#posted.push(stem);
      this.#amounts.set(stem, amount + units);
    }
    return stems.length * units;
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

  /** The passages of one work follow one another: what a field last held often serves again. */
  #analyse(field: Field, text: string): Analysed {
    const last = this.#last.get(field);
    if (last?.text === text) return last;
    const analysed = {
      text,
      forms: Array<number>(),
      stems: Array<number>(),
      joined: Array<number>(),
    };
    for (const part of field.parts ? text.split(PART) : [text]) {
      for (const word of wordsIn(part)) {
        const form = this.#vocabulary.add(word.form);
        const stem = this.#vocabulary.stemOf(form);
        if (!word.joined) analysed.forms.push(form);
        if (stem !== NO_STEM) (word.joined ? analysed.joined : analysed.stems).push(stem);
      }
      analysed.forms.push(BREAK);
    }
    this.#last.set(field, analysed);
    return analysed;
  }
}

/** Raises the most that BM25 gives a posting of each stem, and how many are its own, by what a window holds. */
function measure(
  window: PostingsWindow,
  norms: Float32Array,
  { greatest, ownCounts }: Pick<PassageIndex, 'greatest' | 'ownCounts'>,
): void {
  const { passages, amounts } = window;
  for (let stem = 0; stem < greatest.length; stem += 1) {
    const [start, end] = rangeOf(window, stem);
    let most = greatest[stem] ?? 0;
    let own = ownCounts[stem] ?? 0;
    for (let place = start; place < end; place += 1) {
      const amount = amounts[place] ?? 0;
      most = Math.max(most, saturationOf(amount / UNIT, norms[passages[place] ?? 0] ?? 1));
      if (amount >= LEAST_OWN_AMOUNT) own += 1;
    }
    greatest[stem] = most;
    ownCounts[stem] = own;
  }
}
