import type { SynonymGroup, Passage } from '../../debate/passage.ts';
import { foldText } from '../../french/fold.ts';
import { wordsOf } from '../../french/words.ts';
import { FIELDS, LEAST_OWN_AMOUNT, type Field } from './fields.ts';
import { GrowingUint32 } from './growing.ts';
import { Lexicon } from './lexicon.ts';
import { lengthNormsOf, averageOf, saturationOf } from './bm25.ts';
import type { PassageIndex } from './passage-index.ts';
import { UNIT, WINDOW_PASSAGES, WindowBuilder, rangeOf, type PostingsWindow } from './postings.ts';
import { RowCounts } from './row-counts.ts';
import { readRow, RowsBuilder } from './rows.ts';
import { Transposed } from './transposed.ts';
import { sortedForms } from './sorted-forms.ts';
import { NO_STEM, Vocabulary } from './vocabulary.ts';

/** A text as numbers: its forms in order, their stems without stop words, those of its joined forms. */
interface Analysed {
  readonly text: string;
  readonly forms: readonly number[];
  readonly stems: readonly number[];
  readonly joined: readonly number[];
}

/** Makes an index passage by passage: read anew, or taken over from an index that knows it. */
export class IndexBuilder {
  readonly #previous: PassageIndex | undefined;
  readonly #vocabulary: Vocabulary;
  readonly #lexicon: Lexicon;
  readonly #windows: PostingsWindow[] = [];
  readonly #window = new WindowBuilder();
  readonly #rows = new RowsBuilder();
  readonly #rowStarts = new GrowingUint32();
  readonly #counts: RowCounts;
  readonly #ownCounts = new GrowingUint32();
  readonly #lengths = new GrowingUint32();
  readonly #last = new Map<Field, Analysed>();
  /** What the passage being added holds: its stems, and by stem how much of it. */
  #posted: number[] = [];
  readonly #amounts = new GrowingUint32();
  #transposed: Transposed | undefined;
  #forms = new Uint32Array(1024);

  constructor(groups: readonly SynonymGroup[], previous?: PassageIndex) {
    this.#previous = previous;
    this.#vocabulary = previous?.vocabulary.copy() ?? new Vocabulary();
    this.#lexicon = Lexicon.of(groups, this.#vocabulary);
    this.#counts = new RowCounts(this.#vocabulary);
  }

  /** Reads and adds a passage. */
  add(passage: Passage): void {
    const analysed = FIELDS.map((field) => this.#analyse(field, field.read(passage)));
    const kept = analysed.filter((_, place) => FIELDS[place]?.kept).map(({ forms }) => forms);
    this.#rowStarts.push(this.#rows.length);
    this.#addRow(kept);
    let units = 0;
    analysed.forEach((each, place) => {
      const field = FIELDS[place];
      if (field !== undefined) units += this.#post(field, each);
    });
    for (const stem of this.#posted) {
      this.#addPosting(stem, this.#amounts.at(stem));
      this.#amounts.set(stem, 0);
    }
    this.#posted = [];
    this.#endPassage(units);
  }

  /** Adds a passage of the previous index, by its number there, as it was read then. */
  addKnown(number: number): void {
    const previous = this.#previous;
    if (previous === undefined) throw new RangeError('there is no previous index to take from');
    const [start = 0, end = 0] = previous.rowStarts.subarray(number, number + 2);
    this.#rowStarts.push(this.#rows.length);
    this.#rows.pushBytes(previous.rows.subarray(start, end));
    this.#makeRoom(end - start);
    const count = readRow(previous.rows, start, end, this.#forms);
    this.#counts.add(this.#forms.subarray(1), count - 1);
    this.#transposed = Transposed.holding(number, previous.windows, this.#transposed);
    this.#transposed.visit(number, (stem, amount) => {
      this.#addPosting(stem, amount);
    });
    this.#endPassage(previous.lengths[number] ?? 0);
  }

