import type { SynonymGroup } from '../debate/corpus.ts';
import type { Passage } from '../debate/passage.ts';
import { foldText } from '../text/fold.ts';
import { wordsOf } from '../text/words.ts';
import { FIELDS, LEAST_OWN_AMOUNT, type Field } from './fields.ts';
import { readGrams, visitGrams, type Grams } from './grams.ts';
import { GrowingUint32 } from './growing.ts';
import { Lexicon } from './lexicon.ts';
import { PostingsBuilder, UNIT, type Postings } from './postings.ts';
import { NO_STEM, Vocabulary } from './vocabulary.ts';
import { B } from './weights.ts';

/**
 * The passages laid out for search: from a stem to the passages that hold it, and from a passage to
 * its words.
 *
 *     « L’e-réputation, c’est l’écoute »                                passage 7
 *          │ fold, words            vocabulary: form → number → stem
 *     e  reputation  ereputation  est  ecoute                           forms
 *          │                              │
 *          │ stems, joined forms,         │ forms in order, stop words included
 *          │ groups of the lexicon        │
 *          ▼                              ▼
 *     postings   reput → 2 7 40      tokens   … │ e reputation est ecoute │ thesis topics work │ …
 *                ecout → 7                      starts[7]                 textEnds[7]
 *                =31   → 2 7 19
 *          │                              │
 *          ▼                              ▼
 *     every passage gets a score,     the best hundred are read through: written forms, grams
 *     one list a stem                 (grams of each form), neighbours, best window, phrases
 *
 * Only numbers grow with the corpus: 5 bytes for each word of a passage that is new to it, 4 for each
 * word kept in order; strings and grams grow with the vocabulary.
 */
export interface PassageIndex {
  readonly passages: readonly Passage[];
  readonly vocabulary: Vocabulary;
  readonly lexicon: Lexicon;
  readonly postings: Postings;
  /** By stem: in how many passages it stands otherwise than in what is said of the work. */
  readonly ownCounts: Uint32Array;
  /** By passage: its length beside the average one, as BM25 tempers it. */
  readonly lengthNorms: Float32Array;
  readonly tokens: Uint32Array;
  /** By passage: where its tokens start, and at the end how many tokens there are. */
  readonly starts: Uint32Array;
  /** By passage: where the tokens of its text end. */
  readonly textEnds: Uint32Array;
  /** By form: in how many passages it is kept. */
  readonly formCounts: Uint32Array;
  readonly grams: Grams;
  /** By gram: in how many passages it occurs. */
  readonly gramCounts: Uint32Array;
  /** How many grams a passage has on average. */
  readonly averageGrams: number;
}

/** Lays out the passages; their places in `passages` are their numbers. */
export function buildIndex(
  passages: readonly Passage[],
  groups: readonly SynonymGroup[],
): PassageIndex {
  const builder = new IndexBuilder(groups);
  for (const passage of passages) builder.add(passage);
  return builder.build(passages);
}

/** A text as numbers: its forms in order, their stems without stop words, those of its joined forms. */
interface Analysed {
  readonly text: string;
  readonly forms: readonly number[];
  readonly stems: readonly number[];
  readonly joined: readonly number[];
}

class IndexBuilder {
  readonly #vocabulary = new Vocabulary();
  readonly #lexicon: Lexicon;
  readonly #postings = new PostingsBuilder();
  readonly #tokens = new GrowingUint32();
  readonly #starts = new GrowingUint32();
  readonly #textEnds = new GrowingUint32();
  readonly #lengths: number[] = [];
  readonly #last = new Map<Field, Analysed>();

  constructor(groups: readonly SynonymGroup[]) {
    this.#lexicon = new Lexicon(groups, this.#vocabulary);
  }

  add(passage: Passage): void {
    const amounts = new Map<number, number>();
    this.#starts.push(this.#tokens.length);
    let length = 0;
    FIELDS.forEach((field, index) => {
      length += this.#addField(field, field.read(passage), amounts);
      if (index === 0) this.#textEnds.push(this.#tokens.length);
    });
    for (const [stem, amount] of amounts) this.#postings.add(stem, this.#lengths.length, amount);
    this.#lengths.push(length);
  }

