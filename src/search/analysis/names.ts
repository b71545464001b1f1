import type { Passage } from '../../debate/passage.ts';
import { wordsIn } from '../../french/words.ts';
import type { Held, Steps } from '../index/held.ts';
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
  readonly #held: Held;
  /** By stem, of those asked for so far. */
  readonly #known = new Map<number, boolean>();
  #themes: ReadonlySet<number> | undefined;

  constructor(held: Held) {
    this.#held = held;
  }

  /** Whether the word of a question, as typed or repaired, is a subject of the debate. */
  *isSubject({ alternatives }: Term): Steps<boolean> {
    for (const { by, stem } of alternatives) {
      if ((by === 'word' || by === 'spelling') && (yield* this.#isSubject(stem))) return true;
    }
    return false;
  }

  *#isSubject(stem: number): Steps<boolean> {
    this.#themes ??= this.#oneWordThemes();
    if (this.#themes.has(stem)) return true;
    const known = this.#known.get(stem) ?? (yield* this.#isName(stem));
    this.#known.set(stem, known);
    return known;
  }

  #oneWordThemes(): ReadonlySet<number> {
    const stems = this.#held.themes().map((theme) => this.#stemsOf(theme));
    return new Set(stems.filter(({ length }) => length === 1).flat());
  }

  #stemsOf(text: string): number[] {
    const words = wordsIn(text).filter(({ joined, form }) => !joined && form.length > 1);
    return this.#held.vocabulary.stemsOf(words);
  }

  /** Whether the first passages that hold a stem write it as a name. */
  *#isName(stem: number): Steps<boolean> {
    let [names, words] = [0, 0];
    for (const passage of yield* this.#holding(stem)) {
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

  *#holding(stem: number): Steps<Passage[]> {
    const held = this.#held;
    yield { stems: [stem] };
    const numbers = held.segments
      .flatMap((segment) => {
        const { passages, start, end } = segment.postingsOf(stem);
        // Of a segment that is not in the order of the corpus, any may be among the first.
        const read = held.isInMemory ? Math.min(start + READ, end) : end;
        return Array.from(passages.subarray(start, read), (number) => segment.first + number);
      })
      .sort((a, b) => held.placeOf(a) - held.placeOf(b))
      .slice(0, READ);
    yield { passages: numbers };
    return numbers.flatMap((number) => held.passageOf(number) ?? []);
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
