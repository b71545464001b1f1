import { lastingWords, mayBeCut } from '../analysis/lasting-words.ts';
import { NO_STEM, type Vocabulary } from '../index/vocabulary.ts';
import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { firstAfter, postingsIn } from './bytes.ts';
import type { Query } from './connection.ts';
import type { WordsRead } from './words.ts';

/** Stems of which a passage has one at least where it holds a word of a quotation, and how many passages have one. */
interface Needle {
  readonly stems: readonly number[];
  readonly passages: number;
}

/** Words of one quotation that are looked up, the rarest first; a word that so many forms hold tells nothing. */
const MOST_TRIED = 6;
const MOST_FORMS = 2_000;
/** Of so few passages, one more word takes none away that it is worth reading. */
const FEW = 100;

/** Finds the passages that may hold quotations, by the words that are posted of them. */
export class QuotedWords {
  readonly #read: WordsRead;
  readonly #forms: Forms;
  readonly #needles = new Map<string, Needle | null>();

  constructor(read: WordsRead) {
    this.#read = read;
    this.#forms = new Forms(read.words.vocabulary);
  }

  /** The numbers of passages, all that may hold these words among them; null where no list of words tells them. */
  async find(quotation: string, schema: string, query: Query): Promise<Iterable<number> | null> {
    const needles = this.#needlesOf(quotation);
    if (needles.length === 0) return null;
    const stems = [...new Set(needles.flatMap((needle) => needle.stems))];
    const sql = `SELECT stem, bucket, list FROM ${schema}.postings
      WHERE generation = $1 AND stem = ANY ($2::int[])`;
    const rows = await query(sql, [this.#read.generation, stems]);
    const byStem = Map.groupBy(rows, ({ stem }) => Number(stem));
    // By passage: how many of the needles it has, of those that were looked at.
    const had = new Map<number, number>();
    for (const [number, needle] of needles.entries()) {
      for (const { bucket, list } of needle.stems.flatMap((stem) => byStem.get(stem) ?? [])) {
        const first = Number(bucket) * WINDOW_PASSAGES;
        for (const place of postingsIn(list).passages) {
          if ((had.get(first + place) ?? 0) === number) had.set(first + place, number + 1);
        }
      }
    }
    return had
      .entries()
      .filter(([, count]) => count === needles.length)
      .map(([passage]) => passage);
  }

  /** As many as it takes to leave few passages. */
  #needlesOf(quotation: string): readonly Needle[] {
    const { passageCount } = this.#read.lexis;
    const words = lastingWords(quotation)
      .map((word) => ({ word, passages: this.#countOf(word) }))
      .filter(({ passages }) => passages < Infinity)
      .sort((one, other) => one.passages - other.passages);
    const needles: Needle[] = [];
    let expected = passageCount;
    for (const { word } of words.slice(0, MOST_TRIED)) {
      const needle = this.#needleOf(word);
      if (needle === null) continue;
      needles.push(needle);
      expected *= needle.passages / Math.max(1, passageCount);
      if (expected <= FEW) break;
    }
    return needles;
  }

  /** How many passages have it as a form of its own, or another form of it; infinite for a stop word. */
  #countOf(word: string): number {
    const { vocabulary } = this.#read.words;
    const form = vocabulary.forms.find(word);
    if (form < 0) return 0;
    const stem = vocabulary.stemOf(form);
    return stem === NO_STEM ? Infinity : (this.#read.lexis.counts[stem] ?? 0);
  }

  #needleOf(word: string): Needle | null {
    const known = this.#needles.get(word);
    if (known !== undefined) return known;
    const { vocabulary } = this.#read.words;
    const stems = this.#forms.holding(word)?.map((form) => vocabulary.stemOf(form)) ?? [NO_STEM];
    const each = [...new Set(stems)];
    const passages = each.reduce((sum, stem) => sum + (this.#read.lexis.counts[stem] ?? 0), 0);
    // No posting tells of stop words.
    const needle = each.includes(NO_STEM) ? null : { stems: each, passages };
    this.#needles.set(word, needle);
    return needle;
  }
}

/** The forms of a vocabulary, looked through as one text. */
class Forms {
  readonly #ends: Uint32Array;
  readonly #text: string;
  /** What such forms end with is cut off. */
  readonly #cut: readonly number[];

  constructor({ forms }: Vocabulary) {
    const { units, ends } = forms.arrays;
    this.#ends = ends;
    this.#text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units);
    const lengthOf = (form: number) => (ends[form] ?? 0) - (ends[form - 1] ?? 0);
    this.#cut = [...ends.keys().filter((form) => mayBeCut(lengthOf(form)))];
  }

  /** Those that hold these letters, or may; null where there are too many. */
  holding(letters: string): readonly number[] | null {
    const found = [...this.#cut];
    let at = this.#text.indexOf(letters);
    for (; at >= 0; at = this.#text.indexOf(letters, at + 1)) {
      // The form in which that place of the text lies.
      const form = firstAfter(this.#ends, at);
      if (at + letters.length <= (this.#ends[form] ?? 0)) found.push(form);
      if (found.length > MOST_FORMS) return null;
    }
    return found;
  }
}