  /** Adds what a field holds to `amounts`; returns its length, in occurrences in the text. */
  #addField(field: Field, text: string, amounts: Map<number, number>): number {
    const { forms, stems, joined } = this.#analyse(field, text);
    if (field.kept) for (const form of forms) this.#tokens.push(form);
    const groups = field.synonyms ? this.#lexicon.find(stems).map(({ group }) => group) : [];
    const posted = [...stems, ...joined, ...groups];
    for (const stem of field.once ? new Set(posted) : posted) {
      amounts.set(stem, (amounts.get(stem) ?? 0) + field.units);
    }
    return (stems.length * field.units) / UNIT;
  }

  /** The passages of one work follow one another: what a field last held often serves again. */
  #analyse(field: Field, text: string): Analysed {
    const last = this.#last.get(field);
    if (last?.text === text) return last;
    const words = wordsOf(foldText(text));
    const numbers = words.map(({ form }) => this.#vocabulary.add(form));
    const forms = numbers.filter((_, place) => words[place]?.joined === false);
    const joined = numbers.filter((_, place) => words[place]?.joined === true);
    const analysed = { text, forms, stems: this.#stemsOf(forms), joined: this.#stemsOf(joined) };
    this.#last.set(field, analysed);
    return analysed;
  }

  #stemsOf(forms: readonly number[]): number[] {
    return forms.map((form) => this.#vocabulary.stemOf(form)).filter((stem) => stem !== NO_STEM);
  }

  build(passages: readonly Passage[]): PassageIndex {
    this.#starts.push(this.#tokens.length);
    const postings = this.#postings.build(this.#vocabulary.stems.length);
    const kept = { tokens: this.#tokens.toArray(), starts: this.#starts.toArray() };
    return {
      passages,
      vocabulary: this.#vocabulary,
      lexicon: this.#lexicon,
      postings,
      ownCounts: ownCountsOf(postings),
      lengthNorms: lengthNormsOf(this.#lengths),
      ...kept,
      textEnds: this.#textEnds.toArray(),
      ...countsOf(kept, this.#vocabulary),
    };
  }
}

function ownCountsOf({ starts, amounts }: Postings): Uint32Array {
  const counts = new Uint32Array(starts.length - 1);
  for (let stem = 0; stem < counts.length; stem += 1) {
    const end = starts[stem + 1] ?? 0;
    let own = 0;
    for (let place = starts[stem] ?? 0; place < end; place += 1) {
      if ((amounts[place] ?? 0) >= LEAST_OWN_AMOUNT) own += 1;
    }
    counts[stem] = own;
  }
  return counts;
}

function lengthNormsOf(lengths: readonly number[]): Float32Array {
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return Float32Array.from(lengths, (length) => 1 - B + (B * length) / Math.max(1, average));
}

type Kept = Pick<PassageIndex, 'tokens' | 'starts'>;
type Counts = Pick<PassageIndex, 'formCounts' | 'grams' | 'gramCounts' | 'averageGrams'>;

/** Counts forms and grams passage by passage, each once a passage. */
function countsOf(kept: Kept, vocabulary: Vocabulary): Counts {
  const grams = readGrams(vocabulary.forms);
  const forms = new PassageCounter(vocabulary.forms.length);
  const gramCounter = new PassageCounter(grams.numbers.size);
  const passageCount = kept.starts.length - 1;
  let gramTotal = 0;
  for (let passage = 0; passage < passageCount; passage += 1) {
    const end = kept.starts[passage + 1] ?? 0;
    for (let place = kept.starts[passage] ?? 0; place < end; place += 1) {
      const form = kept.tokens[place] ?? 0;
      if (vocabulary.stemOf(form) === NO_STEM) continue;
      forms.count(form, passage);
      gramTotal += visitGrams(grams, form, (gram) => {
        gramCounter.count(gram, passage);
      });
    }
  }
  const averageGrams = gramTotal / Math.max(1, passageCount);
  return { formCounts: forms.counts, grams, gramCounts: gramCounter.counts, averageGrams };
}

/** In how many passages each number occurs, told of them passage after passage. */
class PassageCounter {
  readonly counts: Uint32Array;
  readonly #last: Uint32Array;

  constructor(size: number) {
    this.counts = new Uint32Array(size);
    this.#last = new Uint32Array(size);
  }

  count(number: number, passage: number): void {
    if (this.#last[number] === passage + 1) return;
    this.#last[number] = passage + 1;
    this.counts[number] = (this.counts[number] ?? 0) + 1;
  }
}
