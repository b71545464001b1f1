import type { Passage } from '../../debate/passage.ts';
import { wordsIn } from '../../french/words.ts';
import { FIELDS, PART, type Field } from './fields.ts';
import { Growing } from './growing.ts';
import type { Lexicon } from './lexicon.ts';
import { LONGEST } from './passage-index.ts';
import { BREAK, NO_STEM, type Vocabulary } from './vocabulary.ts';

/** What one passage holds, in numbers of a vocabulary. */
interface PassageWords {
  /** How many forms the text has. */
  readonly textLength: number;
  /** The forms of all the fields that are kept, in order, with BREAK after each thing that is said. */
  readonly forms: readonly number[];
  /** What is posted of it, each once, and how much of each there is, in eighths of an occurrence in the text. */
  readonly stems: readonly number[];
  readonly amounts: readonly number[];
  /** Its length, in the same eighths, LONGEST at most. */
  readonly units: number;
}

/** A text as numbers: its forms in order, their stems without stop words, those of its joined forms. */
interface Analysed {
  readonly text: string;
  readonly forms: readonly number[];
  readonly stems: readonly number[];
  readonly joined: readonly number[];
}

/** Reads passages field by field, and adds their words to a vocabulary. */
export class PassageReader {
  readonly #vocabulary: Vocabulary;
  readonly #lexicon: Lexicon;
  readonly #last = new Map<Field, Analysed>();
  /** By stem: how much of it the passage being read holds. */
  readonly #amounts = new Growing(new Uint32Array());

  constructor(vocabulary: Vocabulary, lexicon: Lexicon) {
    this.#vocabulary = vocabulary;
    this.#lexicon = lexicon;
  }

  /** What a passage holds; `alone` where it is the only one of its work. */
  read(passage: Passage, alone: boolean): PassageWords {
    const kept: (readonly number[])[] = [];
    const stems: number[] = [];
    let units = 0;
    for (const field of FIELDS) {
      const analysed = this.#analyse(field, field.read(passage));
      const worth = alone ? (field.unitsAlone ?? field.units) : field.units;
      if (field.kept) kept.push(analysed.forms);
      this.#post(field, worth, analysed, stems);
      units += analysed.stems.length * worth;
    }
    const amounts = stems.map((stem) => this.#amounts.at(stem));
    for (const stem of stems) this.#amounts.set(stem, 0);
    const textLength = (kept[0]?.length ?? 1) - 1;
    return { textLength, forms: kept.flat(), stems, amounts, units: Math.min(units, LONGEST) };
  }

  /** Adds what a field holds to the amounts, and what is new among it to the stems of the passage. */
  #post(field: Field, units: number, { stems, joined }: Analysed, all: number[]): void {
    const groups = field.synonyms ? this.#lexicon.find(stems).map(({ group }) => group) : [];
    const posted = joined.length + groups.length > 0 ? [...stems, ...joined, ...groups] : stems;
    for (const stem of field.once ? new Set(posted) : posted) {
      const amount = this.#amounts.at(stem);
      if (amount === 0) all.push(stem);
      this.#amounts.set(stem, amount + units);
    }
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