  /** Lays out what is left and measures the whole; yields between steps. */
  *finish(passages: readonly Passage[]): Generator<number, PassageIndex> {
    this.#rowStarts.push(this.#rows.length);
    if (this.#lengths.length % WINDOW_PASSAGES > 0) this.#endWindow();
    const lengths = this.#lengths.toArray();
    const lengthNorms = lengthNormsOf(lengths);
    const stemCount = this.#vocabulary.stems.size;
    this.#ownCounts.set(stemCount, 0);
    const greatest = new Float32Array(stemCount);
    for (const [place, window] of this.#windows.entries()) {
      raiseGreatest(greatest, window, lengthNorms.subarray(place * WINDOW_PASSAGES));
      yield passages.length;
    }
    const sorting = sortedForms(this.#vocabulary.forms, this.#previous?.sortedForms);
    let sorted = sorting.next();
    for (; sorted.done !== true; sorted = sorting.next()) yield passages.length;
    const counts = this.#counts.toArrays();
    return {
      passages,
      vocabulary: this.#vocabulary,
      lexicon: this.#lexicon,
      windows: this.#windows,
      ownCounts: this.#ownCounts.toArray(),
      greatest,
      sortedForms: sorted.value,
      lengths,
      lengthNorms,
      rows: this.#rows.toArray(),
      rowStarts: this.#rowStarts.toArray(),
      ...counts,
      averageGrams: averageOf(counts.gramLengths),
    };
  }

  /** How many forms the text has, then all the forms that are kept. */
  #addRow(kept: readonly (readonly number[])[]): void {
    this.#rows.push(kept[0]?.length ?? 0);
    let count = 0;
    this.#makeRoom(kept.reduce((sum, forms) => sum + forms.length, 0));
    for (const form of kept.flat()) {
      this.#rows.push(form);
      this.#forms[count] = form;
      count += 1;
    }
    this.#counts.add(this.#forms, count);
  }

  #makeRoom(count: number): void {
    if (count > this.#forms.length) this.#forms = new Uint32Array(count * 2);
  }

  /** Adds what a field holds to the amounts; returns its length, in units. */
  #post(field: Field, { stems, joined }: Analysed): number {
    const groups = field.synonyms ? this.#lexicon.find(stems).map(({ group }) => group) : [];
    const posted = joined.length + groups.length > 0 ? [...stems, ...joined, ...groups] : stems;
    for (const stem of field.once ? new Set(posted) : posted) {
      const amount = this.#amounts.at(stem);
      if (amount === 0) this.#posted.push(stem);
      this.#amounts.set(stem, amount + field.units);
    }
    return stems.length * field.units;
  }

  #addPosting(stem: number, amount: number): void {
    this.#window.add(stem, this.#lengths.length % WINDOW_PASSAGES, amount);
    if (amount >= LEAST_OWN_AMOUNT) this.#ownCounts.set(stem, this.#ownCounts.at(stem) + 1);
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
    const forms: number[] = [];
    const joined: number[] = [];
    for (const word of wordsOf(foldText(text))) {
      (word.joined ? joined : forms).push(this.#vocabulary.add(word.form));
    }
    const analysed = { text, forms, stems: this.#stemsOf(forms), joined: this.#stemsOf(joined) };
    this.#last.set(field, analysed);
    return analysed;
  }

  #stemsOf(forms: readonly number[]): number[] {
    const stems: number[] = [];
    for (const form of forms) {
      const stem = this.#vocabulary.stemOf(form);
      if (stem !== NO_STEM) stems.push(stem);
    }
    return stems;
  }
}

function raiseGreatest(greatest: Float32Array, window: PostingsWindow, norms: Float32Array): void {
  const { passages, amounts } = window;
  for (let stem = 0; stem < greatest.length; stem += 1) {
    const [start, end] = rangeOf(window, stem);
    let most = greatest[stem] ?? 0;
    for (let place = start; place < end; place += 1) {
      const frequency = (amounts[place] ?? 0) / UNIT;
      most = Math.max(most, saturationOf(frequency, norms[passages[place] ?? 0] ?? 1));
    }
    greatest[stem] = most;
  }
}
