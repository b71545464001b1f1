import type { Passage } from '../../debate/passage.ts';
import { wordsIn } from '../../french/words.ts';
import { type PassageIndex, rangeOf, WINDOW_PASSAGES } from '../index/passage-index.ts';
import type { Term } from './terms.ts';

/** Passages that are read for how they write a word. */
const READ = 20;

/** A word is a name where so many of its occurrences within a sentence have a capital. */
const NAMES = 0.8;

const CAPITAL = /^\p{Lu}/u;
const WORD = /[\p{L}\p{N}]+/gu;

/** What may stand before the first word of a sentence. */
const OPENS = /(?:^|[.!?…:;«»“”"(•–—-])\s*$/u;

/**
 * The debate’s own subjects: its one-word themes, its voices, and the names in its passages. A question that
 * bears on one of them is no stranger, whatever the word beside it.
 */
export class Names {
  readonly #index: PassageIndex;
  /** By stem, of those asked for so far. */
  readonly #known = new Map<number, boolean>();
  #themes: ReadonlySet<number> | undefined;

  constructor(index: PassageIndex) {
    this.#index = index;
  }

  /** Whether the word of a question, as typed or repaired, is a subject of the debate. */
  isSubject({ alternatives }: Term): boolean {
    return alternatives
      .filter(({ by }) => by === 'word' || by === 'spelling')
      .some(({ stem }) => this.#isSubject(stem));
  }

  #isSubject(stem: number): boolean {
    this.#themes ??= this.#oneWordThemes();
    if (this.#themes.has(stem)) return true;
    const known = this.#known.get(stem) ?? this.#isName(stem);
    this.#known.set(stem, known);
    return known;
  }

  #oneWordThemes(): ReadonlySet<number> {
    const themes = new Set(this.#index.passages.flatMap(({ topics }) => topics));
    const stems = [...themes].map((theme) => this.#stemsOf(theme));
    return new Set(stems.filter(({ length }) => length === 1).flat());
  }

  #stemsOf(text: string): number[] {
    const words = wordsIn(text).filter(({ joined, form }) => !joined && form.length > 1);
    return this.#index.vocabulary.stemsOf(words);
  }

  /** Whether the first passages that hold a stem write it as a name. */
  #isName(stem: number): boolean {
    let [names, words] = [0, 0];
    for (const passage of this.#holding(stem)) {
      const { voice, text, thesis } = passage;
      if (voice.named && this.#stemsOf(voice.name).includes(stem)) return true;
      for (const written of [text, thesis?.text]) {
        for (const isCapital of this.#capitals(written ?? '', stem)) {
          words += 1;
          if (isCapital) names += 1;
        }
      }
    }
    return words > 0 && names >= NAMES * words;
  }

  #holding(stem: number): Passage[] {
    const { windows, passages } = this.#index;
    return windows
      .flatMap((window, place) => {
        const [start, end] = rangeOf(window, stem);
        const numbers = [...window.passages.subarray(start, Math.min(end, start + READ))];
        return numbers.flatMap((number) => passages[place * WINDOW_PASSAGES + number] ?? []);
      })
      .slice(0, READ);
  }

  /** For each word of this stem that does not open a sentence: whether it has a capital. */
  #capitals(text: string, stem: number): boolean[] {
    if (text === text.toUpperCase()) return [];
    return [...text.matchAll(WORD)]
      .filter(({ index }) => !OPENS.test(text.slice(Math.max(0, index - 3), index)))
      .filter(([word]) => this.#stemsOf(word)[0] === stem)
      .map(([word]) => CAPITAL.test(word));
  }
}
